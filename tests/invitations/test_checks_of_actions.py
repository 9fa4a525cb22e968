"""What an action asks under its lock, past every page: each fails where it is left out."""

import pytest

from accounts.models import Person
from contacts.actions import change_contact, end_types
from contacts.attention import Item
from contacts.models import Aco, Contact, HeldType
from invitations import actions
from invitations.acceptance.actions import accept, confirm_acceptance
from invitations.acceptance.queries import accepted_in, deciders, staff_to_decide, waiting_of
from invitations.actions import Invitee
from invitations.address_change.actions import invite_new_address
from invitations.errors import InvitationError
from invitations.models import Invitation
from tests.cast import EVERY_FACT, Cast, make_aco, make_contact, make_person

JO = Invitee(first_name="Jo", last_name="Chen", email="jo@example.net")


def invite(cast: Cast, by: Person, *codes: str) -> Invitation:
    return actions.invite(acting_person=by, aco=cast.lakeside, invitee=JO, codes=codes)


def novak() -> Person:
    """Whoever has the invited address, proven under another name than was invited."""
    proven = {"proven_first_name": "Brett", "proven_last_name": "Novak"}
    return make_person("jo_chen", email=JO.email, **proven)


def let_wait(person: Person, invitation: Invitation) -> Invitation:
    assert not accept(acting_person=person, invitation=invitation, facts=EVERY_FACT)
    return Invitation.objects.get(pk=invitation.pk)


def held(person: Person) -> set[str]:
    return set(
        HeldType.objects.active().filter(contact__person=person).values_list("type", flat=True)
    )


def sign_no_more(cast: Cast, person: Person) -> None:
    change_contact(
        acting_person=cast.exec,
        contact=Contact.objects.get(person=person),
        codes=["cms_liaison"],
        title="",
        phone="",
        reason="New tasks",
    )


@pytest.mark.rule("A5", "A9")
def test_what_a_signer_confirms_first_is_not_accepted_to_wait_for_others(cast: Cast) -> None:
    cast.exec  # noqa: B018 - made by naming them
    invitation = invite(cast, cast.signer, "aco_executive")
    sign_no_more(cast, cast.signer)
    with pytest.raises(InvitationError, match="needs a confirmation first, by The Exec"):
        accept(acting_person=novak(), invitation=invitation, facts=EVERY_FACT)


@pytest.mark.rule("A5", "A9")
def test_nor_is_it_given_when_the_name_is_confirmed(cast: Cast) -> None:
    cast.exec  # noqa: B018
    jo = novak()
    waiting = let_wait(jo, invite(cast, cast.signer, "aco_executive"))
    sign_no_more(cast, cast.signer)
    with pytest.raises(InvitationError, match="By now a signer is to confirm"):
        confirm_acceptance(acting_person=cast.exec, invitation=waiting)
    assert held(jo) == set()


@pytest.mark.rule("A5", "A9")
def test_nobody_accepts_to_wait_for_powers_that_they_offered(cast: Cast) -> None:
    liaison = cast.liaison
    liaison.proven_first_name, liaison.proven_last_name = "Brett", "Novak"
    liaison.first_name, liaison.last_name = "Lee", "Park"
    liaison.save()
    invitation = invite(cast, liaison, "application_secondary")
    with pytest.raises(InvitationError, match="Nobody makes themselves"):
        accept(acting_person=liaison, invitation=invitation, opened_generation=1)


@pytest.mark.rule("A3", "A9")
def test_nobody_accepts_to_wait_for_the_other_type_of_a_family(cast: Cast) -> None:
    invitation = invite(cast, cast.exec, "quality_secondary")
    jo = novak()
    make_contact(cast.lakeside, jo, ["quality_primary"])
    with pytest.raises(InvitationError, match="Ask The Exec to change the invitation"):
        accept(acting_person=jo, invitation=invitation)


@pytest.mark.rule("A9", "A11")
def test_what_ends_at_the_old_address_does_not_come_with_a_name_that_is_confirmed(
    cast: Cast,
) -> None:
    contact = make_contact(cast.lakeside, make_person("lee_park"), ["compliance", "other"])
    invitation = invite_new_address(
        acting_person=cast.exec, contact=contact, invitee=JO, codes=["compliance"]
    )
    jo = novak()
    waiting = let_wait(jo, invitation)
    end_types(acting_person=cast.exec, contact=contact, codes=["compliance"], reason="Left")
    with pytest.raises(InvitationError, match="Ask The Exec to send you a new invitation"):
        confirm_acceptance(acting_person=cast.exec, invitation=waiting)
    assert held(jo) == set()


@pytest.mark.rule("A5", "A9")
def test_an_administrator_does_not_confirm_whom_cms_staff_invited(cast: Cast) -> None:
    invitation = actions.invite_first_administrator(
        acting_person=cast.cms_staff, aco=cast.lakeside, invitee=JO, codes=["aco_executive"]
    )
    waiting = let_wait(novak(), invitation)
    with pytest.raises(InvitationError, match="CMS staff invited this person"):
        confirm_acceptance(acting_person=cast.signer, invitation=waiting)
    assert to_decide(cast.lakeside) == [], "nor is it theirs to do"
    assert deciders(waiting) == [cast.cms_staff]
    cast.cms_staff.is_active = False
    cast.cms_staff.save()
    assert staff_to_decide() == []


def to_decide(aco: Aco) -> list[Item]:
    return list(accepted_in([aco]))


@pytest.mark.rule("A9", "E1")
def test_an_acceptance_that_waits_is_its_own_acos_and_its_own_persons(cast: Cast) -> None:
    harbor = make_aco("A9102", "Harbor")
    make_contact(harbor, cast.exec, ["aco_executive"])
    jo = novak()
    waiting = let_wait(jo, invite(cast, cast.exec, "other"))
    assert len(to_decide(cast.lakeside)) == 1
    assert to_decide(harbor) == [], "whoever administers both"
    assert list(waiting_of(jo)) == [waiting]
    assert list(waiting_of(cast.exec)) == []


@pytest.mark.rule("A9", "A11")
def test_who_accepted_is_not_asked_about_themselves_under_another_address(cast: Cast) -> None:
    """The ACO's administrators are the person alone, by now under two addresses."""
    contact = Contact.objects.get(person=cast.liaison)
    invitation = invite_new_address(
        acting_person=cast.liaison, contact=contact, invitee=JO, codes=["cms_liaison"]
    )
    cast.cms_staff  # noqa: B018 - made by naming them
    jo = novak()
    waiting = let_wait(jo, invitation)
    assert deciders(waiting) == [cast.cms_staff]
    (item,) = to_decide(cast.lakeside)
    assert not item.is_for(cast.liaison.pk)
    assert not item.is_for(jo.pk)
    make_contact(cast.lakeside, jo, ["application_secondary"])
    assert deciders(waiting) == [cast.cms_staff]
    (item,) = to_decide(cast.lakeside)
    assert not item.is_for(jo.pk)
