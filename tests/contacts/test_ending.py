"""An ACO's agreement ends: recorded, told, carried out at its day, and read for a while (J4)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import OpenSession, Person
from acoms.access import Refused
from contacts.access import held_now, load_access
from contacts.actions import give_types, save_aco
from contacts.agreement import EndKind, reminder_on
from contacts.ending import actions as ending
from contacts.ending.actions import carry_out_ends, record_end, take_back_end
from contacts.ending.reminding import remind_of_ends
from contacts.errors import ContactError
from contacts.models import Aco, HeldType
from contacts.permissions import Permission
from contacts.queries import acos_that_lack
from invitations import actions as invitations
from invitations.actions import Invitee
from invitations.models import Invitation
from invitations.rules import State
from notifications.models import Notification
from participants.certification.reminding import remind_of_certification
from participants.changes.models import ChangeRequest
from participants.changes.reminding import remind_of_unsubmitted
from participants.changes.rules import ChangeState
from participants.years.models import PerformanceYear
from recertification.reminding import remind_administrators
from signing.reminding import remind_of_signing
from tests.cast import Cast, make_aco, make_contact, make_participant, make_person
from tests.documents.files.published import publish_file
from tests.participants.changes.asked import complete, draft, submit
from tests.signing.events import opened

pytestmark = [pytest.mark.django_db, pytest.mark.rule("J4")]

EASTERN = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 2, 12, tzinfo=EASTERN)
DAY = date(2026, 11, 30)
AFTER = DAY + timedelta(days=1)
YESTERDAY = NOW.date() - timedelta(days=1)
SOON = date(2026, 11, 10)  # an invitation of today is open the day after, too
JO = Invitee(first_name="Jo", last_name="Chen", email="jo@example.net")


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def record(cast: Cast, day: date = DAY, **more: Any) -> Aco:
    asked: dict[str, Any] = {
        "kind": EndKind.TERMINATED,
        "reason": "Below 5,000 beneficiaries",
        **more,
    }
    return record_end(acting_person=cast.cms_staff, aco=cast.lakeside, ends_on=day, **asked)


def at(day: date, hour: int = 0, minute: int = 0, second: int = 0) -> Any:
    moment = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=EASTERN)
    return time_machine.travel(moment, tick=False)


def invite(cast: Cast) -> Invitation:
    return invitations.invite(
        acting_person=cast.exec, aco=cast.lakeside, invitee=JO, codes=["other"]
    )


def told(person: Person, kind: str) -> list[str]:
    return [
        one.data["subject"]
        for one in Notification.objects.filter(person=person, kind=kind).order_by("pk")
    ]


def test_the_end_is_told_to_the_administrators_and_changes_nothing_before_its_day(
    cast: Cast,
) -> None:
    assert held_now(cast.exec.pk, cast.lakeside.pk)
    assert held_now(cast.other.pk, cast.lakeside.pk)
    record(cast)
    assert told(cast.exec, "agreement_end_ahead") == ["A9101: its agreement ends November 30, 2026"]
    assert not told(cast.other, "agreement_end_ahead")
    assert carry_out_ends() == 0
    assert invite(cast).is_open
    page = cast.browser("exec").get("/acos/A9101/").content.decode()
    assert "The agreement of this ACO ends on November 30, 2026." in page


def test_on_the_day_everything_ends_in_one_step(cast: Cast) -> None:
    invitation, official = invite(cast), cast.security_official
    record(cast, SOON)
    with at(SOON + timedelta(days=1)):
        assert carry_out_ends() == 1
        assert carry_out_ends() == 0
    assert not HeldType.objects.active().filter(aco=cast.lakeside).exists()
    assert not held_now(official.pk, cast.lakeside.pk)
    ended = HeldType.objects.filter(aco=cast.lakeside).values_list("ended_at", "ended_by")
    cast.lakeside.refresh_from_db()
    assert set(ended) == {(cast.lakeside.end_carried_out_at, cast.cms_staff.pk)}
    invitation.refresh_from_db()
    assert invitation.state is State.WITHDRAWN
    assert "Below 5,000 beneficiaries" in invitation.withdrawal_reason
    assert told(cast.exec, "invitation_ended_with_aco") == ["A9101: Other Contact withdrawn"]
    over = Notification.objects.get(kind="invitation_over")
    assert (over.address, over.person) == (JO.email, None)
    for person in (cast.exec, official):
        assert told(person, "agreement_ended") == ["A9101: its agreement has ended"]
    assert not OpenSession.objects.filter(person=official).exists()


def test_the_last_second_before_the_day_is_the_acos_and_the_next_is_not(cast: Cast) -> None:
    assert cast.exec
    record(cast)
    with at(DAY, 23, 59, 59):
        assert carry_out_ends() == 0
        assert invite(cast).is_open
    with at(AFTER), pytest.raises(Refused) as refused:  # though nothing is carried out yet
        invitations.invite(
            acting_person=cast.exec,
            aco=Aco.objects.get(pk=cast.lakeside.pk),
            invitee=Invitee(first_name="Al", last_name="Poe", email="al@example.net"),
            codes=["other"],
        )
    assert "ended on November 30, 2026" in str(refused.value)


def test_who_answers_an_invitation_after_the_end_is_told_so(cast: Cast) -> None:
    invitation = invite(cast)
    jo = make_person("jo_chen", email=JO.email)
    record(cast, SOON)
    with at(SOON + timedelta(days=1)), pytest.raises(Refused, match="ended on"):
        invitations.activate(acting_person=jo, invitation=invitation, opened_generation=1)


def test_the_pages_are_read_for_a_while_and_nothing_is_changed_on_them(cast: Cast) -> None:
    browser, official = cast.browser("exec"), cast.browser("security_official")
    published = publish_file(cast.lakeside)
    record(cast)
    with at(AFTER):
        carry_out_ends()
        for name in ("exec", "security_official"):
            browser = cast.browser(name)
            mine = browser.get("/my-acos/").content.decode()
            assert "ACOs whose agreement has ended" in mine
            found = browser.get("/search/", {"q": "lakeside"}).content.decode()
            assert 'href="/acos/A9101/' in found
            assert browser.get("/acos/A9101/data-hub/").status_code == 200
            file = f"/acos/A9101/files/{published.file_id}/"
            assert browser.get(file).status_code in (200, 404)
        browser = cast.browser("exec")
        page = browser.get("/acos/A9101/contacts/")
        assert "Nothing is changed here any more" in page.content.decode()
        assert "Add New Contact" not in page.content.decode()
        for path in ("", "contacts/", "data-hub/", "what-i-can-do/"):
            shown = browser.get(f"/acos/A9101/{path}").content.decode()
            for offered in ("Required contact types:", ">Yearly review<", "Tell me of new files"):
                assert offered not in shown, path
        refused = browser.post("/acos/A9101/data-hub/tell-me/", {"how": "at once"})
        assert "ended on November 30, 2026" in refused.content.decode()
        refused = browser.get("/acos/A9101/contacts/add/")
        assert refused.status_code == 403
        assert "ended on November 30, 2026" in refused.content.decode()
        access = load_access(cast.exec.pk, "A9101")
        assert access is not None
        assert not access.decide(Permission.SIGN_ACO_DOCUMENTS)
        with pytest.raises(Refused, match="ended on"):
            access.require(Permission.CONTACTS_EDIT)
        assert cast.browser("outsider").get("/acos/A9101/").status_code == 404
    last = DAY + timedelta(days=settings.ENDED_ACO_READABLE_DAYS)
    with at(last, 23, 59, 59):
        assert load_access(cast.exec.pk, "A9101") is not None
    with at(last + timedelta(days=1)):
        assert load_access(cast.exec.pk, "A9101") is None
    assert official


def test_who_was_ended_before_the_day_does_not_read_after_it(cast: Cast) -> None:
    left = make_contact(cast.lakeside, make_person("lee_park"), ["other"])
    assert cast.exec
    HeldType.objects.filter(contact=left).update(
        ended_at=NOW, ended_by=cast.exec, end_reason="Left"
    )
    record(cast)
    with at(AFTER):
        carry_out_ends()
        assert load_access(left.person_id, "A9101") is None


def test_requests_that_cms_has_are_closed_and_drafts_stay(cast: Cast) -> None:
    sent = complete(draft(cast.lakeside, cast.exec), cast.exec)
    submit(cast.exec, sent)
    kept = draft(cast.lakeside, cast.exec, tin="000812345", legal_business_name="Oak Clinic")
    record(cast)
    with at(AFTER):
        carry_out_ends()
    sent.refresh_from_db()
    kept.refresh_from_db()
    assert (sent.state, kept.state) == (ChangeState.WITHDRAWN, ChangeState.DRAFT)
    assert "Below 5,000" in sent.decision_reason
    assert ChangeRequest.objects.count() == 2


def test_an_end_for_yesterday_is_carried_out_at_once_and_an_earlier_one_is_refused(
    cast: Cast,
) -> None:
    assert cast.exec
    with pytest.raises(ContactError, match="Enter yesterday or a later day"):
        record(cast, YESTERDAY - timedelta(days=1))
    assert record(cast, YESTERDAY).end_carried_out_at
    assert not HeldType.objects.active().filter(aco=cast.lakeside).exists()


def test_it_is_taken_back_until_its_day_is_over(cast: Cast) -> None:
    assert cast.exec
    record(cast)
    by: dict[str, Any] = {"acting_person": cast.cms_staff, "aco": cast.lakeside}
    with pytest.raises(ContactError, match="Enter a reason"):
        take_back_end(**by, reason=" ")
    take_back_end(**by, reason="Renewed after all")
    take_back_end(**by, reason="Renewed after all")
    assert told(cast.exec, "agreement_end_ahead")[1:] == ["A9101: its agreement goes on"]
    with at(AFTER):
        assert carry_out_ends() == 0
    record(cast)
    with at(AFTER), pytest.raises(ContactError, match="That day is over"):
        take_back_end(**by, reason="Renewed after all")


def test_recorded_twice_it_is_once_and_another_day_asks_to_take_it_back(cast: Cast) -> None:
    assert cast.exec
    record(cast)
    record(cast)
    assert len(told(cast.exec, "agreement_end_ahead")) == 1
    with pytest.raises(ContactError, match="Take that back first"):
        record(cast, DAY + timedelta(days=1))


def test_only_who_may_records_it(cast: Cast) -> None:
    for role in ("cms_analyst", "exec"):
        asked: dict[str, Any] = {"kind": EndKind.ENDED, "reason": "x"}
        with pytest.raises(Refused):
            record_end(acting_person=getattr(cast, role), aco=cast.lakeside, ends_on=DAY, **asked)
        with pytest.raises(Refused):
            take_back_end(acting_person=getattr(cast, role), aco=cast.lakeside, reason="x")


@pytest.mark.parametrize(
    ("left", "known", "step"),
    [
        (31, 99, ""),
        (30, 99, "30 days before"),
        (15, 99, "30 days before"),
        (14, 99, "14 days before"),
        (7, 99, "7 days before"),
        (2, 99, "7 days before"),
        (1, 99, "1 days before"),
        (0, 99, ""),
        (14, 14, ""),
        (10, 12, ""),
        (7, 12, "7 days before"),
    ],
)
def test_steps_before_the_day(left: int, known: int, step: str) -> None:
    today = DAY - timedelta(days=left)
    assert reminder_on(today, DAY, DAY - timedelta(days=known)) == step


def test_the_administrators_are_reminded_once_at_each_step(cast: Cast) -> None:
    assert cast.exec
    day = NOW.date() + timedelta(days=40)
    record(cast, day)
    for left, sent in ((31, 0), (30, 1), (30, 0), (14, 1), (8, 0), (6, 1), (1, 1), (0, 0)):
        with at(day - timedelta(days=left), 9):
            assert remind_of_ends() == sent, left
    assert told(cast.exec, "agreement_end_ahead")[1:] == [
        "A9101: its agreement ends in 30 days",
        "A9101: its agreement ends in 14 days",
        "A9101: its agreement ends in 6 days",
        "A9101: its agreement ends tomorrow",
    ]


def test_other_reminders_stop_with_the_agreement(cast: Cast) -> None:
    assert cast.exec
    record(cast, date(2027, 1, 30))
    for day in (date(2027, 1, 30), date(2027, 3, 1)):  # the review is due January 31
        with at(day, 9):  # nothing is carried out yet
            remind_administrators()
    assert not told(cast.exec, "yearly_review_due")


@pytest.mark.parametrize("what", ["draft", "event", "list"])
def test_nobody_is_reminded_of_what_falls_due_once_the_agreement_is_over(
    cast: Cast, what: str
) -> None:
    due, remind = NOW.date() + timedelta(days=8), remind_of_unsubmitted
    if what == "draft":
        draft(cast.lakeside, cast.exec, happened_on=due - timedelta(days=30))
    elif what == "event":
        opened(cast, due_in=8)
        remind = remind_of_signing
    else:
        PerformanceYear.objects.create(year=2027, certify_from=NOW.date(), certify_by=due)
        make_participant(cast.lakeside)
        remind = remind_of_certification
    assert cast.exec
    record(cast, due - timedelta(days=1))
    assert remind() == 0
    take_back_end(acting_person=cast.cms_staff, aco=cast.lakeside, reason="Not yet")
    record(cast, due)
    assert remind() == 1


def test_one_aco_that_breaks_something_does_not_hold_up_the_others(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_aco("A9102", "Hillside ACO")
    make_contact(other, make_person("lee_park"), ["cms_liaison"])
    assert cast.exec
    record(cast)
    asked: dict[str, Any] = {"ends_on": DAY, "kind": EndKind.ENDED, "reason": "Not renewed"}
    record_end(acting_person=cast.cms_staff, aco=other, **asked)
    whole = ending._carry_out

    def carry_out(aco: Aco) -> None:
        if aco == cast.lakeside:
            raise RuntimeError
        whole(aco)

    monkeypatch.setattr(ending, "_carry_out", carry_out)
    with at(AFTER):
        assert carry_out_ends() == 1
        monkeypatch.undo()
        assert carry_out_ends() == 1


def test_the_acos_own_page_of_cms_staff_does_not_overwrite_an_end(cast: Cast) -> None:
    older = Aco.objects.get(pk=cast.lakeside.pk)
    record(cast)
    older.website = "https://lakeside.example.org"
    save_aco(acting_person=cast.cms_staff, aco=older)
    now = Aco.objects.get(pk=cast.lakeside.pk)
    assert (now.ends_on, now.website) == (DAY, older.website)


def test_nobody_gives_types_in_an_ended_aco(cast: Cast) -> None:
    person = make_person("lee_park")
    record(cast, YESTERDAY)
    aco = Aco.objects.get(pk=cast.lakeside.pk)
    with pytest.raises(Refused):
        give_types(acting_person=person, aco=aco, person=person, codes=["other"], given_by=None)


def test_staff_see_what_would_end_record_it_and_take_it_back(cast: Cast) -> None:
    invite(cast)
    url = f"/admin/contacts/aco/{cast.lakeside.pk}/end/"
    staff = cast.browser("cms_staff")
    assert url in staff.get(f"/admin/contacts/aco/{cast.lakeside.pk}/change/").content.decode()
    typed = {"ends_on": "2026-11-30", "kind": "ended", "reason": "Not renewed"}
    page = staff.post(url, {**typed, "preview": "1"})
    said = page.content.decode()
    assert "Contacts: 1" in said
    assert f"{JO.email}: Other Contact" in said
    sent = {**typed, "confirm": "1", "shown": page.context["shows"]}
    make_contact(cast.lakeside, make_person("lee_park"), ["other"])
    again = staff.post(url, sent)
    assert "Something has changed" in again.content.decode()
    sent["shown"] = again.context["shows"]
    for other in ({"ends_on": "2026-12-31"}, {"kind": "terminated"}, {"reason": "Left"}):
        refused = staff.post(url, {**sent, **other}).content.decode()
        assert "changed since this page was made (the end that you entered)" in refused
    assert staff.post(url, sent).status_code == 302
    recorded = staff.get(url)
    assert "Take the end back" in recorded.content.decode()
    back = {"take_back": "1", "reason": "Renewed", "shown": recorded.context["shows"]}
    assert staff.post(url, back).status_code == 302
    cast.lakeside.refresh_from_db()
    assert cast.lakeside.ends_on is None
    assert cast.browser("cms_analyst").get(url).status_code == 403
    assert staff.get("/admin/contacts/aco/999999/end/").status_code == 404


def test_ended_acos_stand_apart_in_the_list_of_cms_staff(cast: Cast) -> None:
    make_aco("A9102", "Hillside ACO")
    staff = cast.browser("cms_staff")
    record(cast, YESTERDAY)

    def listed(**asked: str) -> list[str]:
        found = staff.get("/admin/contacts/aco/", asked).context["cl"].queryset
        return sorted(found.values_list("aco_id", flat=True))

    assert listed() == ["A9102"]
    lacking = sorted(acos_that_lack("missing").values_list("aco_id", flat=True))
    assert listed(required="missing") == lacking == ["A9102"]
    assert listed(agreement="ended") == ["A9101"]
    assert listed(agreement="ending") == []
    assert listed(agreement="all") == ["A9101", "A9102"]


def test_my_acos_takes_the_same_queries_with_one_ended_aco_and_many(cast: Cast) -> None:
    browser = cast.browser("exec")
    record(cast, YESTERDAY)
    browser = cast.browser("exec")
    browser.get("/my-acos/")
    with CaptureQueriesContext(
        connection,
    ) as one:
        browser.get("/my-acos/")
    for number in range(10):
        aco = make_aco(f"A92{number:02}", f"Hillside {number}")
        make_contact(aco, cast.exec, ["cms_liaison"])
        asked: dict[str, Any] = {
            "ends_on": YESTERDAY,
            "kind": EndKind.ENDED,
            "reason": "Not renewed",
        }
        record_end(acting_person=cast.cms_staff, aco=aco, **asked)
    browser = cast.browser("exec")
    browser.get("/my-acos/")
    with CaptureQueriesContext(connection) as many:
        page = browser.get("/my-acos/")
    assert page.content.decode().count("read until") == 11
    assert len(many) == len(one)
