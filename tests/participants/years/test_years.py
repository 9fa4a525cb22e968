"""CMS staff set performance years and the days of their feedback cycles (rules C2, C5)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from acoms.access import Refused
from participants.changes.cycles import all_cycles, cycle_of_day
from participants.changes.queries import cycle_in_words
from participants.years.actions import set_feedback_cycle, set_performance_year
from participants.years.calendar import CycleDays, refusals_of_cycle, refusals_of_year
from participants.years.errors import YearError
from participants.years.models import FeedbackCycle, PerformanceYear
from tests.cast import Cast
from tests.participants.changes.asked import make_cycles

FIRST = CycleDays(2027, 1, date(2026, 2, 1), date(2026, 4, 30), date(2026, 6, 1))
SECOND = CycleDays(2027, 2, date(2026, 6, 1), date(2026, 8, 31), date(2026, 10, 1))
YEAR = "/admin/participants_years/performanceyear/"
CYCLE = "/admin/participants_years/feedbackcycle/"


@pytest.mark.rule("C2")
@pytest.mark.parametrize(
    ("days", "field"),
    [
        ((2027, date(2026, 12, 1), date(2027, 1, 31)), None),
        ((2011, date(2010, 12, 1), date(2011, 1, 31)), "year"),
        ((2027, date(2027, 1, 31), date(2027, 1, 30)), "certify_by"),
        ((2027, date(2026, 12, 1), date(2028, 1, 1)), "certify_by"),
        ((2027, date(2025, 12, 31), date(2027, 1, 31)), "certify_from"),
    ],
)
def test_days_of_a_year_make_sense(days: tuple[int, date, date], field: str | None) -> None:
    assert next(iter(refusals_of_year(*days)), None) == field


def cycle(**changed: object) -> CycleDays:
    fields = {name: getattr(SECOND, name) for name in CycleDays.__slots__}
    return CycleDays(**{**fields, **changed})


@pytest.mark.rule("C5")
@pytest.mark.parametrize(
    ("days", "field", "why"),
    [
        (SECOND, None, ""),
        (cycle(closes_on=date(2026, 5, 31)), "closes_on", "before the day"),
        (cycle(feedback_on=date(2026, 8, 30)), "feedback_on", "before the last day"),
        (cycle(feedback_on=date(2027, 1, 1)), "feedback_on", "before performance year 2027"),
        (cycle(opens_on=date(2026, 4, 30)), "opens_on", "overlap with the first cycle for 2027"),
        (cycle(opens_on=date(2025, 12, 31)), "opens_on", "overlap"),
        (cycle(number=1), "number", "there already"),
        (
            cycle(
                opens_on=date(2026, 1, 2), closes_on=date(2026, 1, 3), feedback_on=date(2026, 1, 4)
            ),
            "opens_on",
            "wrong side",
        ),
    ],
)
def test_days_of_a_cycle_make_sense_beside_the_others(
    days: CycleDays, field: str | None, why: str
) -> None:
    found = refusals_of_cycle(days, [FIRST])
    assert (field in found) if field else not found
    assert why in found.get(field or "", "")


@given(
    opens=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    days=st.integers(0, 200),
    answer=st.integers(0, 100),
)
@pytest.mark.rule("C5")
def test_what_is_accepted_overlaps_with_nothing_and_ends_in_order(
    opens: date, days: int, answer: int
) -> None:
    closes = opens + timedelta(days=days)
    new = CycleDays(2027, 2, opens, closes, closes + timedelta(days=answer))
    if not refusals_of_cycle(new, [FIRST]):
        assert new.opens_on > FIRST.closes_on
        assert new.opens_on <= new.closes_on <= new.feedback_on < date(2027, 1, 1)


@pytest.mark.rule("C5")
def test_the_database_holds_cycles_apart_too(cast: Cast) -> None:
    first, second = make_cycles(2030)
    second.opens_on = first.closes_on
    with pytest.raises(IntegrityError, match="cycle_days_apart"), transaction.atomic():
        second.save()


@pytest.mark.rule("C5")
def test_a_day_belongs_to_its_cycle_or_to_the_next_one(cast: Cast) -> None:
    first, second = make_cycles(2030)
    for day, found in {
        date(2029, 1, 31): first,
        date(2029, 2, 1): first,
        date(2029, 4, 30): first,
        date(2029, 5, 1): second,
        date(2029, 8, 30): second,
        date(2029, 8, 31): None,
    }.items():
        assert cycle_of_day(all_cycles(), day) == found
    assert "today is the last day" in cycle_in_words(first, date(2029, 4, 30))
    assert "1 day left" in cycle_in_words(first, date(2029, 4, 29))
    assert "No feedback cycle is running" in cycle_in_words(second, date(2029, 5, 1))
    assert "CMS has not set" in cycle_in_words(None, date(2029, 5, 1))


@pytest.mark.rule("C5", "E1", "E3")
def test_only_administrators_of_cms_set_them_and_the_history_says_who(cast: Cast) -> None:
    year = PerformanceYear(year=2031, certify_from=date(2030, 12, 1), certify_by=date(2031, 1, 31))
    for person in (cast.cms_analyst, cast.cms_viewer, cast.exec):
        with pytest.raises(Refused):
            set_performance_year(acting_person=person, year=year)
    wrong = PerformanceYear(year=2032, certify_from=date(2032, 1, 31), certify_by=date(2031, 12, 1))
    with pytest.raises(YearError):
        set_performance_year(acting_person=cast.cms_staff, year=wrong)
    assert not PerformanceYear.objects.filter(year=2032).exists()
    set_performance_year(acting_person=cast.cms_staff, year=year)
    found = FeedbackCycle(
        performance_year=year,
        number=1,
        opens_on=date(2030, 2, 1),
        closes_on=date(2030, 3, 1),
        feedback_on=date(2031, 1, 1),
    )
    with pytest.raises(YearError, match="before performance year 2031"):
        set_feedback_cycle(acting_person=cast.cms_staff, cycle=found)
    found.feedback_on = date(2030, 5, 1)
    with pytest.raises(Refused):
        set_feedback_cycle(acting_person=cast.cms_analyst, cycle=found)
    set_feedback_cycle(acting_person=cast.cms_staff, cycle=found)
    metadata = found.events.first().pgh_context.metadata  # type: ignore[attr-defined]
    assert (metadata["action"], metadata["acting_person"]) == (
        "set feedback cycle",
        cast.cms_staff.pk,
    )


@pytest.mark.rule("C5")
def test_the_admin_explains_days_that_make_no_sense_and_keeps_them(cast: Cast) -> None:
    browser = cast.browser("cms_staff")
    form = {"year": "2031", "certify_from": "2030-12-01", "certify_by": "2031-01-31"}
    wrong = browser.post(f"{YEAR}add/", {**form, "certify_by": "2030-11-30"}).content.decode()
    assert "The last day is before the first." in wrong
    assert 'value="2030-11-30"' in wrong
    assert browser.post(f"{YEAR}add/", form).status_code == 302
    days = {
        "performance_year": "2031",
        "number": "1",
        "opens_on": "2030-02-01",
        "closes_on": "2030-04-30",
        "feedback_on": "2030-06-01",
    }
    assert browser.post(f"{CYCLE}add/", days).status_code == 302
    again = browser.post(f"{CYCLE}add/", days).content.decode()
    assert "The first cycle for 2031 is there already." in again
    second = {**days, "number": "2", "opens_on": "2030-04-30", "closes_on": "2030-08-31"}
    overlap = browser.post(f"{CYCLE}add/", {**second, "feedback_on": "2030-10-01"})
    assert "These days overlap with the first cycle for 2031" in overlap.content.decode()
    first = FeedbackCycle.objects.get()
    moved = {"opens_on": "2030-02-02", "closes_on": "2030-04-30", "feedback_on": "2030-06-01"}
    assert browser.post(f"{CYCLE}{first.pk}/change/", moved).status_code == 302
    first.refresh_from_db()
    assert first.opens_on == date(2030, 2, 2)
    missing = browser.post(f"{CYCLE}add/", {**days, "closes_on": ""}).content.decode()
    assert "Fill in “" in missing
