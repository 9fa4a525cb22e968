"""Two accounts of one person become one: their QPP roles and requests too (rules D5, D9, E3)."""

import pytest
from django.utils import timezone

from accounts.actions import merge_people
from accounts.merging import plan_merge
from accounts.models import Person
from qpp_roles.organizations.kinds import Role
from qpp_roles.roles.actions.deciding import approve_request
from qpp_roles.roles.models import HeldRole, RoleRequest
from qpp_roles.roles.rules import RequestState
from tests.cast import Cast, make_contact, make_organization, make_person
from tests.qpp_roles.roles.in_roles import OFFICIAL, STAFF_USER, ElmStreet, ask, at, hold, roles_in


@pytest.fixture
def kept(db: None) -> Person:
    return make_person("ana_park")


@pytest.fixture
def gone(db: None) -> Person:
    return make_person("ana_p")


def merge(cast: Cast, kept: Person, gone: Person) -> None:
    merge_people(acting_person=cast.cms_staff, kept=kept, gone=gone, reason="One person")


@pytest.mark.rule("E3")
def test_roles_and_requests_move_with_their_past(
    cast: Cast, elm: ElmStreet, kept: Person, gone: Person
) -> None:
    hold(gone, elm.practice, STAFF_USER)
    hold(gone, elm.practice, STAFF_USER, ended_at=timezone.now(), end_reason="Left", since=NEVER)
    site = make_organization("cpc_plus_site", "Hill Site")
    waiting = ask(gone, site)
    assert plan_merge(kept, gone).moves == [
        "Elm Street Family Practice: Staff User.",
        "Requests for a QPP role that wait for an answer: 1.",
    ]
    merge(cast, kept, gone)
    assert roles_in(elm.practice)["ana_park"] == "staff_user"
    assert not HeldRole.objects.filter(person=gone).exists()
    assert RoleRequest.objects.pending().get(pk=waiting.pk).person == kept


NEVER = timezone.now().replace(year=2020)


@pytest.mark.rule("D9")
@pytest.mark.parametrize(
    ("of_kept", "of_gone", "stays"),
    [
        (OFFICIAL, STAFF_USER, OFFICIAL),
        (STAFF_USER, OFFICIAL, OFFICIAL),
        (STAFF_USER, STAFF_USER, STAFF_USER),
    ],
)
def test_of_two_roles_in_one_organization_the_stronger_stays(
    cast: Cast,
    elm: ElmStreet,
    kept: Person,
    gone: Person,
    of_kept: Role,
    of_gone: Role,
    stays: Role,
) -> None:
    hold(kept, elm.practice, of_kept)
    hold(gone, elm.practice, of_gone)
    browser = at(kept)
    merge(cast, kept, gone)
    assert roles_in(elm.practice)["ana_park"] == stays
    ended = HeldRole.objects.get(person=kept, ended_at__isnull=False)
    assert ended.ended_by == cast.cms_staff
    assert "Merged" in ended.end_reason
    assert browser.get(elm.url).status_code == 200, "whoever keeps access stays signed in"


@pytest.mark.rule("D5")
def test_a_role_that_one_account_gave_the_other_begins_anew(
    cast: Cast, elm: ElmStreet, kept: Person, gone: Person
) -> None:
    """The record must not say that someone approved themselves."""
    former = hold(kept, elm.practice, OFFICIAL)
    approve_request(acting_person=kept, role_request=ask(gone, elm.practice))
    HeldRole.objects.filter(pk=former.pk).update(ended_at=timezone.now(), end_reason="Left")
    merge(cast, kept, gone)
    held = HeldRole.objects.active().get(person=kept)
    assert (held.source, held.given_by) == ("qpp_staff", cast.cms_staff)
    assert HeldRole.objects.get(person=gone).given_by == kept
    assert RoleRequest.objects.get(person=gone).decided_by == kept


@pytest.mark.rule("D5")
def test_of_two_requests_one_waits_on_and_none_where_the_person_has_a_role(
    cast: Cast, elm: ElmStreet, kept: Person, gone: Person
) -> None:
    site = make_organization("cpc_plus_site", "Hill Site")
    weaker, stronger = ask(kept, site, STAFF_USER), ask(gone, site, OFFICIAL)
    hold(kept, elm.practice, OFFICIAL)
    own = ask(gone, elm.practice)
    make_contact(cast.lakeside, gone, ["qpp_staff_user"])
    in_aco = ask(kept, cast.lakeside)
    merge(cast, kept, gone)
    pending = RoleRequest.objects.pending().get()
    assert (pending.pk, pending.person) == (stronger.pk, kept)
    for one in (weaker, own, in_aco):
        one.refresh_from_db()
        assert one.state is RequestState.WITHDRAWN


def test_what_they_decided_for_others_stays_theirs(
    cast: Cast, elm: ElmStreet, kept: Person, gone: Person
) -> None:
    hold(gone, elm.practice, OFFICIAL)
    approve_request(acting_person=gone, role_request=elm.ask())
    merge(cast, kept, gone)
    assert RoleRequest.objects.get(person=elm.asker).decided_by == gone
    assert roles_in(elm.practice)["ana_park"] == "security_official"


@pytest.mark.rule("D5")
def test_what_others_hold_and_ask_for_leaves_a_request_waiting(
    cast: Cast, elm: ElmStreet, kept: Person, gone: Person
) -> None:
    site, bob = make_organization("cpc_plus_site", "Hill Site"), make_person("bob")
    hold(bob, site, OFFICIAL)
    make_contact(cast.lakeside, bob, ["qpp_staff_user"])
    make_contact(cast.lakeside, gone, ["other"])
    ask(gone, site)
    ask(elm.asker, site)
    ask(kept, cast.lakeside)
    merge(cast, kept, gone)
    assert RoleRequest.objects.pending().count() == 3
