"""What the database itself holds, whatever the code above it does."""

from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, InternalError, connection, transaction

from contacts.models import Aco, Contact, HeldType
from contacts.types import FAMILIES, SINGLE_CODES
from tests.cast import make_aco, make_contact, make_person

pytestmark = pytest.mark.django_db


def hold(contact: Contact, code: str, **fields: Any) -> HeldType:
    with transaction.atomic():
        return HeldType.objects.create(
            **{"contact": contact, "aco": contact.aco, "type": code, **fields}
        )


@pytest.fixture
def lakeside() -> Aco:
    return make_aco()


@pytest.fixture
def contact(lakeside: Aco) -> Contact:
    return Contact.objects.create(aco=lakeside, person=make_person("ann_lee"))


@pytest.mark.rule("A3")
@pytest.mark.parametrize(("primary", "secondary"), FAMILIES.values())
def test_nobody_is_primary_and_secondary(contact: Contact, primary: str, secondary: str) -> None:
    hold(contact, primary)
    with pytest.raises(IntegrityError, match="held_type_family_two_people"):
        hold(contact, secondary)


@pytest.mark.rule("A2")
def test_one_person_may_hold_types_of_many_families(contact: Contact) -> None:
    for members in FAMILIES.values():
        hold(contact, members[0])
    assert contact.held_types.count() == len(FAMILIES)


@pytest.mark.rule("A4")
@pytest.mark.parametrize("code", SINGLE_CODES)
def test_a_single_type_has_one_active_holder(contact: Contact, code: str) -> None:
    other = Contact.objects.create(aco=contact.aco, person=make_person("bob_ray"))
    first = hold(contact, code)
    with pytest.raises(IntegrityError, match="held_type_single_holder"):
        hold(other, code)
    HeldType.objects.filter(pk=first.pk).update(ended_at=first.since, end_reason="left")
    hold(other, code)


@pytest.mark.rule("A1")
def test_a_type_outside_the_table_is_refused(contact: Contact) -> None:
    with pytest.raises(IntegrityError, match="held_type_is_a_contact_type"):
        hold(contact, "treasurer")


def test_a_held_type_belongs_to_its_contacts_aco(contact: Contact) -> None:
    elsewhere = make_aco("A9102", "Elsewhere")
    hold(contact, "other", aco=elsewhere)
    with pytest.raises(IntegrityError, match="held_type_same_aco"), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.rule("E3")
def test_history_keeps_every_state_and_cannot_be_changed(lakeside: Aco) -> None:
    contact = make_contact(lakeside, make_person("ann_lee"), ["other"])
    HeldType.objects.filter(contact=contact).update(end_reason="left", ended_at="2030-01-01T00:00Z")
    events_model = apps.get_model("contacts", "HeldTypeEvent")

    events = events_model.objects.order_by("pgh_id")
    assert [event.pgh_label for event in events] == ["insert", "update"]
    with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
        events.update(type="financial")
