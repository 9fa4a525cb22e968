"""CMS's answers to change requests: approved, denied, returned; and the letters (rules C3, C5)."""

import io
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from acoms.access import Refused
from documents.correspondence.models import Delivery
from notifications.actions.relay import relay_due_mail
from notifications.models import Notification
from participants.changes.actions.requests import withdraw_change
from participants.changes.errors import ChangeError
from participants.changes.models import ChangeRequest
from participants.changes.rules import ChangeKind, ChangeState
from participants.deciding.actions import approve_change, deny_change, return_change, send_letters
from participants.deciding.letters import letter_pdf
from participants.deciding.models import FeedbackLetter
from participants.lists.models import Participant
from participants.screening.models.findings import Finding
from participants.screening.rules import Reason
from participants.years.models import FeedbackCycle, PerformanceYear
from tests.cast import Cast, make_participant
from tests.concurrency.at_once import at_once, errors, successes
from tests.participants.changes.asked import days_ago, draft, submit
from tests.participants.screening.screened import came_in

QUEUE = reverse("admin:participants_changes_changerequest_changelist")
pytestmark = pytest.mark.rule("C3", "C5")


def screened(cast: Cast, tin: str = "001234567", **fields: Any) -> ChangeRequest:
    change = came_in(cast.lakeside, cast.exec, tin, npis=("2234567891",), **fields)
    ChangeRequest.objects.filter(pk=change.pk).update(screened_at=timezone.now())
    change.refresh_from_db()
    return change


def block(change: ChangeRequest) -> Finding:
    facts = {"deactivated_on": "2026-01-31"}
    return Finding.objects.create(
        change=change, reason=Reason.BAD_NPI, npi="2234567891", facts=facts
    )


def test_the_queue_is_sorted_by_state_in_groups(cast: Cast) -> None:
    elm, oak = (
        make_participant(cast.lakeside, name, since=days_ago(400)) for name in ("Elm", "Oak")
    )
    leaves = ChangeKind.REMOVE_PARTICIPANT
    for n, kind in enumerate(("deny", "receipt", "approve", "new", "receipt", "deny", "screened")):
        if kind == "receipt":
            gone = elm if n == 1 else oak
            submit(cast.exec, draft(cast.lakeside, cast.exec, leaves, participant=gone))
            continue
        tin = f"00123450{n}"
        change = came_in(cast.lakeside, cast.exec, tin) if kind == "new" else screened(cast, tin)
        if kind == "deny":
            deny_change(acting_person=cast.cms_staff, change=change, reason="No.")
        elif kind == "approve":
            approve_change(acting_person=cast.cms_staff, change=change)
    in_groups = [
        *("Submitted", "Screened"),
        *("Accepted on receipt", "Accepted on receipt", "Approved", "Denied", "Denied"),
    ]
    browser = cast.browser("cms_staff")
    column = browser.get(QUEUE).context["cl"].list_display.index("state")
    for sign, said in (("", in_groups), ("-", in_groups[::-1])):
        found = browser.get(QUEUE, {"state": "all", "o": f"{sign}{column}"}).context["cl"]
        assert [one.state_in_words for one in found.result_list] == said


@pytest.mark.rule("C6")
def test_an_approved_participant_joins_on_january_1_and_the_aco_is_told(cast: Cast) -> None:
    change = approve_change(acting_person=cast.cms_analyst, change=screened(cast))
    assert change.state is ChangeState.APPROVED
    joined = Participant.objects.get(aco=cast.lakeside)
    assert joined.effective_from == date(timezone.localdate().year + 1, 1, 1)
    assert joined.tin == "001234567"
    assert joined.providers.get().npi == "2234567891"
    told = Notification.objects.get(kind="change_decided", person=cast.exec)
    assert "CMS approved" in told.data["said"]
    assert "may now tell beneficiaries" in told.data["why"]


def test_what_is_not_screened_or_has_an_open_finding_is_not_approved(cast: Cast) -> None:
    fresh = came_in(cast.lakeside, cast.exec, "001234568")
    with pytest.raises(ChangeError, match="not screened yet"):
        approve_change(acting_person=cast.cms_staff, change=fresh)
    change = screened(cast)
    finding = block(change)
    with pytest.raises(ChangeError, match="finding of the screening"):
        approve_change(acting_person=cast.cms_staff, change=change)
    Finding.objects.filter(pk=finding.pk).update(resolved_at=timezone.now())
    approve_change(acting_person=cast.cms_staff, change=change)


