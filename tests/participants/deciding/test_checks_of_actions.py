"""Whose requests, lists and letters CMS's answers are about: each fails where it is left out."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from contacts.models import Aco
from documents.correspondence.models import Attachment, Delivery
from notifications.models import Notification
from participants.changes.models import ChangeRequest
from participants.deciding.actions import approve_change, send_letters
from participants.deciding.letters import letter_pdf
from participants.deciding.models import FeedbackLetter
from participants.lists.models import Participant
from participants.screening.models.findings import Finding
from participants.screening.rules import Reason
from participants.years.models import FeedbackCycle, PerformanceYear
from tests.cast import Cast, make_aco, make_contact, make_participant
from tests.participants.screening.screened import came_in

pytestmark = [pytest.mark.django_db, pytest.mark.rule("C5")]

TIN, OTHER_TIN, NPI = "001234567", "001234568", "2234567891"


def elsewhere(cast: Cast) -> Aco:
    aco = make_aco("A9102", "Elsewhere")
    make_contact(aco, cast.outsider, ["aco_executive"])
    return aco


def screened(cast: Cast, tin: str) -> ChangeRequest:
    change = came_in(cast.lakeside, cast.exec, tin, npis=(NPI,))
    ChangeRequest.objects.filter(pk=change.pk).update(screened_at=timezone.now())
    change.refresh_from_db()
    return change


def found(change: ChangeRequest, *, waived: bool) -> Finding:
    said = {
        "waived_at": timezone.now(),
        "waived_by": change.created_by,
        "waiver_reason": "Settled.",
    }
    made: Finding = Finding.objects.create(
        change=change,
        reason=Reason.BAD_NPI,
        npi=NPI,
        facts={"deactivated_on": "2026-01-31"},
        **(said if waived else {}),
    )
    return made


def test_the_waivers_of_a_request_follow_whom_it_put_on_its_acos_list(cast: Cast) -> None:
    """The TIN was on this list before, and another ACO has it from the same day on; another TIN
    joins this list on that day."""
    joins = date(timezone.localdate().year + 1, 1, 1)
    make_participant(elsewhere(cast), "Pine", tin=TIN, since=joins)
    make_participant(cast.lakeside, "Fir", tin="001234569", since=joins)
    began, left = date(2020, 1, 1), date(2021, 1, 1)
    before = make_participant(cast.lakeside, "Pine", tin=TIN, since=began, until=left)
    change, another = screened(cast, TIN), screened(cast, OTHER_TIN)
    found(change, waived=True)
    Finding.objects.filter(pk=found(another, waived=True).pk).update(npi="2245319597")
    approve_change(acting_person=cast.cms_staff, change=change)
    pines = Participant.objects.filter(aco=cast.lakeside, tin_hash=before.tin_hash)
    joined = pines.exclude(pk=before.pk).get()
    assert joined.effective_from == joins
    about = Finding.objects.get(participant__isnull=False)
    assert (about.participant, about.npi) == (joined, NPI)
    assert about.waived_at is not None


def cycle(number: int) -> FeedbackCycle:
    today = timezone.localdate()
    days = {"certify_from": today, "certify_by": today + timedelta(days=60)}
    year, _ = PerformanceYear.objects.get_or_create(year=today.year + 1, defaults=days)
    made: FeedbackCycle = FeedbackCycle.objects.create(
        performance_year=year,
        number=number,
        opens_on=today - timedelta(days=90 - 30 * number),
        closes_on=today - timedelta(days=70 - 30 * number),
        feedback_on=today,
    )
    return made


def test_a_letter_goes_to_the_acos_with_requests_in_its_cycle(cast: Cast) -> None:
    first, second = cycle(1), cycle(2)
    aco = elsewhere(cast)
    came_in(cast.lakeside, cast.exec, TIN, cycle=first)
    came_in(cast.lakeside, cast.exec, OTHER_TIN, cycle=second)
    came_in(aco, cast.outsider, TIN, cycle=second)
    unsent: dict[str, Any] = {
        "submitted_at": None,
        "submitted_by": None,
        "first_submitted_at": None,
    }
    came_in(aco, cast.outsider, OTHER_TIN, cycle=first, **unsent)
    assert send_letters(acting_person=cast.cms_staff, cycle=first) == 1
    assert send_letters(acting_person=cast.cms_staff, cycle=second) == 2
    sent = FeedbackLetter.objects.values_list("aco__aco_id", "cycle__number")
    assert set(sent) == {("A9101", 1), ("A9101", 2), ("A9102", 2)}


@pytest.mark.rule("E6")
def test_letters_that_broke_in_the_middle_are_none_and_all_the_next_time(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = cycle(1)
    aco = elsewhere(cast)
    came_in(cast.lakeside, cast.exec, TIN, cycle=first)
    came_in(aco, cast.outsider, TIN, cycle=first)
    made: list[FeedbackLetter] = []

    def broken(letter: FeedbackLetter) -> bytes:
        made.append(letter)
        if len(made) == 2:
            raise OSError("no space left")
        return letter_pdf(letter)

    with monkeypatch.context() as breaking:
        breaking.setattr("participants.deciding.notices.letter_pdf", broken)
        with pytest.raises(OSError, match="no space"):
            send_letters(acting_person=cast.cms_staff, cycle=first)
    for kind in (FeedbackLetter, Delivery, Notification):
        assert not kind.objects.exists()
    assert send_letters(acting_person=cast.cms_staff, cycle=first) == 2
    assert Delivery.objects.count() == Attachment.objects.count() == 2


def test_the_command_sends_the_letters_of_a_cycle_that_is_over(cast: Cast, capsys: Any) -> None:
    first = cycle(1)
    came_in(cast.lakeside, cast.exec, TIN, cycle=first)
    year = first.performance_year_id
    staff = cast.cms_staff.user_id
    call_command("send_feedback_letters", year, 1, acting=staff, dry_run=True)
    said = capsys.readouterr().out
    assert f"{cast.lakeside}: requests 1, waiting for CMS 1" in said
    assert "1 letters would be sent. Nothing was." in said
    for number, who, why in (
        (2, staff, "There is no cycle 2"),
        (1, "nobody.here", "Nobody here has the user ID nobody.here"),
        (1, cast.exec.user_id, "."),
    ):
        with pytest.raises(CommandError, match=why):
            call_command("send_feedback_letters", year, number, acting=who)
    FeedbackCycle.objects.update(closes_on=timezone.localdate())
    with pytest.raises(CommandError, match="Send its letters after that"):
        call_command("send_feedback_letters", year, 1, acting=staff)
    FeedbackCycle.objects.update(closes_on=first.closes_on)
    assert not FeedbackLetter.objects.exists()
    call_command("send_feedback_letters", year, 1, acting=staff)
    assert "1 letters were sent" in capsys.readouterr().out
    assert FeedbackLetter.objects.get().sent_by == cast.cms_staff
