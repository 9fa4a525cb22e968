"""One person is one person under every address, and after every merge (rules A3, A11)."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions import merge_people
from accounts.errors import MergeRefused
from accounts.models import Person
from contacts.actions import change_contact, end_types, give_types
from contacts.errors import ContactError
from contacts.models import Aco, Contact, HeldType
from contacts.one_person import people_at, person_at
from invitations import actions
from invitations.actions import Invitee
from invitations.address_change.actions import finish_address_change, invite_new_address
from invitations.errors import InvitationError
from invitations.models import Invitation
from tests.cast import Cast, make_aco, make_contact, make_person

pytestmark = pytest.mark.rule("A3", "A11")

ADDRESSES = [f"lee@{name}.example.org" for name in ("first", "second", "third")]
TWO_PEOPLE = "must be two different people"


def to(email: str) -> Invitee:
    return Invitee(first_name="Lee", last_name="Park", email=email)


def move(cast: Cast, contact: Contact, email: str, finish: bool = True) -> Contact:
    """The contact's whole change of address, from the invitation to the end of the old one."""
    codes = sorted(contact.held_types.active().values_list("type", flat=True))
    invitation = invite_new_address(
        acting_person=cast.exec, contact=contact, invitee=to(email), codes=codes
    )
    account = Person.objects.filter(email=email).first() or make_person(
        email.partition(".")[0].replace("@", "_"), email=email
    )
    new = actions.activate(acting_person=account, invitation=invitation)
    if finish and contact.held_types.active().exists():
        finish_address_change(acting_person=cast.exec, contact=contact, codes=codes)
    return new


@pytest.fixture
def moved(cast: Cast) -> list[Contact]:
    """Someone whose address changed twice, and who is secondary today."""
    first = make_contact(
        cast.lakeside, make_person("lee_first", email=ADDRESSES[0]), ["it_secondary"]
    )
    second = move(cast, first, ADDRESSES[1])
    return [first, second, move(cast, second, ADDRESSES[2])]


def invite(cast: Cast, email: str, *codes: str, aco: Aco | None = None) -> Invitation:
    return actions.invite(
        acting_person=cast.exec, aco=aco or cast.lakeside, invitee=to(email), codes=codes
    )


def merge(cast: Cast, kept: Person, gone: Person) -> None:
    merge_people(acting_person=cast.cms_staff, kept=kept, gone=gone, reason="One person.")
    kept.refresh_from_db()
    gone.refresh_from_db()


def test_every_record_and_address_leads_to_the_same_person(
    cast: Cast, moved: list[Contact]
) -> None:
    people = people_at(cast.lakeside.pk, ADDRESSES)
    assert len({one.addresses for one in people.values()}) == 1
    assert people[ADDRESSES[0]].records == {one.pk for one in moved}
    assert people[ADDRESSES[0]].held == {ADDRESSES[2]: {"it_secondary"}}


@pytest.mark.parametrize("email", ADDRESSES[:2])
def test_an_earlier_address_is_not_invited_as_the_other_of_the_family(
    cast: Cast, moved: list[Contact], email: str
) -> None:
    with pytest.raises(InvitationError, match=TWO_PEOPLE) as refusal:
        invite(cast, email.upper(), "it_primary")
    assert "is IT Contact (secondary) under lee@third.example.org" in str(refusal.value)
    invite(cast, email, "quality_primary")


def test_nor_edited_or_given_it_under_an_earlier_address(cast: Cast, moved: list[Contact]) -> None:
    for contact in moved[:2]:
        make_contact(cast.lakeside, contact.person, ["other"])
        with pytest.raises(ContactError, match=TWO_PEOPLE):
            change_contact(
                acting_person=cast.exec, contact=contact, codes=["it_primary"], title="", phone=""
            )
        with pytest.raises(ContactError, match=TWO_PEOPLE):
            give_types(
                acting_person=contact.person,
                aco=cast.lakeside,
                person=contact.person,
                codes=["it_primary"],
                given_by=None,
            )


def test_the_form_and_the_preview_of_an_edit_say_so_before_it_is_tried(
    cast: Cast, moved: list[Contact]
) -> None:
    make_contact(cast.lakeside, moved[0].person, ["other"])
    url = reverse("change_contact", args=["A9101", moved[0].pk])
    browser = cast.browser("exec")
    form = browser.get(url).content.decode()
    said = "The same person is IT Contact (secondary) under lee@third.example.org."
    assert said in form
    posted: Any = {"types": ["it_primary", "other"], "title": "", "phone": ""}
    preview = browser.post(url, posted).content.decode()
    assert "This cannot be done" in preview
    assert said in preview


def test_an_open_invitation_to_an_earlier_address_counts(cast: Cast, moved: list[Contact]) -> None:
    end_types(acting_person=cast.exec, contact=moved[2], codes=["it_secondary"], reason="A pause.")
    first = invite(cast, ADDRESSES[0], "it_primary")
    with pytest.raises(InvitationError, match="open invitation to lee@first") as refusal:
        invite(cast, ADDRESSES[2], "it_secondary")
    assert "(IT) Contact (primary), from The Exec" in str(refusal.value)
    make_contact(cast.lakeside, moved[1].person, ["other"])
    with pytest.raises(ContactError, match="open invitation to lee@first"):
        change_contact(
            acting_person=cast.exec, contact=moved[1], codes=["it_secondary"], title="", phone=""
        )
    actions.withdraw(acting_person=cast.exec, invitation=first)
    invite(cast, ADDRESSES[2], "it_secondary")


