"""A request that CMS returned keeps its feedback cycle and year while it is corrected (C3, C5)."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from contacts.attention import needing_attention
from contacts.models import Aco
from contacts.queries import with_filled_types
from notifications.models import Notification
from participants.changes.cycles import all_cycles, correcting_in_words
from participants.changes.days import effective_day
from participants.changes.models import ChangeRequest
from participants.changes.rules import ChangeKind, last_day_to_correct
from participants.deciding.actions import approve_change, return_change
from participants.deciding.queries import letter_lines
from participants.lists.models import Participant
from participants.screening.actions.checks import FOUND, with_zone
from participants.screening.rules import Reason
from participants.years.models import FeedbackCycle
from tests.cast import Cast, make_aco, make_participant
from tests.participants.changes.asked import complete, draft, make_cycles, submit

pytestmark = pytest.mark.rule("C3", "C5")
IN_TIME, TOO_LATE = "2026-10-01 23:59-04:00", "2026-10-02 00:01-04:00"  # feedback by October 1
YEARS_DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture(autouse=True)
def _documents(settings: Any, tmp_path: Any) -> None:
    settings.FILES_ROOT = tmp_path


@pytest.fixture
def second(cast: Cast) -> FeedbackCycle:
    """Second cycle for 2027: to submit from June 1 to August 30, 2026, feedback by October 1."""
    make_cycles(2028)
    return make_cycles(2027)[1]


def sent(cast: Cast, at: str = "2026-08-20 12:00Z", **fields: Any) -> ChangeRequest:
    with time_machine.travel(at):
        days = {"days": 5} | fields
        change = complete(draft(cast.lakeside, cast.exec, **days), cast.exec)
        submit(cast.exec, change)
    return fresh(change)


def fresh(change: ChangeRequest) -> ChangeRequest:
    return ChangeRequest.objects.get(pk=change.pk)


def returned(cast: Cast, change: ChangeRequest, at: str = "2026-09-20 12:00Z") -> ChangeRequest:
    with time_machine.travel(at):
        return return_change(acting_person=cast.cms_staff, change=change, reason="Wrong page.")


def resubmitted(cast: Cast, change: ChangeRequest, at: str) -> ChangeRequest:
    with time_machine.travel(at):
        submit(cast.exec, fresh(change))
    return fresh(change)


@given(feedback=YEARS_DAYS, is_last=st.booleans())
@pytest.mark.rule("C12")
def test_corrections_are_taken_until_the_feedback_and_before_the_year(
    feedback: date, is_last: bool
) -> None:
    last = last_day_to_correct(feedback, 2027, is_last=is_last)
    assert feedback <= last < date(2027, 1, 1)
    assert last == (date(2026, 12, 31) if is_last else feedback)


def test_a_correction_by_the_day_of_feedback_keeps_cycle_and_year(
    cast: Cast, second: FeedbackCycle
) -> None:
    change = resubmitted(cast, returned(cast, sent(cast)), "2026-09-25 12:00Z")
    assert (change.cycle, effective_day(change)) == (second, date(2027, 1, 1))
    again = resubmitted(cast, returned(cast, change, "2026-09-28 12:00Z"), IN_TIME)
    assert again.cycle == second, "however often it goes to and fro"
    ChangeRequest.objects.filter(pk=change.pk).update(screened_at=again.submitted_at)
    with time_machine.travel("2026-12-30 12:00Z"):
        approve_change(acting_person=cast.cms_staff, change=again)
    assert Participant.objects.get().effective_from == date(2027, 1, 1)


def test_moving_the_last_day_to_submit_takes_nobody_out_of_a_cycle(
    cast: Cast, second: FeedbackCycle
) -> None:
    change = sent(cast)
    FeedbackCycle.objects.filter(pk=second.pk).update(closes_on=date(2026, 8, 1))
    change = resubmitted(cast, returned(cast, change), IN_TIME)
    assert (change.cycle, effective_day(change)) == (second, date(2027, 1, 1))


def test_a_later_correction_comes_into_the_next_cycle_as_was_said_before(
    cast: Cast, second: FeedbackCycle
) -> None:
    change = returned(cast, sent(cast))
    with time_machine.travel(IN_TIME):
        said = correcting_in_words(fresh(change), all_cycles())
    assert said == (
        "Submitted again by October 1, 2026, it stays in the second cycle for 2027, and joins on "
        "January 1, 2027 if CMS approves. After that day it comes into the first cycle for 2028, "
        "and joins only on January 1, 2028."
    )
    with time_machine.travel(TOO_LATE):
        late = correcting_in_words(fresh(change), all_cycles())
    assert late == (
        "Corrections for the second cycle for 2027 were due by October 1, 2026. Now it comes into "
        "the first cycle for 2028, and joins on January 1, 2028 if CMS approves, not on "
        "January 1, 2027."
    )
    change = resubmitted(cast, change, TOO_LATE)
    assert str(change.cycle) == "First cycle for 2028"
    assert effective_day(change) == date(2028, 1, 1)


def test_after_a_year_s_first_cycle_the_second_takes_it_for_the_same_year(
    cast: Cast, second: FeedbackCycle
) -> None:
    change = returned(cast, sent(cast, "2026-04-20 12:00Z"), "2026-05-20 12:00Z")
    with time_machine.travel("2026-05-21 12:00Z"):
        assert "still joins on January 1, 2027" in correcting_in_words(fresh(change), all_cycles())
    change = resubmitted(cast, change, "2026-08-01 12:00Z")
    assert (change.cycle, effective_day(change)) == (second, date(2027, 1, 1))


def test_without_a_later_cycle_it_stays_until_the_year_begins(cast: Cast) -> None:
    last = make_cycles(2027)[1]
    change = resubmitted(cast, returned(cast, sent(cast)), "2026-12-31 23:59-05:00")
    assert (change.cycle, effective_day(change)) == (last, date(2027, 1, 1))
    change = resubmitted(cast, returned(cast, change, "2027-01-05 12:00Z"), "2027-01-06 12:00Z")
    assert (change.cycle, effective_day(change)) == (None, date(2028, 1, 1)), "never in the past"


def test_who_came_before_cms_set_the_cycles_keeps_the_year_too(cast: Cast) -> None:
    change = sent(cast)
    assert change.cycle is None
    second = make_cycles(2027)[1]
    make_cycles(2028)
    change = resubmitted(cast, returned(cast, change), IN_TIME)
    assert change.cycle == second


def test_new_providers_of_a_late_correction_only_change_their_cycle(
    cast: Cast, second: FeedbackCycle
) -> None:
    elm = make_participant(cast.lakeside)
    change = sent(cast, kind=ChangeKind.ADD_PROVIDERS, participant=elm, npis=("2234567891",))
    day = effective_day(change)
    with time_machine.travel(IN_TIME):
        assert "stays in the second cycle" in correcting_in_words(change, all_cycles())
    change = resubmitted(cast, returned(cast, change), TOO_LATE)
    assert (str(change.cycle), effective_day(change)) == ("First cycle for 2028", day)


def test_the_aco_reads_by_when_on_the_page_in_the_mail_and_on_its_dashboard(
    cast: Cast, second: FeedbackCycle
) -> None:
    change = returned(cast, sent(cast))
    by = "Submitted again by October 1, 2026"
    told = Notification.objects.get(kind="change_returned", person=cast.exec)
    assert by in told.data["more"]
    with time_machine.travel("2026-09-21 12:00Z"):
        page = cast.browser("exec").get(reverse("change_request", args=["A9101", change.pk]))
        assert by in page.content.decode()
        lakeside = list(with_filled_types(Aco.objects.filter(pk=cast.lakeside.pk)))
        (item,) = [i for i in needing_attention(lakeside) if "returned" in i.text]
        assert "again by October 1, 2026" in item.text
        assert item.due == date(2026, 10, 1)
        (line,) = letter_lines(cast.lakeside, second)
        assert by in line["text"]


def test_staff_read_on_the_return_page_what_it_costs(cast: Cast, second: FeedbackCycle) -> None:
    change = sent(cast)
    url = reverse("admin:participants_changes_changerequest_changelist")
    asked = {"action": "return_with_issues", "_selected_action": change.pk}
    with time_machine.travel(TOO_LATE):
        page = cast.browser("cms_staff").post(url, asked).content.decode()
    assert "joins on January 1, 2028 if CMS approves, not on January 1, 2027" in page
    assert "set a later day of feedback" in page


def test_screening_takes_the_day_of_the_cycle(cast: Cast, second: FeedbackCycle) -> None:
    """Of a TIN that another ACO lists until 2028 nothing is found if it joins with 2028."""
    harbor = make_aco("A9102", "Harbor")
    make_participant(harbor, tin="001700001", until=date(2028, 1, 1))
    change = resubmitted(cast, returned(cast, sent(cast)), IN_TIME)
    assert found(change)
    change = resubmitted(cast, returned(cast, change, TOO_LATE), "2026-10-03 12:00Z")
    assert not found(change)


def found(change: ChangeRequest) -> list[Any]:
    facts = {"today": date(2026, 10, 1), "now": timezone.now(), "changes": [change.pk]}
    with connection.cursor() as cursor:
        cursor.execute(FOUND[Reason.OVERLAP_ACO], with_zone(facts))
        return list(cursor.fetchall())
