"""Security Officials answer requests; nobody answers their own (rules B2, D5, E1)."""

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from acoms.access import Refused
from contacts.models import HeldType
from notifications.actions.relay import relay_due_mail
from notifications.models import Notification
from qpp_roles.organizations.errors import AlreadyAnswered, QppError
from qpp_roles.roles.actions.deciding import approve_request, deny_request, withdraw_request
from qpp_roles.roles.models import HeldRole, RoleRequest
from qpp_roles.roles.rules import RequestState
from tests.cast import Cast, make_organization, make_person
from tests.qpp_roles.roles.in_roles import OFFICIAL, STAFF_USER, ElmStreet, ask, at, hold, said_to


@pytest.mark.rule("D5")
def test_an_approved_request_is_a_role_from_now_on(elm: ElmStreet) -> None:
    request = elm.ask()
    browser = at(elm.asker)
    assert browser.get(elm.url).status_code == 404
    approve_request(acting_person=elm.official, role_request=request)
    held = HeldRole.objects.get(person=elm.asker)
    assert (held.role, held.source, held.given_by) == ("staff_user", "approved", elm.official)
    assert browser.get(elm.url).status_code == 200, "on the very next request"
    request.refresh_from_db()
    assert request.state is RequestState.APPROVED


@pytest.mark.rule("D5")
def test_the_requester_is_told_on_screen_and_by_mail_without_an_id(elm: ElmStreet) -> None:
    site = make_organization("cpc_plus_site", "Hill Site", identifier="T1AR7777")
    hold(elm.official, site, OFFICIAL)
    deny_request(
        acting_person=elm.official, role_request=ask(elm.asker, site), reason=" Not with us "
    )
    approve_request(acting_person=elm.official, role_request=elm.ask())
    assert said_to(elm.asker) == [
        "You are Staff User of Elm Street Family Practice now. Your request was approved. "
        "By: “Olga Official”.",
        "Your request to be Staff User of Hill Site was denied. By: "
        "“Olga Official”. Reason given: “Not with us”.",
    ]
    mails = Notification.objects.filter(kind="role_request_answered", by_email=True)
    assert {mail.address for mail in mails} == {elm.asker.email}
    assert "T1AR7777" not in str(list(mails.values("data"))), "an ID may be a proof (D4)"


@pytest.mark.rule("D5")
def test_the_mails_say_the_answer_and_the_way_on(elm: ElmStreet) -> None:
    deny_request(acting_person=elm.official, role_request=elm.ask(), reason="Who & what?")
    approve_request(acting_person=elm.official, role_request=elm.ask())
    relay_due_mail()
    denied, approved = mail.outbox
    assert denied.subject == "Your request for a role: denied"
    assert "Who & what?" in denied.body
    assert "ask again" in denied.body
    assert "Who &amp; what?" in denied.alternatives[0][0]  # type: ignore[attr-defined]
    assert approved.subject.endswith(": approved")
    assert elm.url in approved.body


@pytest.mark.rule("D5")
def test_a_denied_person_can_ask_again(elm: ElmStreet) -> None:
    first = elm.ask()
    deny_request(acting_person=elm.official, role_request=first, reason="Who is this?")
    again = elm.ask()
    approve_request(acting_person=elm.official, role_request=again)
    first.refresh_from_db()
    assert (first.state, again.pk != first.pk) == (RequestState.DENIED, True)


@pytest.mark.rule("D5", "E1")
def test_only_security_officials_of_the_place_answer_and_never_their_own(elm: ElmStreet) -> None:
    request = elm.ask()
    stranger = make_person("stranger")
    hold(stranger, make_organization(), OFFICIAL)
    for person in (elm.staff_user, elm.asker, stranger):
        with pytest.raises(Refused) as refused:
            approve_request(acting_person=person, role_request=request)
        assert refused.value.decision.who_could == ("Security Official",)
        named = ("Olga Official",) if person == elm.staff_user else ()
        assert refused.value.decision.who_here == named, "nobody is named to an outsider"
        with pytest.raises(Refused):
            deny_request(acting_person=person, role_request=request, reason="No")
    request.refresh_from_db()
    assert request.state is RequestState.PENDING


@pytest.mark.rule("D5")
def test_whoever_became_security_official_meanwhile_does_not_answer_their_own(
    elm: ElmStreet,
) -> None:
    request = elm.ask()
    hold(elm.asker, elm.practice, OFFICIAL)
    with pytest.raises(Refused, match="Nobody answers their own request"):
        approve_request(acting_person=elm.asker, role_request=request)
    with pytest.raises(Refused, match="Nobody answers their own request"):
        deny_request(acting_person=elm.asker, role_request=request, reason="No")


