"""Records that a change of address linked by mistake are parted by CMS staff (rules A3, A11)."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.actions import merge_people
from accounts.models import Person
from acoms.once.shown import fingerprint
from contacts.actions import change_contact, override_end_types
from contacts.actions.uniting import part
from contacts.errors import ContactError
from contacts.models import Aco, Contact
from contacts.one_person import person_at
from invitations import actions
from invitations.actions import Invitee
from invitations.address_change.actions import (
    finish_address_change,
    invite_new_address,
    part_records,
)
from invitations.address_change.parting import MERGED, NO_LINK, OPEN, OWN, STILL_ONE, plan_parting
from invitations.addresses.queries import changes_of
from invitations.errors import InvitationError
from invitations.models import Invitation
from notifications.models import Notification
from tests.cast import Cast, make_aco, make_contact, make_person

pytestmark = [pytest.mark.rule("A3", "A11"), pytest.mark.django_db]


def change(cast: Cast, old: Contact, person: Person, *codes: str) -> Invitation:
    """A change of a contact's address to that of a person's account, activated."""
    invitation = invite_new_address(
        acting_person=cast.exec,
        contact=old,
        invitee=Invitee(first_name="Lee", last_name="Park", email=person.email),
        codes=codes,
    )
    actions.activate(acting_person=person, invitation=invitation)
    return Invitation.objects.get(pk=invitation.pk)


@pytest.fixture
def lee(cast: Cast) -> Contact:
    return make_contact(cast.lakeside, make_person("lee"), ["it_secondary", "other"])


@pytest.fixture
def mistake(cast: Cast, lee: Contact) -> Invitation:
    """Lee's new address was somebody else's: Ann's."""
    return change(cast, lee, make_person("ann"), "other")


def do_part(cast: Cast, invitation: Invitation, **given: Any) -> None:
    parting = plan_parting(invitation, cast.cms_staff)
    part_records(
        **{
            "acting_person": cast.cms_staff,
            "invitation": invitation,
            "reason": "Ann is somebody else",
            "shown": fingerprint(parting.parts),
            **given,
        }
    )


def of(person: Person, aco: Aco) -> Contact:
    return Contact.objects.select_related("person").get(person=person, aco=aco)


def addresses(contact: Contact) -> set[str]:
    return set(person_at(contact.aco_id, contact.person.email).addresses)


def give(cast: Cast, contact: Contact, *codes: str) -> None:
    change_contact(acting_person=cast.exec, contact=contact, codes=codes, title="", phone="")


@pytest.mark.rule("E3")
def test_they_are_two_people_from_then_on_and_all_are_told(
    cast: Cast, lee: Contact, mistake: Invitation
) -> None:
    ann = of(Person.objects.get(user_id="ann"), cast.lakeside)
    with pytest.raises(ContactError, match="two different people"):
        give(cast, ann, "other", "it_primary")
    do_part(cast, mistake)
    assert (addresses(lee), addresses(ann)) == ({lee.person.email}, {ann.person.email})
    give(cast, ann, "other", "it_primary")
    assert not changes_of(lee), "nothing is left to finish"
    told = Notification.objects.filter(kind="records_parted")
    assert {one.person for one in told} == {lee.person, ann.person, cast.exec}
    mistake.refresh_from_db()
    assert mistake.replaces is None
    event = mistake.events.order_by("-pgh_id").first()  # type: ignore[attr-defined]
    context = event.pgh_context.metadata
    assert context["action"] == "part records"
    assert (context["acting_person"], context["reason"]) == (
        cast.cms_staff.pk,
        "Ann is somebody else",
    )
    with pytest.raises(InvitationError, match=NO_LINK[:40]):
        do_part(cast, mistake)


def test_what_hangs_on_each_address_stays_with_it(cast: Cast, lee: Contact) -> None:
    before = make_contact(cast.lakeside, make_person("lee_before"), ["compliance"])
    change(cast, before, lee.person, "compliance")
    finish_address_change(acting_person=cast.exec, contact=before, codes=["compliance"])
    mistake = change(cast, lee, make_person("ann"), "other")
    finish_address_change(
        acting_person=cast.exec, contact=lee, codes=["it_secondary", "other", "compliance"]
    )
    ann = of(Person.objects.get(user_id="ann"), cast.lakeside)
    change(cast, ann, make_person("ann_later"), "other")
    elsewhere = make_contact(make_aco("A9102", "Elsewhere"), ann.person, ["other"])
    do_part(cast, mistake)
    lees, anns = (
        {before.person.email, lee.person.email},
        {"ann@example.org", "ann_later@example.org"},
    )
    assert addresses(before) == addresses(lee) == lees
    assert addresses(ann) == anns
    assert addresses(elsewhere) == {ann.person.email}