def test_a_denial_and_a_return_have_a_reason_that_the_aco_reads(cast: Cast) -> None:
    change = screened(cast)
    for answer in (deny_change, return_change):
        with pytest.raises(ChangeError, match="Enter a reason"):
            answer(acting_person=cast.cms_staff, change=change, reason="  ")
    returned = return_change(
        acting_person=cast.cms_staff, change=change, reason="The signature page is not legible."
    )
    assert returned.state is ChangeState.RETURNED
    told = Notification.objects.get(kind="change_returned", person=cast.exec)
    assert "not legible" in told.data["why"]
    with pytest.raises(ChangeError, match="returned with issues"):
        approve_change(acting_person=cast.cms_staff, change=change)
    other = screened(cast, "001234569")
    denied = deny_change(acting_person=cast.cms_staff, change=other, reason="Not enrolled.")
    assert denied.state is ChangeState.DENIED
    assert not Participant.objects.exists()


@pytest.mark.rule("E1")
def test_a_viewer_decides_nothing_and_is_told_who_does(cast: Cast) -> None:
    change = screened(cast)
    with pytest.raises(Refused, match="CMS analyst"):
        approve_change(acting_person=cast.cms_viewer, change=change)
    answer = cast.browser("cms_viewer").post(
        QUEUE, {"action": "approve", "_selected_action": change.pk, "apply": "1"}
    )
    assert answer.status_code == 403


@pytest.mark.rule("C4")
def test_added_providers_count_from_the_day_in_the_notice(cast: Cast) -> None:
    clinic = make_participant(cast.lakeside, "Elm Clinic")
    began = timezone.localdate() - timedelta(days=10)
    change = screened(
        cast, "", kind=ChangeKind.ADD_PROVIDERS, participant=clinic, happened_on=began
    )
    approve_change(acting_person=cast.cms_staff, change=change)
    assert clinic.providers.get(npi="2234567891").effective_from == began


def test_what_the_list_cannot_take_any_more_is_left_undecided(cast: Cast) -> None:
    change = screened(cast)
    make_participant(cast.lakeside, "Came another way", tin="001234567")
    with pytest.raises(ChangeError, match="on the ACO's list already"):
        approve_change(acting_person=cast.cms_staff, change=change)
    change.refresh_from_db()
    assert change.state is ChangeState.SCREENED


@pytest.mark.django_db(transaction=True)
@pytest.mark.rule("E3")
def test_two_answers_at_once_are_one_and_a_withdrawal_never_meets_an_approval(cast: Cast) -> None:
    change, other = screened(cast), screened(cast, "001234569")
    staff, analyst, exec_ = cast.cms_staff, cast.cms_analyst, cast.exec
    outcomes = at_once(
        lambda: approve_change(acting_person=staff, change=change),
        lambda: deny_change(acting_person=analyst, change=change, reason="No."),
    )
    assert len(successes(outcomes)) == 1
    (second,) = errors(outcomes)
    assert isinstance(second, ChangeError)
    did = "The Cms (Staff approved|Analyst denied) this request on .* Eastern Time"
    assert re.search(did, str(second)), "who was first, and when"
    outcomes = at_once(
        lambda: approve_change(acting_person=staff, change=other),
        lambda: withdraw_change(acting_person=exec_, change=other),
    )
    assert len(successes(outcomes)) == 1


def test_an_answer_that_is_given_twice_is_given_once(cast: Cast) -> None:
    change, other = screened(cast), screened(cast, "001234569")
    cast.exec  # noqa: B018 - who is told
    for _ in range(2):
        done = approve_change(acting_person=cast.cms_analyst, change=change)
        assert done.state is ChangeState.APPROVED
        denied = deny_change(acting_person=cast.cms_analyst, change=other, reason="Not enrolled.")
        assert denied.state is ChangeState.DENIED
    assert Notification.objects.filter(kind="change_decided", person=cast.exec).count() == 2
    with pytest.raises(ChangeError, match="You approved this request on"):
        deny_change(acting_person=cast.cms_analyst, change=change, reason="After all.")
    with pytest.raises(ChangeError, match="The Cms Analyst denied this request on"):
        deny_change(acting_person=cast.cms_staff, change=other, reason="Not enrolled.")


@pytest.mark.parametrize("answer", [deny_change, return_change])
def test_an_answer_is_given_for_one_reason(cast: Cast, answer: Callable[..., Any]) -> None:
    change = screened(cast)
    for _ in range(2):
        answer(acting_person=cast.cms_analyst, change=change, reason="Not enrolled.")
    told = Notification.objects.count()
    with pytest.raises(ChangeError, match=r"The reason that you gave is kept: Not enrolled\."):
        answer(acting_person=cast.cms_analyst, change=change, reason="Not legible.")
    with pytest.raises(ChangeError) as refused:
        answer(acting_person=cast.cms_staff, change=change, reason="Not legible.")
    assert "reason that you gave" not in str(refused.value)
    assert Notification.objects.count() == told


