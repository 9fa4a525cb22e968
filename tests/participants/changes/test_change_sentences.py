"""What is said of a change, and the days that it may be of, without a database."""

from datetime import date, timedelta

import pytest

from participants.changes.rules import ChangeKind, ChangeState, Notice, change_effective_on
from participants.changes.words import (
    ABOUT,
    consequence,
    listed_briefly,
    notice_in_words,
    numbered,
    refusal_of_day,
    refusal_to_leave,
    with_tin_end,
)

DAY = timedelta(days=1)
TODAY = date(2026, 3, 2)
PROGRAM_BEGAN = date(2012, 4, 1)
# 366 days on: the same day of a next year that is a leap year, and a day more of another.
MOST_AHEAD = date(2027, 3, 3)
HAS_HAPPENED = {ChangeKind.ADD_PARTICIPANT, ChangeKind.MERGED_TIN}


@pytest.mark.rule("C3")
@pytest.mark.parametrize("kind", ChangeKind)
def test_a_change_is_of_a_day_of_the_program_and_no_more_than_a_year_ahead(
    kind: ChangeKind,
) -> None:
    assert "began on April 1, 2012" in refusal_of_day(kind, PROGRAM_BEGAN - DAY, TODAY)
    assert refusal_of_day(kind, PROGRAM_BEGAN, TODAY) == ""
    assert refusal_of_day(kind, TODAY, TODAY) == ""
    to_come = kind in HAS_HAPPENED
    assert ("still to come" in refusal_of_day(kind, TODAY + DAY, TODAY)) is to_come
    assert (refusal_of_day(kind, MOST_AHEAD, TODAY) == "") is not to_come
    assert ("more than a year" in refusal_of_day(kind, MOST_AHEAD + DAY, TODAY)) is not to_come


@pytest.mark.rule("C3")
def test_who_cannot_leave_is_told_since_when_they_are_there() -> None:
    assert refusal_to_leave("Elm Street", TODAY, TODAY + DAY, TODAY) == ""
    assert refusal_to_leave("Elm Street", TODAY, TODAY, TODAY).startswith(
        "Elm Street joined your list on March 2, 2026, so it can only leave after that day."
    )


@pytest.mark.rule("C4")
@pytest.mark.parametrize(
    ("days", "open_", "sent"),
    [
        (0, "30 days left", "In time"),
        (29, "1 day left", "In time"),
        (30, "Last day today", "In time"),
        (31, "1 day late", "1 day late"),
        (32, "2 days late", "2 days late"),
    ],
)
def test_a_notice_says_how_many_days_there_are(days: int, open_: str, sent: str) -> None:
    notice = Notice(TODAY, TODAY + days * DAY)
    assert notice_in_words(notice, sent=False) == open_
    assert notice_in_words(notice, sent=True) == sent


@pytest.mark.rule("C4")
@pytest.mark.parametrize("kind", ChangeKind)
def test_before_signing_it_is_said_from_when_a_change_counts(kind: ChangeKind) -> None:
    late = Notice(TODAY, TODAY + 31 * DAY)
    effective = change_effective_on(kind, late)
    says = consequence(kind, effective, late, "It counts until the year ends.")
    assert f"{effective:%B} {effective.day}, {effective.year}" in says
    assert says.endswith(".")
    assert ("If CMS approves" in says) is not kind.is_notice
    assert ("performance year 2027" in says) is (kind in HAS_HAPPENED)
    assert ("as a merged or acquired TIN" in says) is (kind is ChangeKind.MERGED_TIN)
    assert ("until the year ends" in says) is (kind is ChangeKind.REMOVE_PARTICIPANT)
    providers = kind in {ChangeKind.ADD_PROVIDERS, ChangeKind.REMOVE_PROVIDERS}
    assert ("its own day counts" in says) is providers
    in_time = Notice(TODAY, TODAY + 30 * DAY)
    assert "own day" not in consequence(kind, effective, in_time)


@pytest.mark.rule("C3")
def test_providers_are_needed_where_providers_come_or_go() -> None:
    need = {kind for kind, about in ABOUT.items() if about.needs_providers}
    assert need == {ChangeKind.ADD_PROVIDERS, ChangeKind.REMOVE_PROVIDERS}


def test_a_request_is_open_until_it_is_decided_or_withdrawn() -> None:
    ended = {ChangeState.APPROVED, ChangeState.DENIED, ChangeState.WITHDRAWN}
    assert {state for state in ChangeState if not state.is_open} == ended


def test_numbers_and_names_are_said_in_short() -> None:
    assert with_tin_end("Elm Street", "123456789") == "Elm Street (TIN ending 6789)"
    assert numbered(1, "change request") == "1 change request"
    assert numbered(0, "change request") == "0 change requests"
    assert numbered(2, "practice", "practices or sites") == "2 practices or sites"
    assert numbered(1_000, "line") == "1,000 lines"
    assert listed_briefly(["A", "B", "C"]) == "A, B, C"
    assert listed_briefly(["A", "B", "C", "D"]) == "A, B, C and 1 more"
    assert listed_briefly(["A", "B", "C"], most=1) == "A and 2 more"