def test_accounts_that_were_merged_stay_one_person(cast: Cast, mistake: Invitation) -> None:
    lee, ann = (Person.objects.get(user_id=name) for name in ("lee", "ann"))
    other = make_contact(cast.lakeside, make_person("ann_too"), ["compliance"])
    merge_people(acting_person=cast.cms_staff, kept=ann, gone=other.person, reason="One person.")
    do_part(cast, mistake)
    assert addresses(other) == {ann.email, other.person.email}
    lee_at, ann_at = of(lee, cast.lakeside), of(ann, cast.lakeside)
    again = change(cast, lee_at, make_person("zoe"), "other")
    zoe = Person.objects.get(user_id="zoe")
    merge_people(acting_person=cast.cms_staff, kept=zoe, gone=lee, reason="One person.")
    with pytest.raises(InvitationError, match=MERGED[:40]):
        do_part(cast, again)
    with pytest.raises(IntegrityError, match="merged_are_one_person"), transaction.atomic():
        part([lee_at])
    with pytest.raises(IntegrityError, match="merged_are_one_person"), transaction.atomic():
        Person.objects.filter(pk=zoe.pk).update(merged_into=ann, is_active=False)
    assert addresses(ann_at) == {ann.email, other.person.email}


class TestRefused:
    def test_without_a_reason_or_where_others_were_shown(
        self, cast: Cast, mistake: Invitation
    ) -> None:
        with pytest.raises(InvitationError, match="Enter a reason"):
            do_part(cast, mistake, reason=" ")
        with pytest.raises(InvitationError, match="Something has changed"):
            do_part(cast, mistake, shown="")

    def test_where_nothing_is_linked_yet(self, cast: Cast, lee: Contact) -> None:
        new = Invitee(first_name="Lee", last_name="Park", email="lee@new.example.org")
        invitation = invite_new_address(
            acting_person=cast.exec, contact=lee, invitee=new, codes=["other"]
        )
        with pytest.raises(InvitationError, match=NO_LINK[:40]):
            do_part(cast, invitation)

    def test_where_they_are_one_person_over_a_third_address(
        self, cast: Cast, lee: Contact, mistake: Invitation
    ) -> None:
        ann, third = of(Person.objects.get(user_id="ann"), cast.lakeside), make_person("third")
        finish_address_change(acting_person=cast.exec, contact=lee, codes=["it_secondary", "other"])
        change(cast, ann, third, "other")
        finish_address_change(acting_person=cast.exec, contact=ann, codes=["other"])
        change(cast, of(third, cast.lakeside), lee.person, "other")
        with pytest.raises(InvitationError, match=STILL_ONE[:40]):
            do_part(cast, mistake)

    def test_of_ones_own_records(self, cast: Cast, mistake: Invitation) -> None:
        ann = Person.objects.get(user_id="ann")
        Person.objects.filter(pk=ann.pk).update(is_staff=True, staff_role="administrator")
        ann.refresh_from_db()
        with pytest.raises(InvitationError, match=OWN[:30]):
            do_part(cast, mistake, acting_person=ann)

    def test_while_another_change_between_them_is_open(
        self, cast: Cast, lee: Contact, mistake: Invitation
    ) -> None:
        finish_address_change(acting_person=cast.exec, contact=lee, codes=["it_secondary", "other"])
        back = invite_new_address(
            acting_person=cast.exec,
            contact=of(Person.objects.get(user_id="ann"), cast.lakeside),
            invitee=Invitee(first_name="Lee", last_name="Park", email=lee.person.email),
            codes=["other"],
        )
        with pytest.raises(InvitationError, match=OPEN[:30]):
            do_part(cast, mistake)
        actions.withdraw(acting_person=cast.exec, invitation=back)
        do_part(cast, mistake)

    @pytest.mark.rule("A5")
    def test_while_the_new_address_has_powers_by_it(self, cast: Cast, lee: Contact) -> None:
        make_contact(cast.lakeside, lee.person, ["cms_liaison"])
        mistake = change(cast, lee, make_person("ann"), "cms_liaison", "other")
        with pytest.raises(InvitationError, match=r"ann@example.org is CMS Liaison\. Nobody chose"):
            do_part(cast, mistake)
        override_end_types(
            acting_person=cast.cms_staff,
            contact=of(Person.objects.get(user_id="ann"), cast.lakeside),
            codes=["cms_liaison"],
            reason="Ann is somebody else",
        )
        do_part(cast, mistake)


def test_the_admin_shows_both_sides_and_parts(
    cast: Cast, lee: Contact, mistake: Invitation
) -> None:
    page = f"/admin/invitations/invitation/{mistake.pk}/"
    staff: Client = cast.browser("cms_staff")
    assert "Part records of two people" in staff.get(f"{page}change/").content.decode()
    asked = staff.get(f"{page}part/")
    shown = asked.content.decode()
    assert "ann@example.org" in shown
    assert "IT Contact (secondary) and Other Contact" in shown
    form = {"shown": asked.context["shows"]}
    assert "required" in staff.post(f"{page}part/", form).content.decode()
    analyst = cast.browser("cms_analyst")
    assert "Part records" not in analyst.get(f"{page}change/").content.decode()
    assert analyst.post(f"{page}part/", {**form, "reason": "x"}).status_code == 403
    done = staff.post(f"{page}part/", {**form, "reason": "Two"}, follow=True)
    assert "The records are parted" in done.content.decode()
    assert "Part records of two people" not in staff.get(f"{page}change/").content.decode()
    refused = staff.get(f"{page}part/").content.decode()
    assert "What stands in the way" in refused
    assert NO_LINK[:30] in refused