@pytest.mark.parametrize("action", ["approve", "deny", "return_with_issues"])
def test_the_page_of_an_answer_asks_as_much_of_many_as_of_one(cast: Cast, action: str) -> None:
    changes = [screened(cast, f"00123450{n}") for n in range(8)]
    for change in changes:
        block(change)
    browser = cast.browser("cms_staff")

    def asked(number: int) -> int:
        keys = [change.pk for change in changes[:number]]
        with CaptureQueriesContext(connection) as queries:
            page = browser.post(QUEUE, {"action": action, "_selected_action": keys})
        assert len(page.context["changes"]) == number
        return len(queries)

    asked(1)  # what is read once and kept
    assert asked(8) == asked(1)


def test_staff_go_through_the_queue_one_by_one(cast: Cast) -> None:
    first, second = screened(cast), screened(cast, "001234569")
    browser = cast.browser("cms_analyst")
    page = browser.get(QUEUE).content.decode()
    assert page.count("Pine Street Clinic") >= 2
    page = browser.get(
        reverse("admin:participants_changes_changerequest_change", args=[first.pk])
    ).content.decode()
    assert "Nothing was found." in page
    assert "001234567" not in page
    asked = {"action": "approve", "_selected_action": first.pk, "one_by_one": "1"}
    assert "Approve change request" in browser.post(QUEUE, asked).content.decode()
    answer = browser.post(QUEUE, {**asked, "apply": "1"})
    assert "Pine" in browser.get(QUEUE, {"state": "approved"}).content.decode()
    assert answer["Location"] == reverse(
        "admin:participants_changes_changerequest_change", args=[second.pk]
    )
    asked = {"action": "deny", "_selected_action": second.pk, "one_by_one": "1", "apply": "1"}
    assert "Enter a reason. The ACO will read it." in browser.post(QUEUE, asked).content.decode()
    answer = browser.post(QUEUE, {**asked, "reason": "Not enrolled."}, follow=True)
    assert "the queue is done" in answer.content.decode()


def test_many_are_approved_at_once_and_those_that_cannot_say_why(cast: Cast) -> None:
    good, bad = screened(cast), screened(cast, "001234569")
    block(bad)
    answer = cast.browser("cms_staff").post(
        QUEUE,
        {"action": "approve", "_selected_action": [good.pk, bad.pk], "apply": "1"},
        follow=True,
    )
    page = answer.content.decode()
    assert "Approved: " in page
    assert "stands in the way" in page
    assert {c.state for c in ChangeRequest.objects.all()} == {
        ChangeState.APPROVED,
        ChangeState.SCREENED,
    }


def test_the_list_is_the_queue_and_a_finding_in_the_way_leaves_no_button_to_approve(
    cast: Cast,
) -> None:
    change, answered = screened(cast), screened(cast, "001234569", legal_business_name="Done")
    block(change)
    deny_change(acting_person=cast.cms_staff, change=answered, reason="No.")
    browser = cast.browser("cms_analyst")
    assert [one.pk for one in browser.get(QUEUE).context["cl"].queryset] == [change.pk]
    assert browser.get(QUEUE, {"state": "all"}).context["cl"].result_count == 2
    url = reverse("admin:participants_changes_changerequest_change", args=[change.pk])
    page = browser.get(url).content.decode()
    assert "1 open finding stands in the way of an approval." in page
    assert 'value="approve"' not in page
    assert 'value="return_with_issues"' in page


def test_what_somebody_else_answered_meanwhile_is_said(cast: Cast) -> None:
    change = screened(cast)
    approve_change(acting_person=cast.cms_staff, change=change)
    asked = {"action": "deny", "_selected_action": change.pk, "apply": "1", "reason": "No."}
    page = cast.browser("cms_analyst").post(QUEUE, asked, follow=True).content.decode()
    assert "This request is approved; it does not wait for CMS any more." in page


@pytest.fixture
def cycle(cast: Cast) -> FeedbackCycle:
    today = timezone.localdate()
    year = PerformanceYear.objects.create(
        year=today.year + 1, certify_from=today, certify_by=today + timedelta(days=60)
    )
    return FeedbackCycle.objects.create(
        performance_year=year,
        number=1,
        opens_on=today - timedelta(days=60),
        closes_on=today - timedelta(days=1),
        feedback_on=today,
    )


