"""QPP staff give, change and end roles with a reason, and answer stuck requests (D3, D5, D9)."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from acoms.access import Refused
from contacts.models import HeldType
from notifications.actions.relay import relay_due_mail
from qpp_roles.organizations.errors import AlreadyAnswered, QppError
from qpp_roles.roles.actions.deciding import approve_request
from qpp_roles.roles.actions.ending import end_staff_user
from qpp_roles.roles.actions.staffing import answer_stuck_request, change_role, end_role, give_role
from qpp_roles.roles.models import HeldRole, RoleRequest
from qpp_roles.roles.rules import WAITING_LONG, RequestState, refusal_to_step_in
from tests.cast import Cast, make_contact, make_organization, make_person
from tests.qpp_roles.roles.in_roles import (
    OFFICIAL,
    STAFF_USER,
    ElmStreet,
    ask,
    at,
    hold,
    roles_in,
    said_to,
)


@pytest.mark.rule("D9", "A19")
def test_a_role_that_qpp_staff_end_is_gone_at_once_and_stays_on_record(
    cast: Cast, elm: ElmStreet
) -> None:
    theirs = at(elm.staff_user)
    end_role(acting_person=cast.cms_staff, held=elm.held_by_staff_user, reason=" Left in May ")
    assert theirs.get("/account/").status_code == 302, "nothing left: signed out everywhere"
    held = HeldRole.objects.get(pk=elm.held_by_staff_user.pk)
    assert (held.ended_by, held.end_reason) == (cast.cms_staff, "Left in May")
    assert "You are no longer Staff User" in said_to(elm.staff_user)[0]
    assert "Left in May" in said_to(elm.official)[0]
    hold(elm.staff_user, elm.practice, STAFF_USER)  # may come back
    assert end_role(acting_person=cast.cms_staff, held=held, reason="Left in May") == held
    other = make_person("other_staff", is_superuser=True, is_staff=True)
    for person, reason in ((other, "Left in May"), (cast.cms_staff, "Again")):
        with pytest.raises(QppError, match="ended this role"):
            end_role(acting_person=person, held=held, reason=reason)
    assert "sam_staff" in roles_in(elm.practice)


def test_what_ended_a_role_is_repeated_and_nothing_else_is(cast: Cast, elm: ElmStreet) -> None:
    said: dict[str, Any] = {"acting_person": cast.cms_staff, "reason": "Grown"}
    held = elm.held_by_staff_user
    new = change_role(held=held, role=OFFICIAL, **said)
    assert change_role(held=held, role=OFFICIAL, **said) == new, "the role that it gave"
    with pytest.raises(QppError, match="ended this role"):
        end_role(held=held, **said)
    assert "sam_staff" in roles_in(elm.practice), "no success is said of a role that goes on"
    end_role(held=new, **said)
    with pytest.raises(QppError, match="has ended since"):
        change_role(held=held, role=OFFICIAL, **said)
    given = {"organization": elm.practice, "person": elm.staff_user, "role": STAFF_USER, **said}
    assert give_role(**given) == give_role(**given)
    with pytest.raises(QppError, match="Change that role instead"):
        give_role(**{**given, "role": OFFICIAL})


def test_an_approval_is_repeated_while_the_role_is_held(cast: Cast, elm: ElmStreet) -> None:
    asked = ask(elm.asker, elm.practice)
    approve_request(acting_person=elm.official, role_request=asked)
    approve_request(acting_person=elm.official, role_request=asked)
    held = HeldRole.objects.active().get(person=elm.asker)
    end_staff_user(acting_person=elm.official, held=held, reason="Left")
    with pytest.raises(AlreadyAnswered, match="approved"):
        approve_request(acting_person=elm.official, role_request=asked)


def test_whoever_is_concerned_gets_a_mail(cast: Cast, elm: ElmStreet) -> None:
    end_role(acting_person=cast.cms_staff, held=elm.held_by_staff_user, reason="Left in May")
    relay_due_mail()
    assert {one.to[0] for one in mail.outbox} == {elm.staff_user.email, elm.official.email}
    assert all("Left in May" in one.body for one in mail.outbox)
    assert elm.url in next(one.body for one in mail.outbox if one.to == [elm.official.email])


@pytest.mark.rule("D9", "A19")
def test_someone_with_access_elsewhere_stays_signed_in(cast: Cast, elm: ElmStreet) -> None:
    make_contact(cast.lakeside, elm.staff_user, ["other"])
    hold(elm.official, make_organization(), STAFF_USER)
    browsers = at(elm.staff_user), at(elm.official)
    for held in (elm.held_by_staff_user, elm.held):
        end_role(acting_person=cast.cms_staff, held=held, reason="Left")
    assert [browser.get("/account/").status_code for browser in browsers] == [200, 200]


@pytest.mark.rule("D3", "D9")
def test_the_last_security_official_may_go_and_everyone_learns_what_follows(
    cast: Cast, elm: ElmStreet
) -> None:
    end_role(acting_person=cast.cms_staff, held=elm.held, reason="Left")
    assert roles_in(elm.practice) == {"sam_staff": "staff_user"}
    assert "validated as the first one" in said_to(elm.staff_user)[0]


@pytest.mark.rule("D5", "D9")
@pytest.mark.parametrize("ended", [True, False])
def test_whoever_waits_learns_that_only_qpp_can_answer_now(
    cast: Cast, elm: ElmStreet, ended: bool
) -> None:
    request, browser = elm.ask(), at(elm.asker)
    page = reverse("connect_confirmation", args=[request.pk])
    assert "We told them" in browser.get(page).content.decode()
    if ended:
        end_role(acting_person=cast.cms_staff, held=elm.held, reason="Left")
    else:
        change_role(acting_person=cast.cms_staff, held=elm.held, role=STAFF_USER, reason="Moved")
    (said,) = said_to(elm.asker)
    assert "nobody there can answer your request to be Staff User" in said
    assert "you are then validated as the first one" in said
    relay_due_mail()
    (told,) = [one for one in mail.outbox if one.to == [elm.asker.email]]
    assert told.subject == "Nobody at Elm Street Family… can answer your request now"
    assert "QPP@cms.hhs.gov" in told.body
    assert page in told.body
    shown = browser.get(page).content.decode()
    assert "We told them" not in shown
    assert "Only the Quality Payment Program can answer your request" in shown
    assert "Who answers my request?" not in shown
    assert "you are then validated as the first one" in shown
    for own in ("manage_access", "my_role_requests"):
        assert "Nobody there can answer it now." in browser.get(reverse(own)).content.decode()


def test_a_mail_names_the_role_the_organization_and_the_reason(cast: Cast, elm: ElmStreet) -> None:
    give_role(
        acting_person=cast.cms_staff,
        organization=elm.practice,
        person=elm.asker,
        role=STAFF_USER,
        reason="Called us",
    )
    end_role(acting_person=cast.cms_staff, held=elm.held_by_staff_user, reason="Left in May.")
    relay_due_mail()
    place = "Elm Street Family Practice"
    assert {(one.to[0], one.subject) for one in mail.outbox} == {
        (elm.asker.email, f"You are Staff User of {place} now"),
        (elm.official.email, f"Someone is Staff User of {place} now"),
        (elm.staff_user.email, f"You are no longer Staff User of {place}"),
        (elm.official.email, "Someone is no longer Staff User of Elm Street Family…"),
    }
    assert "Reason given:\n> Called us\n" in mail.outbox[0].body
    (of_sam,) = [one.subject for one in mail.outbox if "Person:\n> Sam Staff\n" in one.body]
    assert of_sam.startswith("Someone is no longer Staff User of")


@pytest.mark.rule("D9")
@pytest.mark.parametrize("role", [OFFICIAL, STAFF_USER])
def test_a_role_changes_in_one_step_and_both_stay_on_record(
    cast: Cast, elm: ElmStreet, role: Any
) -> None:
    before = elm.held_by_staff_user if role is OFFICIAL else elm.held
    browser = at(before.person)
    new = change_role(acting_person=cast.cms_staff, held=before, role=role, reason="New task")
    before.refresh_from_db()
    assert before.ended_at is not None
    assert (new.role, new.source, new.given_by) == (role, "qpp_staff", cast.cms_staff)
    assert before.end_reason == "New task"
    assert new.since >= before.ended_at
    assert f"You are {role.label} of Elm Street" in " ".join(said_to(before.person))
    assert browser.get(elm.url).status_code == 200, "still signed in"
    with pytest.raises(QppError, match=f"is {role.label} already"):
        change_role(acting_person=cast.cms_staff, held=new, role=role, reason="Again")


@pytest.mark.rule("D9")
def test_giving_a_role_answers_the_request_that_waited(cast: Cast, elm: ElmStreet) -> None:
    request = elm.ask(OFFICIAL)
    give: dict[str, Any] = {
        "acting_person": cast.cms_staff,
        "organization": elm.practice,
        "reason": "Called us",
    }
    held = give_role(person=elm.asker, role=OFFICIAL, **give)
    assert (held.source, held.given_by) == ("qpp_staff", cast.cms_staff)
    request.refresh_from_db()
    assert (request.state, request.decided_by) == (RequestState.APPROVED, cast.cms_staff)
    with pytest.raises(QppError, match="Change that role instead"):
        give_role(person=elm.asker, role=STAFF_USER, **give)


@pytest.mark.rule("D3", "D9")
def test_the_first_role_that_staff_give_is_security_official(cast: Cast, elm: ElmStreet) -> None:
    empty = make_organization("virtual_group", "New Group")
    give: dict[str, Any] = {
        "acting_person": cast.cms_staff,
        "organization": empty,
        "reason": "Called us",
    }
    with pytest.raises(QppError, match="no Security Official"):
        give_role(person=elm.asker, role=STAFF_USER, **give)
    with pytest.raises(QppError, match="themselves"):
        give_role(person=cast.cms_staff, role=OFFICIAL, **give)
    give_role(person=elm.asker, role=OFFICIAL, **give)
    empty.closed_at = timezone.now()
    empty.save()
    with pytest.raises(QppError, match="closed"):
        give_role(person=elm.official, role=STAFF_USER, **give)


@pytest.mark.rule("D9")
def test_nobody_acts_without_the_duty_or_a_reason(cast: Cast, elm: ElmStreet) -> None:
    request = elm.ask(days_ago=30)
    for person in (cast.cms_viewer, cast.cms_analyst, elm.official):
        for act in (
            lambda by: end_role(acting_person=by, held=elm.held, reason="x"),
            lambda by: change_role(acting_person=by, held=elm.held, role=STAFF_USER, reason="x"),
            lambda by: answer_stuck_request(
                acting_person=by, role_request=request, approve=True, reason="x"
            ),
        ):
            with pytest.raises(Refused, match="Only a CMS administrator can change and end QPP"):
                act(person)
    with pytest.raises(QppError, match="Enter a reason"):
        end_role(acting_person=cast.cms_staff, held=elm.held, reason=" ")


@pytest.mark.rule("D5", "D9")
def test_staff_answer_only_what_nobody_there_can_or_has_for_long(
    cast: Cast, elm: ElmStreet
) -> None:
    young = elm.ask(days_ago=13.9)
    answer: dict[str, Any] = {"acting_person": cast.cms_staff, "reason": "Their official is ill"}
    with pytest.raises(QppError, match="Security Officials of this organization answer"):
        answer_stuck_request(role_request=young, approve=True, **answer)
    RoleRequest.objects.update(requested_at=timezone.now() - WAITING_LONG)
    answer_stuck_request(role_request=young, approve=True, **answer)
    assert roles_in(elm.practice)["ann_asker"] == "staff_user"
    assert "of QPP”. Reason given: “Their official is ill”." in said_to(elm.asker)[0]


@pytest.mark.rule("D9")
def test_the_edge_of_waiting_long() -> None:
    now = timezone.now()
    for waited, refused in ((WAITING_LONG - timedelta(seconds=1), True), (WAITING_LONG, False)):
        why = refusal_to_step_in(has_security_official=True, requested_at=now - waited, now=now)
        assert bool(why) is refused
    assert not refusal_to_step_in(has_security_official=False, requested_at=now, now=now)


@pytest.mark.rule("D3", "D9")
def test_where_the_security_official_is_gone_only_that_role_can_be_approved(
    cast: Cast, elm: ElmStreet
) -> None:
    staff_user, official = elm.ask(), ask(make_person("otto"), elm.practice, OFFICIAL)
    end_role(acting_person=cast.cms_staff, held=elm.held, reason="Left")
    answer: dict[str, Any] = {"acting_person": cast.cms_staff, "reason": "Confirmed by phone"}
    with pytest.raises(QppError, match="Give someone that role first"):
        answer_stuck_request(role_request=staff_user, approve=True, **answer)
    answer_stuck_request(role_request=official, approve=True, **answer)
    assert roles_in(elm.practice)["otto"] == "security_official"
    own = ask(cast.cms_staff, elm.practice, days_ago=20)
    with pytest.raises(QppError, match="Nobody answers their own"):
        answer_stuck_request(role_request=own, approve=True, **answer)


@pytest.mark.rule("B2", "D9")
def test_staff_answer_a_stuck_request_to_an_aco(cast: Cast, elm: ElmStreet) -> None:
    request = ask(elm.asker, cast.lakeside, OFFICIAL)
    answer_stuck_request(
        acting_person=cast.cms_staff, role_request=request, approve=True, reason="None there"
    )
    assert HeldType.objects.active().filter(contact__person=elm.asker).count() == 1


def page(name: str, *args: Any) -> str:
    return reverse(f"admin:qpp_roles_roles_{name}", args=args)


@pytest.fixture
def staff(cast: Cast) -> Client:
    return cast.browser("cms_staff")


@pytest.mark.rule("D9")
def test_the_admin_ends_and_changes_a_role_after_saying_what_follows(
    staff: Client, elm: ElmStreet
) -> None:
    record = staff.get(page("heldrole_change", elm.held.pk)).content.decode()
    assert "Make Staff User" in record
    change = page("heldrole_role", elm.held.pk)
    assert "left without a Security Official" in staff.get(change).content.decode()
    assert staff.post(change, {"reason": ""}).status_code == 200
    new = staff.post(change, {"reason": "New task"})["Location"]
    assert "Make Security Official" in staff.get(new).content.decode()
    end = page("heldrole_end", elm.held_by_staff_user.pk)
    assert "loses all access" in staff.get(end).content.decode()
    assert staff.post(end, {"reason": "Left"}).status_code == 302
    assert roles_in(elm.practice) == {"olga_official": "staff_user"}
    assert staff.get(end).status_code == 404, "ended already"


@pytest.mark.rule("D9")
def test_the_admin_gives_a_role_by_tin_or_id(staff: Client, elm: ElmStreet) -> None:
    group = make_organization("virtual_group", "New Group", identifier="VG-9001")
    form = {"kind": "virtual_group", "number": "vg-9001", "person": "ANN_ASKER", "reason": "x"}
    add = page("heldrole_add")
    assert (
        "No Practice has this ID or TIN."
        in staff.post(add, {**form, "kind": "practice", "role": OFFICIAL}).content.decode()
    )
    assert "no Security Official" in staff.post(add, {**form, "role": STAFF_USER}).content.decode()
    assert staff.post(add, {**form, "role": OFFICIAL}).status_code == 302
    assert roles_in(group) == {"ann_asker": "security_official"}
    by_tin = {**form, "kind": "practice", "number": elm.practice.tin, "role": STAFF_USER}
    assert staff.post(add, by_tin).status_code == 302
    assert roles_in(elm.practice)["ann_asker"] == "staff_user"


@pytest.mark.rule("D9")
def test_the_admin_answers_a_stuck_request(staff: Client, elm: ElmStreet) -> None:
    young, old = elm.ask(), ask(make_person("otto"), elm.practice, days_ago=20)
    why_not = staff.get(page("rolerequest_answer", young.pk)).content.decode()
    assert "QPP staff step in" in why_not
    assert "Olga Official" in why_not
    assert 'name="reason"' not in why_not
    answer = page("rolerequest_answer", old.pk)
    assert staff.post(answer, {"answer": "deny", "reason": "Unknown there"}).status_code == 302
    old.refresh_from_db()
    assert (old.state, old.reason) == (RequestState.DENIED, "Unknown there")


@pytest.mark.rule("E1")
def test_a_viewer_reads_and_is_told_who_could(cast: Cast, elm: ElmStreet) -> None:
    viewer, request = cast.browser("cms_viewer"), elm.ask()
    record = viewer.get(page("heldrole_change", elm.held.pk)).content.decode()
    assert "End this role" not in record
    for there in (
        page("heldrole_end", elm.held.pk),
        page("heldrole_role", elm.held.pk),
        page("heldrole_add"),
        page("rolerequest_answer", request.pk),
    ):
        refused = viewer.post(there, {"reason": "x"})
        assert refused.status_code == 403
        assert b"CMS administrator" in refused.content


def test_the_admin_finds_roles_and_requests(staff: Client, cast: Cast, elm: ElmStreet) -> None:
    elm.ask()
    ask(elm.asker, cast.lakeside)
    for model, found in (("heldrole", "olga official"), ("rolerequest", "ann asker")):
        for words in ("elm str", elm.practice.tin, found.split()[1], f"{found.split()[0]}_"):
            listed = staff.get(page(f"{model}_changelist"), {"q": words}, follow=True)
            assert found.title() in listed.content.decode(), (model, words)
        nothing = staff.get(page(f"{model}_changelist"), {"q": "nobody"}).content.decode()
        assert found.title() not in nothing
    stuck = staff.get(page("rolerequest_changelist"), {"state": "nobody"}).content.decode()
    assert "Lakeside" in stuck
    assert "Elm Street" not in stuck
    csv = staff.get(page("heldrole_export"), {"q": "elm str"})
    assert b"Security Official" in b"".join(csv.streaming_content)  # type: ignore[attr-defined]
