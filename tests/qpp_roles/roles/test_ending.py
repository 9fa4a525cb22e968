"""Security Officials end Staff Users' roles, and anyone gives up their own (D3, D9, A19)."""

from typing import Any

import pytest
from django.core import mail
from pghistory.models import Context

from acoms.access import Refused
from notifications.actions.relay import relay_due_mail
from qpp_roles.organizations.errors import AlreadyEnded, QppError
from qpp_roles.organizations.kinds import STORED, Role
from qpp_roles.roles.actions.ending import end_staff_user, leave_role
from qpp_roles.roles.actions.staffing import end_role
from qpp_roles.roles.models import HeldRole
from qpp_roles.roles.rules import refusal_to_end, refusal_to_leave
from tests.cast import Cast, make_contact, make_organization, make_person
from tests.qpp_roles.roles.in_roles import (
    OFFICIAL,
    STAFF_USER,
    ElmStreet,
    at,
    hold,
    roles_in,
    said_to,
)

pytestmark = [pytest.mark.django_db, pytest.mark.rule("D9")]

# Whose role, who ends it, and whether they may.
WHO_ENDS = [
    (STAFF_USER, OFFICIAL, False, True),
    (OFFICIAL, OFFICIAL, False, False),
    (STAFF_USER, STAFF_USER, False, False),
    (OFFICIAL, STAFF_USER, False, False),
    (STAFF_USER, None, False, False),
    (OFFICIAL, OFFICIAL, True, False),
]


@pytest.mark.parametrize(("role", "ender", "own", "may"), WHO_ENDS)
def test_who_ends_whose_role(role: Role, ender: Role | None, own: bool, may: bool) -> None:
    assert (refusal_to_end(role, ender_role=ender, own=own) == "") is may


def test_all_give_up_their_role_but_the_last_security_official() -> None:
    assert refusal_to_leave(STAFF_USER, other_officials=0) == ""
    assert refusal_to_leave(OFFICIAL, other_officials=1) == ""
    assert "Name another one first" in refusal_to_leave(OFFICIAL, other_officials=0)


@pytest.mark.rule("A19", "E3")
def test_a_staff_users_role_ends_at_once_with_its_reason(elm: ElmStreet) -> None:
    second = make_person("otto_official")
    hold(second, elm.practice, OFFICIAL)
    theirs = at(elm.staff_user)
    ended = end_staff_user(
        acting_person=elm.official, held=elm.held_by_staff_user, reason=" Left in May "
    )
    assert (ended.ended_by, ended.end_reason) == (elm.official, "Left in May")
    assert "sam_staff" not in roles_in(elm.practice)
    assert theirs.get("/account/").status_code == 302, "nothing left: signed out everywhere"
    assert "“Olga Official”. Reason given: “Left in May”." in said_to(elm.staff_user)[0]
    assert "Left in May" in said_to(second)[0]
    assert said_to(elm.official) == [], "they know"
    relay_due_mail()
    assert {one.to[0] for one in mail.outbox} == {elm.staff_user.email, second.email}
    context = Context.objects.get(metadata__action="end Staff User's role")
    assert context.metadata["acting_person"] == elm.official.pk
    assert context.metadata["reason"] == "Left in May"
    with pytest.raises(AlreadyEnded, match="Olga Official ended this role"):
        end_staff_user(acting_person=second, held=ended, reason="Again")


def test_the_action_itself_refuses_whoever_may_not(cast: Cast, elm: ElmStreet) -> None:
    second = make_person("otto_official")
    of_second = hold(second, elm.practice, OFFICIAL)
    elsewhere = make_person("else_official")
    hold(elsewhere, make_organization(tin="001234569"), OFFICIAL)
    for person in (elm.staff_user, elsewhere, elm.asker):
        with pytest.raises(Refused) as refused:
            end_staff_user(acting_person=person, held=elm.held_by_staff_user, reason="x")
        assert "Olga Official" in refused.value.decision.who_here
    for held in (of_second, elm.held):  # another's, one's own
        with pytest.raises(Refused):
            end_staff_user(acting_person=elm.official, held=held, reason="x")
    with pytest.raises(QppError, match="Enter a reason"):
        end_staff_user(acting_person=elm.official, held=elm.held_by_staff_user, reason=" ")
    end_role(acting_person=cast.cms_staff, held=elm.held, reason="Left")
    with pytest.raises(Refused):  # no Security Official any more, though the page was open
        end_staff_user(acting_person=elm.official, held=elm.held_by_staff_user, reason="x")
    assert roles_in(elm.practice) == {
        "sam_staff": "staff_user",
        "otto_official": "security_official",
    }


@pytest.mark.rule("E1", "E4")
def test_the_page_asks_before_it_ends_and_keeps_what_was_typed(elm: ElmStreet) -> None:
    browser, url = at(elm.official), f"{elm.url}roles/{elm.held_by_staff_user.pk}/end/"
    assert url in shown(browser.get(elm.url))
    assert "End the role of Sam Staff?" in shown(browser.get(url))
    assert "Enter a reason." in shown(browser.post(url, {"reason": " "}))
    assert "sam_staff" in roles_in(elm.practice)
    done = shown(browser.post(url, {"reason": "Left in May"}, follow=True))
    assert "Sam Staff has no role here any more." in done
    assert "sam_staff" not in roles_in(elm.practice)
    again = shown(browser.post(url, {"reason": "Left in May"}, follow=True))
    assert "Sam Staff has no role here any more." in again
    other = shown(browser.post(url, {"reason": "Left in June"}, follow=True))
    assert "ended this role a moment ago. Its record stays as it is." in other
    assert HeldRole.objects.get(pk=elm.held_by_staff_user.pk).end_reason == "Left in May"