def test_each_aco_gets_one_letter_for_a_cycle_as_pdf_and_by_mail(
    cast: Cast, cycle: FeedbackCycle
) -> None:
    cast.it  # noqa: B018 - who receives, and is neither administrator nor signer
    change = screened(cast, cycle=cycle, legal_business_name="Pine “Street” Clínica №")
    block(change)
    staff = cast.browser("cms_analyst")
    url = reverse("admin:participants_deciding_feedbackletter_changelist")
    assert "Send the letters of" in staff.get(url).content.decode()
    send = reverse("admin:participants_deciding_feedbackletter_send")
    asked = staff.get(send, {"cycle": cycle.pk}).content.decode()
    assert "1 ACO gets a letter" in asked
    assert "1 request still waits for CMS." in asked
    assert not FeedbackLetter.objects.exists()
    assert staff.get(send, {"cycle": "x"}).status_code == 302
    assert (
        "1 letter was sent" in staff.post(send, {"cycle": cycle.pk}, follow=True).content.decode()
    )
    assert send_letters(acting_person=cast.cms_staff, cycle=cycle) == 0
    assert "are sent" in staff.get(send, {"cycle": cycle.pk}).content.decode()
    assert "Send the letters of" not in staff.get(url).content.decode()
    letter = FeedbackLetter.objects.get()
    (delivery,) = Delivery.objects.all()
    assert delivery.message.kind == "feedback_letter"
    assert {copy.person for copy in delivery.copies.all()} == {cast.exec, cast.it}
    (file,) = delivery.message.attachments.all()
    told = Notification.objects.filter(data__delivery=delivery.pk)
    assert {one.person for one in told if one.by_email} == {cast.exec, cast.it}
    url = f"/acos/A9101/correspondence/{delivery.pk}/files/{file.pk}/"
    assert b"".join(cast.browser("it").get(url)) == letter_pdf(letter)
    answer = cast.browser("qpp_staff").get(f"/acos/A9101/change-requests/letters/{letter.pk}.pdf")
    assert answer["Content-Type"] == "application/pdf"
    text = PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert "Feedback on change requests" in text
    assert "Clínica" in text
    assert "2234567891" in text
    assert "001234567" not in text
    assert "Feedback" in cast.browser("it").get("/acos/A9101/change-requests/").content.decode()
    outsider = cast.browser("outsider")
    assert outsider.get(f"/acos/A9101/change-requests/letters/{letter.pk}.pdf").status_code == 404
    with pytest.raises(Refused):
        send_letters(acting_person=cast.cms_viewer, cycle=cycle)


def test_a_letter_stays_as_it_was_sent(cast: Cast, cycle: FeedbackCycle) -> None:
    letter = FeedbackLetter.objects.create(
        aco=cast.lakeside, cycle=cycle, sent_by=cast.cms_analyst, lines=[]
    )
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
        FeedbackLetter.objects.update(sent_by=cast.cms_staff)
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
        letter.delete()


def test_a_cycle_that_runs_has_no_letters_yet(cast: Cast, cycle: FeedbackCycle) -> None:
    FeedbackCycle.objects.update(closes_on=timezone.localdate(), feedback_on=timezone.localdate())
    answer = cast.browser("cms_staff").post(
        reverse("admin:participants_deciding_feedbackletter_send"), {"cycle": cycle.pk}
    )
    assert answer.status_code == 404


@pytest.mark.rule("E6")
def test_answers_of_one_go_come_in_one_mail_and_on_screen_each(cast: Cast) -> None:
    """Approved in bulk in the admin, and one more denied by itself a little later."""
    changes = [screened(cast, f"00123456{n}") for n in range(3)]
    browser = cast.browser("cms_analyst")
    form = {"action": "approve", "apply": "1"}
    browser.post(QUEUE, {**form, "_selected_action": [one.pk for one in changes[:2]]})
    deny_change(acting_person=cast.cms_analyst, change=changes[2], reason="Not enrolled.")
    told = Notification.objects.on_screen_for(cast.exec.pk).filter(kind="change_decided")
    assert told.count() == 3
    mail.outbox.clear()
    Notification.objects.gathered().update(due_at=timezone.now())
    relay_due_mail()
    (letter,) = (one for one in mail.outbox if one.to == [cast.exec.email])
    assert letter.subject == "CMS answered 3 change requests of Lakeside Care… (A9101)"
    for one, answer in zip(changes, ("CMS approved", "CMS approved", "CMS denied"), strict=True):
        assert f"{answer}: add a participant." in letter.body
        assert f"> {one.subject}\n" in letter.body
        assert reverse("change_request", args=["A9101", one.pk]) in letter.body
    assert "Not enrolled." in letter.body