def test_an_ended_invitation_is_not_sent_again_beside_one_that_is_open(
    cast: Cast, moved: list[Contact]
) -> None:
    end_types(acting_person=cast.exec, contact=moved[2], codes=["it_secondary"], reason="A pause.")
    first = invite(cast, ADDRESSES[0], "it_primary")
    past = timezone.now() - timedelta(days=20)
    Invitation.objects.filter(pk=first.pk).update(
        sent_at=past, expires_at=past + timedelta(days=15)
    )
    invite(cast, ADDRESSES[2], "it_secondary")
    with pytest.raises(InvitationError, match=TWO_PEOPLE):
        actions.send_again(acting_person=cast.exec, invitation=first)


def test_another_acos_administrators_do_not_link_them_here(
    cast: Cast, moved: list[Contact]
) -> None:
    elsewhere = make_aco("A9102", "Riverside ACO")
    make_contact(elsewhere, cast.exec, ["aco_executive"])
    make_contact(elsewhere, moved[0].person, ["it_primary"])
    invite(cast, ADDRESSES[2], "it_secondary", aco=elsewhere)
    assert person_at(elsewhere.pk, ADDRESSES[0]).addresses == {ADDRESSES[0]}


def test_a_change_of_address_links_what_was_linked_with_either(cast: Cast) -> None:
    """Two chains meet: who stands at the end of one counts at the end of the other."""
    one = make_contact(cast.lakeside, make_person("lee_first", email=ADDRESSES[0]), ["other"])
    one = move(cast, one, ADDRESSES[1])
    far = make_contact(
        cast.lakeside, make_person("far_one", email="far@one.example.org"), ["it_primary"]
    )
    move(cast, far, ADDRESSES[2])
    invitation = invite_new_address(
        acting_person=cast.exec, contact=one, invitee=to(ADDRESSES[2]), codes=["other"]
    )
    actions.activate(acting_person=Person.objects.get(email=ADDRESSES[2]), invitation=invitation)
    with pytest.raises(InvitationError, match=TWO_PEOPLE):
        invite(cast, ADDRESSES[0], "it_secondary")


def test_an_account_that_was_merged_and_merged_again_is_the_one_that_goes_on(cast: Cast) -> None:
    accounts = [make_person(f"lee_{n}", email=email) for n, email in enumerate(ADDRESSES)]
    make_contact(cast.lakeside, accounts[0], ["it_secondary"])
    merge(cast, accounts[1], accounts[0])
    merge(cast, accounts[2], accounts[1])
    accounts[0].refresh_from_db()
    assert accounts[0].merged_into == accounts[2]
    for email in ADDRESSES:
        with pytest.raises(InvitationError, match=TWO_PEOPLE):
            invite(cast, email, "it_primary")
    elsewhere = make_aco("A9102", "Riverside ACO")
    make_contact(elsewhere, cast.exec, ["aco_executive"])
    invite(cast, ADDRESSES[0], "it_primary", aco=elsewhere)
    with pytest.raises(InvitationError, match=TWO_PEOPLE):
        invite(cast, ADDRESSES[1], "it_secondary", aco=elsewhere)


def test_accounts_are_not_merged_whose_other_addresses_stand_in_one_family(
    cast: Cast, moved: list[Contact]
) -> None:
    gone = make_person("lee_fourth", email="lee@fourth.example.org")
    make_contact(cast.lakeside, gone, ["it_primary"])
    with pytest.raises(MergeRefused, match=r"two different people\. End one") as refusal:
        merge(cast, moved[0].person, gone)
    assert "IT Contact (secondary) under lee@third.example.org" in str(refusal.value)
    end_types(acting_person=cast.exec, contact=moved[2], codes=["it_secondary"], reason="Left.")
    merge(cast, moved[0].person, gone)
    with pytest.raises(InvitationError, match=TWO_PEOPLE):
        invite(cast, ADDRESSES[2], "it_secondary")


def test_nor_where_one_holds_what_the_other_is_invited_to(cast: Cast) -> None:
    kept, gone = (make_person(f"lee_{n}", email=ADDRESSES[n]) for n in (0, 1))
    make_contact(cast.lakeside, kept, ["it_secondary"])
    invite(cast, gone.email, "it_primary")
    with pytest.raises(MergeRefused, match="open invitation to Lakeside"):
        merge(cast, kept, gone)
    with pytest.raises(MergeRefused, match="open invitation to Lakeside"):
        merge(cast, gone, kept)


def test_the_database_alone_refuses_the_type_and_the_link(cast: Cast, moved: list[Contact]) -> None:
    HeldType.objects.create(contact=moved[0], aco=cast.lakeside, type="it_secondary")
    with pytest.raises(IntegrityError, match="held_type_family_two_people"), transaction.atomic():
        HeldType.objects.create(contact=moved[1], aco=cast.lakeside, type="it_primary")
    kim = make_contact(cast.lakeside, make_person("kim"), ["it_primary"])
    with pytest.raises(IntegrityError, match="held_type_family_two_people"), transaction.atomic():
        Contact.objects.filter(pk=kim.pk).update(one_person=moved[0].one_person)
    with pytest.raises(IntegrityError, match="held_type_same_person"), transaction.atomic():
        HeldType.objects.filter(contact=kim).update(one_person=uuid4())


def test_a_type_that_moves_to_another_contact_goes_to_its_person(
    cast: Cast, moved: list[Contact]
) -> None:
    kim = make_contact(cast.lakeside, make_person("kim"), ["other"])
    row = HeldType.objects.get(contact=kim)
    row.contact = moved[0]
    row.save()
    row.refresh_from_db()
    moved[0].refresh_from_db()
    assert row.one_person == moved[0].one_person