@pytest.mark.rule("E1")
def test_only_a_security_official_of_that_organization_reaches_the_page(
    cast: Cast, elm: ElmStreet
) -> None:
    other = make_organization(tin="001234569")
    hold(elm.asker, other, OFFICIAL)
    part = f"roles/{elm.held_by_staff_user.pk}/end/"
    assert at(elm.staff_user).post(elm.url + part).status_code == 403
    assert at(elm.asker).post(elm.url + part).status_code == 404
    theirs = f"/manage-access/organizations/{other.pk}/{part}"
    assert at(elm.asker).post(theirs, {"reason": "x"}).status_code == 404
    assert at(elm.official).get(f"{elm.url}roles/{elm.held.pk}/end/").status_code == 403
    assert "End role" not in shown(at(elm.staff_user).get(elm.url))
    assert cast.browser("exec").get(f"{elm.url}leave/").status_code == 404


@pytest.mark.rule("A19", "E4")
def test_someone_gives_up_their_role_after_a_look_at_what_goes(cast: Cast, elm: ElmStreet) -> None:
    make_contact(cast.lakeside, elm.staff_user, ["other"])  # stays signed in
    browser = at(elm.staff_user)
    page = shown(browser.get(f"{elm.url}leave/"))
    assert elm.official.user_id not in page, "user IDs are nobody else's"
    assert "Request a targeted review" in page
    assert "Olga Official" in page
    assert "sam_staff" in roles_in(elm.practice)
    done = shown(browser.post(f"{elm.url}leave/", follow=True))
    assert "You are no longer Staff User of Elm Street Family Practice." in done
    assert "sam_staff" not in roles_in(elm.practice)
    assert "and gave the role up." in said_to(elm.official)[0]
    held = HeldRole.objects.get(pk=elm.held_by_staff_user.pk)
    assert (held.ended_by, held.end_reason) == (elm.staff_user, "Gave the role up.")
    assert browser.get(f"{elm.url}leave/").status_code == 404


@pytest.mark.rule("E3")
def test_a_role_given_up_twice_is_given_up_once(cast: Cast, elm: ElmStreet) -> None:
    make_contact(cast.lakeside, elm.staff_user, ["other"])  # stays signed in
    browser, url = at(elm.staff_user), f"{elm.url}leave/"
    for _ in range(2):
        done = shown(browser.post(url, follow=True))
        assert "You are no longer Staff User of Elm Street Family Practice." in done
    assert len(said_to(elm.official)) == 1
    make_contact(cast.lakeside, elm.asker, ["other"])
    assert at(elm.asker).post(url).status_code == 404, "who never had a role learns nothing"
    anew = hold(elm.staff_user, elm.practice, STAFF_USER)
    end_staff_user(acting_person=elm.official, held=anew, reason="Left in May")
    assert browser.post(url).status_code == 404, "what somebody else has ended since is no repeat"


@pytest.mark.rule("A19")
def test_who_gives_up_their_last_access_is_signed_out_and_reads_so(elm: ElmStreet) -> None:
    browser = at(elm.staff_user)
    answer = browser.post(f"{elm.url}leave/")
    assert answer["Location"] == "/account/sign-in/"
    assert "You are signed out." in shown(browser.get(answer["Location"]))
    assert browser.get("/account/").status_code == 302


@pytest.mark.rule("D3")
@pytest.mark.parametrize("kind", STORED)
def test_the_last_security_official_names_another_first(db: None, kind: str) -> None:
    """In a Next Generation ACO too: it is no ACO of the Shared Savings Program."""
    place, ann, bob = make_organization(kind), make_person("ann"), make_person("bob")
    held = hold(ann, place, OFFICIAL)
    browser, url = at(ann), f"/manage-access/organizations/{place.pk}/leave/"
    for page in (shown(browser.get(url)), shown(browser.post(url))):
        assert "Name another one first" in page
        assert "1-866-288-8292" in page
    with pytest.raises(QppError, match="the last Security Official"):
        leave_role(acting_person=ann, held=held)
    hold(bob, place, OFFICIAL)
    leave_role(acting_person=ann, held=held)
    assert roles_in(place) == {"bob": "security_official"}
    leave_role(acting_person=ann, held=held)  # said twice, done once
    with pytest.raises(QppError, match="somebody else"):
        leave_role(acting_person=ann, held=HeldRole.objects.active().get(person=bob))


@pytest.mark.rule("B1")
def test_in_a_shared_savings_program_aco_its_administrators_end_the_types(cast: Cast) -> None:
    cast.exec  # noqa: B018 - made by naming them
    page = shown(at(cast.security_official).get("/manage-access/acos/A9101/"))
    assert "Give up my role" not in page
    assert "End role" not in page
    assert "The ACO's administrators invite people to a QPP role, and end one" in page


def shown(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())
