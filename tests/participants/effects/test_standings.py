"""What the lists say of a participant: what may be asked, and how long it counts (rule C9)."""

from datetime import date

import pytest

from participants.effects.adjusting import refusal_to_record
from participants.effects.rules import (
    Extent,
    Standing,
    Use,
    cannot_join,
    cannot_leave,
    effects_of_joining,
    effects_of_leaving,
)
from participants.years.agreement import CALENDAR_YEARS, refusal_to_adjust
from tests.participants.effects.asked import AGREEMENT, elm, of

# What the lists say of a participant; whether it joins or leaves on a day; why that cannot be.
IMPOSSIBLE = [
    (
        None,
        "joins",
        date(2012, 6, 1),
        "This ACO began on January 1, 2019. Nobody joined it before.",
    ),
    (None, "leaves", date(2019, 1, 1), "Nobody left it before."),
    (elm(date(2026, 1, 1)), "joins", date(2026, 8, 1), "it joined on January 1, 2026."),
    (elm(date(2027, 1, 1)), "joins", date(2026, 8, 1), "on the list from January 1, 2027 on"),
    (elm(date(2026, 1, 1)), "leaves", date(2025, 6, 1), "it leaves after that day."),
    (elm(date(2026, 1, 1)), "leaves", date(2026, 1, 1), "it leaves after that day."),
    (
        elm(date(2024, 1, 1), date(2026, 1, 1)),
        "leaves",
        date(2026, 8, 1),
        "not on the list any more from January 1, 2026 on",
    ),
    (elm(date(2026, 1, 1), date(2026, 1, 1)), "leaves", date(2026, 1, 1), "never did"),
    (elm(date(2027, 1, 1), requested=True), "joins", date(2026, 6, 1), "January 1, 2027 at the"),
    (elm(date(2027, 1, 1), requested=True), "leaves", date(2026, 6, 1), "is not on the list."),
]


@pytest.mark.rule("C9", "C12")
@pytest.mark.parametrize(("standing", "change", "day", "why"), IMPOSSIBLE)
def test_days_that_the_lists_do_not_allow_are_refused_with_what_is_true(
    standing: Standing | None, change: str, day: date, why: str
) -> None:
    refuse = cannot_join if change == "joins" else cannot_leave
    assert why in refuse(day, AGREEMENT, standing)


@pytest.mark.rule("C9", "C12")
def test_days_that_the_lists_allow_are_answered() -> None:
    listed, left = elm(date(2026, 1, 1)), elm(date(2024, 1, 1), date(2026, 1, 1))
    asked = elm(date(2027, 1, 1), requested=True)
    assert not cannot_join(date(2026, 1, 1), AGREEMENT, listed)
    assert not cannot_leave(date(2026, 1, 2), AGREEMENT, listed)
    assert not cannot_join(date(2027, 1, 1), AGREEMENT, left)
    assert not cannot_leave(date(2026, 1, 1), AGREEMENT, left)
    assert not cannot_join(date(2028, 1, 1), AGREEMENT, asked)


@pytest.mark.rule("C9")
@pytest.mark.parametrize(
    ("standing", "left", "until", "why"),
    [
        (
            elm(date(2024, 1, 1), certified={2026: True}),
            date(2026, 8, 1),
            date(2027, 1, 1),
            "The list certified for 2026 has it",
        ),
        (
            elm(date(2024, 1, 1), certified={2026: False}),
            date(2026, 8, 1),
            date(2026, 1, 1),
            "The list certified for 2026 does not have it.",
        ),
        (
            elm(date(2024, 1, 1), certified={2026: True, 2027: True}),
            date(2026, 11, 15),
            date(2028, 1, 1),
            "The list certified for 2027 still has it",
        ),
        (
            elm(date(2024, 1, 1), certified={2027: False}),
            date(2026, 8, 1),
            date(2027, 1, 1),
            "None is kept here for 2026",
        ),
    ],
    ids=["on it", "frozen without it", "certified before it left", "no list is kept"],
)
def test_the_list_that_was_certified_says_how_long_a_leaver_counts(
    standing: Standing, left: date, until: date, why: str
) -> None:
    found = of(Use.ASSIGNMENT, effects_of_leaving(left, AGREEMENT, standing))
    assert found.until == until
    assert why in found.reason


@pytest.mark.rule("C9", "C10")
def test_whoever_no_certified_list_has_never_counted() -> None:
    for standing in (elm(date(2026, 3, 1)), elm(date(2026, 1, 1), certified={2026: False})):
        effects = effects_of_leaving(date(2026, 8, 1), AGREEMENT, standing)
        for use in (Use.ASSIGNMENT, Use.BENCHMARK, Use.PQRS):
            assert of(use, effects).extent is Extent.NONE
        assert of(Use.TELLING, effects).until == date(2026, 8, 1)


@pytest.mark.rule("C9")
def test_a_joiner_counts_from_the_first_certified_list_that_has_it() -> None:
    joined = date(2026, 1, 1)
    late = effects_of_joining(joined, AGREEMENT, elm(joined, certified={2026: False}))
    assert of(Use.ASSIGNMENT, late).from_on == date(2027, 1, 1)
    assert of(Use.ASSIGNMENT, late).reason == "The list certified for 2026 does not have it."


@pytest.mark.rule("C9")
def test_a_year_without_a_change_has_nothing_to_adjust() -> None:
    assert refusal_to_adjust(2025, date(2024, 5, 1), date(2026, 5, 1), CALENDAR_YEARS)
    assert not refusal_to_adjust(2024, date(2024, 5, 1), None, CALENDAR_YEARS)
    assert not refusal_to_adjust(2026, date(2024, 5, 1), date(2026, 5, 1), CALENDAR_YEARS)


ADJUSTED: dict[str, tuple[date, date | None, dict[int, bool], int, bool]] = {
    "joined during the year": (date(2026, 1, 2), None, {}, 2026, True),
    "joined on its first day": (date(2026, 1, 1), None, {}, 2026, False),
    "joined on it, and its list lacks it": (date(2026, 1, 1), None, {2026: False}, 2026, True),
    "left during the year": (date(2024, 1, 1), date(2026, 1, 2), {}, 2026, True),
    "left on its last day": (date(2024, 1, 1), date(2026, 12, 31), {}, 2026, True),
    "left on its first day": (date(2024, 1, 1), date(2026, 1, 1), {}, 2026, False),
    "left on it, and its list has it": (
        date(2024, 1, 1),
        date(2026, 1, 1),
        {2026: True},
        2026,
        True,
    ),
    "joined and left in one year": (date(2026, 2, 1), date(2026, 9, 1), {}, 2026, True),
    "joined on the first day and left": (date(2026, 1, 1), date(2026, 9, 1), {}, 2026, True),
    "another year": (date(2026, 2, 1), None, {}, 2027, False),
}


@pytest.mark.rule("C9", "C12")
@pytest.mark.parametrize(
    ("joined", "left", "certified", "year", "changes"), ADJUSTED.values(), ids=ADJUSTED
)
def test_an_adjustment_that_would_change_nothing_is_refused_in_a_sentence(
    joined: date, left: date | None, certified: dict[int, bool], year: int, changes: bool
) -> None:
    standing = Standing("Elm", joined, left_on=left, certified=certified)
    refusal = refusal_to_record(year, standing, CALENDAR_YEARS)
    assert bool(refusal) is not changes
    assert not refusal or refusal.endswith("othing to adjust.")
