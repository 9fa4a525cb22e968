"""What actions ask past every page: each fails where it is left out."""

import pytest

from accounts.actions import merge_people
from accounts.models import Person
from acoms.access import Refused
from contacts.actions import (
    Gift,
    change_contact,
    confirm_statements,
    end_types,
    give_types_to_many,
    refuse_statements,
)
from contacts.errors import ContactError
from contacts.models import Contact, ContactAttestation, HeldType
from invitations.bulk.actions import send_rows
from invitations.models import Invitation
from notifications.models import Notification
from tests.cast import EVERY_FACT, Cast, make_aco, make_contact, make_person
from tests.invitations.bulk.lists import confirm, people, prepare


@pytest.mark.rule("A17", "A18")
def test_an_administrator_of_another_aco_does_not_let_the_last_one_go(cast: Cast) -> None:
    make_contact(make_aco("A9102", "Elsewhere"), cast.outsider, ["aco_executive"])
    held = HeldType.objects.get(contact__person=cast.exec)
    ContactAttestation.objects.create(
        contact=held.contact, held_type=held, type=held.type, attested_by=cast.other
    )
    with pytest.raises(ContactError, match="last contact with administrative privileges"):
        refuse_statements(acting_person=cast.exec, held=held)


def _end(by: Person, contact: Contact, code: str, reason: str = "Left") -> None:
    end_types(acting_person=by, contact=contact, codes=[code], reason=reason)


def _edit(by: Person, contact: Contact, *codes: str, reason: str = "") -> None:
    change_contact(
        acting_person=by, contact=contact, codes=codes, title="", phone="", reason=reason
    )


def _held(contact: Contact) -> set[str]:
    return set(contact.held_types.active().values_list("type", flat=True))


@pytest.mark.rule("A17")
def test_nor_do_those_of_other_acos_when_types_are_ended(cast: Cast) -> None:
    make_contact(make_aco("A9102", "Elsewhere"), cast.outsider, ["aco_executive"])
    contact = Contact.objects.get(person=cast.exec)
    with pytest.raises(ContactError, match="last contact with administrative privileges"):
        _end(cast.exec, contact, "aco_executive")
    assert _held(contact) == {"aco_executive"}


@pytest.mark.rule("A5", "A19")
def test_types_are_ended_by_administrators_of_the_aco_alone(cast: Cast) -> None:
    make_contact(make_aco("A9102", "Elsewhere"), cast.outsider, ["aco_executive"])
    contact = Contact.objects.get(person=cast.other)
    with pytest.raises(ContactError, match="not a contact of this ACO"):
        _end(cast.outsider, contact, "other")
    for person in (cast.it, cast.other):
        with pytest.raises(Refused):
            _end(person, contact, "other")
    assert _held(contact) == {"other"}


@pytest.mark.rule("A19")
@pytest.mark.parametrize("reason", ["", " \n"])
def test_no_type_ends_without_a_reason(cast: Cast, reason: str) -> None:
    contact = Contact.objects.get(person=cast.other)
    with pytest.raises(ContactError, match="Enter a reason"):
        _end(cast.exec, contact, "other", reason)
    with pytest.raises(ContactError, match="Enter a reason"):
        _edit(cast.exec, contact, "compliance", reason=reason)
    assert _held(contact) == {"other"}


@pytest.mark.rule("A5", "A10")
def test_nobody_is_told_that_they_gave_themselves_a_type(cast: Cast) -> None:
    """Others are; of a self-giving all administrators hear, in words of its own (A5)."""
    contact = Contact.objects.get(person=cast.exec)
    _edit(cast.exec, contact, "aco_executive", "other")
    _edit(cast.exec, Contact.objects.get(person=cast.other), "other", "compliance")
    told = Notification.objects.filter(kind="types_given")
    assert [one.person for one in told] == [cast.other]
    assert _held(contact) == {"aco_executive", "other"}


@pytest.mark.rule("A18")
def test_one_type_is_confirmed_and_the_other_one_goes_on_waiting(cast: Cast) -> None:
    change_contact(
        acting_person=cast.exec,
        contact=Contact.objects.get(person=cast.other),
        codes=["other", "medical_director", "financial"],
        title="",
        phone="",
        facts=EVERY_FACT,
    )
    held = HeldType.objects.active().get(contact__person=cast.other, type="financial")
    confirm_statements(acting_person=cast.other, held=held)
    waiting = ContactAttestation.objects.unconfirmed().values_list("type", flat=True)
    assert set(waiting) == {"medical_director"}


def _gift(cast: Cast, person: Person, code: str) -> Gift:
    return Gift(cast.lakeside.pk, person.pk, code)


@pytest.mark.rule("B4", "E2")
def test_many_types_at_a_time_reach_no_account_that_was_merged(cast: Cast) -> None:
    kept, gone = make_person("ann_lee"), make_person("ann_lee_2")
    merge_people(acting_person=cast.cms_staff, kept=kept, gone=gone, reason="The same person")
    with pytest.raises(ContactError, match="merged into another one"):
        give_types_to_many(
            acting_person=cast.cms_staff,
            gifts=[_gift(cast, kept, "other"), _gift(cast, gone, "other")],
        )
    assert not HeldType.objects.filter(contact__person__in=[kept, gone]).exists()


@pytest.mark.rule("A18")
@pytest.mark.parametrize("code", ["public", "medical_director", "financial"])
def test_many_at_a_time_get_no_type_that_asks_for_facts(cast: Cast, code: str) -> None:
    with pytest.raises(ValueError, match="one person at a time"):
        give_types_to_many(acting_person=cast.cms_staff, gifts=[_gift(cast, cast.outsider, code)])
    assert not HeldType.objects.exists()


@pytest.mark.rule("E6")
def test_a_list_sends_its_own_rows_and_those_once_it_is_confirmed(cast: Cast) -> None:
    unconfirmed = prepare(cast.exec, cast.lakeside, people(1))
    confirmed = prepare(cast.exec, cast.lakeside, people(2))
    confirm(confirmed, cast.exec)
    assert not send_rows(unconfirmed.pk, 5)
    assert not Invitation.objects.exists()