@pytest.mark.rule("D5")
def test_the_database_refuses_what_no_action_does(elm: ElmStreet) -> None:
    request = elm.ask()
    request.decided_at, request.decided_by, request.approved = timezone.now(), elm.asker, True
    own = "request_not_decided_by_oneself"
    with pytest.raises(IntegrityError, match=own), transaction.atomic():
        request.save()
    with pytest.raises(IntegrityError, match="not_approved_by_oneself"), transaction.atomic():
        hold(elm.asker, elm.practice, STAFF_USER, source="approved", given_by=elm.asker)


@pytest.mark.rule("D5")
def test_a_former_security_official_answers_no_more(elm: ElmStreet) -> None:
    request = elm.ask()
    HeldRole.objects.filter(pk=elm.held.pk).update(ended_at=timezone.now(), end_reason="Left")
    with pytest.raises(Refused):
        approve_request(acting_person=elm.official, role_request=request)


def test_a_denial_has_a_reason_and_an_answer_stays(elm: ElmStreet) -> None:
    request = elm.ask()
    with pytest.raises(QppError, match="Enter a reason"):
        deny_request(acting_person=elm.official, role_request=request, reason="  ")
    deny_request(acting_person=elm.official, role_request=request, reason="Left us")
    with pytest.raises(AlreadyAnswered, match="denied Ann Asker's request a moment ago"):
        approve_request(acting_person=elm.official, role_request=request)
    with pytest.raises(AlreadyAnswered):
        withdraw_request(acting_person=elm.asker, role_request=request)


def test_a_role_that_cannot_be_given_any_more(elm: ElmStreet) -> None:
    request = elm.ask(OFFICIAL)
    held = hold(elm.asker, elm.practice, STAFF_USER)
    with pytest.raises(QppError, match="Ann Asker is Staff User of this organization already"):
        approve_request(acting_person=elm.official, role_request=request)
    HeldRole.objects.filter(pk=held.pk).update(ended_at=timezone.now(), end_reason="Left")
    elm.practice.closed_at = timezone.now()
    elm.practice.save()
    with pytest.raises(QppError, match="closed"):
        approve_request(acting_person=elm.official, role_request=request)


def test_someone_withdraws_their_own_request_only(elm: ElmStreet) -> None:
    request = elm.ask()
    with pytest.raises(QppError, match="Only whoever asked"):
        withdraw_request(acting_person=elm.official, role_request=request)
    withdraw_request(acting_person=elm.asker, role_request=request)
    with pytest.raises(AlreadyAnswered, match="Ann Asker withdrew this request"):
        approve_request(acting_person=elm.official, role_request=request)


@pytest.mark.rule("E3")
def test_the_history_says_who_answered(elm: ElmStreet) -> None:
    deny_request(acting_person=elm.official, role_request=elm.ask(), reason="Left us")
    event = RoleRequest.pgh_event_model.objects.order_by("pgh_id").last()  # type: ignore[attr-defined]
    assert event.pgh_context.metadata["acting_person"] == elm.official.pk
    assert event.pgh_context.metadata["action"] == "deny request for a role"
    assert event.reason == "Left us"


@pytest.mark.rule("B2", "D5")
def test_an_old_request_to_an_aco_is_answered_there_and_makes_a_contact(
    cast: Cast, elm: ElmStreet
) -> None:
    request = ask(elm.asker, cast.lakeside)
    official = cast.security_official.full_name
    for person, named in (
        (cast.exec, (official,)),
        (elm.official, ()),  # an outsider of the ACO
        (cast.qpp_staff, ()),  # does not see the ACO's contacts
    ):
        with pytest.raises(Refused) as refused:
            approve_request(acting_person=person, role_request=request)
        assert refused.value.decision.who_here == named
    approve_request(acting_person=cast.security_official, role_request=request)
    held = HeldType.objects.active().get(contact__person=elm.asker)
    assert (held.type, held.aco, held.given_by) == (
        "qpp_staff_user",
        cast.lakeside,
        cast.security_official,
    )
    assert not HeldRole.objects.filter(person=elm.asker).exists(), "no second copy"


@pytest.mark.rule("B2", "E1")
def test_the_pages_of_an_old_request_to_an_aco(cast: Cast, elm: ElmStreet) -> None:
    one, other = ask(elm.asker, cast.lakeside), ask(elm.staff_user, cast.lakeside)
    browser = cast.browser("security_official")
    manage = browser.get("/manage-access/").content.decode()
    assert "2 pending" in manage
    aco = "/manage-access/acos/A9101/"
    url = f"{aco}requests/"
    assert aco in manage
    assert "Ann Asker" in browser.get(f"{url}{one.pk}/approve/").content.decode()
    assert browser.post(f"{url}{one.pk}/approve/")["Location"] == aco
    assert browser.post(f"{url}{other.pk}/deny/", {"reason": "Unknown"})["Location"] == aco
    page = browser.get(url).content.decode()
    assert "ann_asker@example.org" in page
    assert "Unknown" in page
    assert cast.browser("qpp_staff").get(url).status_code == 403
    assert cast.browser("outsider").get(url).status_code == 404
    assert browser.get(f"{url}{elm.ask().pk}/approve/").status_code == 404, "not of this ACO"
