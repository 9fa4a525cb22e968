"""A contact's new e-mail address: invited, activated, and the old one ended (rule A11)."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import merge_people
from accounts.models import Person
from acoms.access import Refused
from contacts.actions import change_contact, end_types
from contacts.attention import needing_attention
from contacts.errors import ContactError
from contacts.models import Contact, HeldType
from contacts.queries import acos_of_person, with_filled_types
from contacts.types import CONTACT_TYPES
from invitations import actions
from invitations.actions import Invitee
from invitations.address_change.actions import finish_address_change, invite_new_address
from invitations.addresses.queries import change_from, changes_of, unfinished_changes
from invitations.addresses.rules import Stage, refusal_of_both, refusal_to_carry_over, stage
from invitations.errors import InvitationError
from invitations.models import Invitation
from invitations.rules import State
from notifications.actions.relay import relay_due_mail
from notifications.models import Notification
from tests.cast import Cast, make_contact, make_person
from tests.concurrency.at_once import at_once, errors
from tests.signing_in import sign_in

pytestmark = pytest.mark.rule("A11")

NEW = "lee.park@new.example.org"


@pytest.fixture
def lee(cast: Cast) -> Contact:
    """A contact with a type that one person holds, and one of a family."""
    return make_contact(cast.lakeside, make_person("lee_park"), ["dua_requestor", "it_secondary"])


def start(
    cast: Cast, contact: Contact, *codes: str, by: str = "exec", email: str = NEW
) -> Invitation:
    invitee = Invitee(first_name="Lee", last_name="Park-Ortiz", email=email)
    return invite_new_address(
        acting_person=getattr(cast, by),
        contact=contact,
        invitee=invitee,
        codes=codes or sorted(held(contact)),
    )


def activate(invitation: Invitation) -> Contact:
    person = Person.objects.filter(email=invitation.email).first()
    return actions.activate(
        acting_person=person or make_person("lee_new", email=invitation.email),
        invitation=invitation,
    )


def held(contact: Contact) -> set[str]:
    return set(contact.held_types.active().values_list("type", flat=True))


def items(cast: Cast) -> list[str]:
    acos = list(with_filled_types(type(cast.lakeside).objects.all()))
    return [i.text for i in needing_attention(acos) if "new e-mail address" in i.text]


def test_the_whole_change_from_the_old_address_to_the_new_one(cast: Cast, lee: Contact) -> None:
    invitation = start(cast, lee)
    assert invitation.replaces == lee
    change = change_from(lee)
    assert change is not None
    assert change.stage is Stage.WAITING
    assert items(cast) == []

    new = activate(invitation)
    assert new != lee
    assert held(new) == {"dua_requestor", "it_secondary"}
    assert held(lee) == {"it_secondary"}, "what one person holds is handed over in the same step"
    assert items(cast) == [
        "Lee Park has a new e-mail address in Lakeside Care Partners ACO (A9101). The old one "
        "still is IT Contact (secondary): finish the change."
    ]

    finish_address_change(acting_person=cast.liaison, contact=lee, codes=["it_secondary"])
    assert held(lee) == set()
    row = HeldType.objects.get(contact=lee, type="it_secondary")
    assert row.end_reason == f"E-mail address changed to {NEW}."
    assert items(cast) == []
    (done,) = changes_of(lee)
    assert (done.stage, done.new_contact_id) == (Stage.DONE, new.pk)
    assert changes_of(new) == [done]


def test_a_single_type_alone_moves_and_the_change_is_done(cast: Cast) -> None:
    contact = make_contact(cast.lakeside, make_person("kim"), ["dua_requestor"])
    activate(start(cast, contact))
    assert held(contact) == set()
    assert items(cast) == []
    assert [c.stage for c in changes_of(contact)] == [Stage.DONE]


def test_the_inviter_is_told_what_is_left_to_do(cast: Cast, lee: Contact) -> None:
    activate(start(cast, lee))
    told = Notification.objects.get(kind="address_change_activated")
    assert told.person_id == cast.exec.pk
    assert "The old one still is IT Contact (secondary): finish the change." in told.text
    assert told.url == reverse("finish_address_change", args=["A9101", lee.pk])
    assert not Notification.objects.filter(kind="invitation_activated").exists()


def test_the_old_address_is_told_at_once_and_the_new_mail_says_what_it_replaces(
    cast: Cast, lee: Contact, mailoutbox: list[Any]
) -> None:
    start(cast, lee)
    relay_due_mail()
    to_old = next(m for m in mailoutbox if m.to == [lee.person.email])
    to_new = next(m for m in mailoutbox if m.to == [NEW])
    assert f"Your e-mail address in {cast.lakeside} is being changed." in to_old.body
    assert f"New address:\n> {NEW}\n" in to_old.body
    assert "> The Exec\n" in to_old.body
    assert "/invitation/" not in to_old.body, "no link goes to the old address"
    assert f"This replaces your old e-mail address in this ACO, {lee.person.email}." in to_new.body


@pytest.mark.rule("A5")
def test_only_administrators_change_addresses(cast: Cast, lee: Contact) -> None:
    with pytest.raises(Refused):
        start(cast, lee, by="it")
    with pytest.raises(InvitationError, match="not a contact"):
        start(cast, lee, by="outsider")


@pytest.mark.rule("A6")
def test_a_type_that_the_administrator_may_not_grant_stays(cast: Cast) -> None:
    contact = make_contact(cast.lakeside, make_person("lee"), ["other", "credential_delegate"])
    with pytest.raises(InvitationError, match="Only ACO Executive"):
        start(cast, contact, by="liaison")
    activate(start(cast, contact, "other", by="liaison"))
    assert held(contact) == {"other", "credential_delegate"}


def test_a_change_gives_nothing_that_the_contact_does_not_hold(cast: Cast, lee: Contact) -> None:
    with pytest.raises(InvitationError, match="Lee Park is not CMS Liaison of this ACO now"):
        start(cast, lee, "cms_liaison")
    with pytest.raises(InvitationError, match="the address that the contact has now"):
        start(cast, lee, "it_secondary", email=lee.person.email.upper())


@pytest.mark.rule("A19")
def test_what_is_ended_meanwhile_does_not_come_back_by_the_new_address(
    cast: Cast, lee: Contact
) -> None:
    invitation = start(cast, lee)
    change_contact(
        acting_person=cast.exec, contact=lee, codes=[], title="", phone="", reason="Left us."
    )
    with pytest.raises(InvitationError, match="holds no contact type in this ACO now"):
        activate(invitation)
    invitation.refresh_from_db()
    assert invitation.state is State.PENDING
    with pytest.raises(InvitationError, match="holds no contact type in this ACO now"):
        actions.send_again(acting_person=cast.exec, invitation=invitation)


@pytest.mark.rule("A3")
def test_one_person_is_not_primary_and_secondary_under_two_addresses(
    cast: Cast, lee: Contact
) -> None:
    make_contact(cast.lakeside, make_person("lee_already", email=NEW), ["it_primary"])
    with pytest.raises(InvitationError, match="two different people"):
        start(cast, lee, "dua_requestor")


@pytest.mark.rule("A3")
def test_nor_when_the_new_address_has_become_primary_before_it_activates(
    cast: Cast, lee: Contact
) -> None:
    invitation = start(cast, lee, "dua_requestor")
    make_contact(cast.lakeside, make_person("lee_already", email=NEW), ["it_primary"])
    with pytest.raises(InvitationError, match="two different people"):
        activate(invitation)


@pytest.mark.rule("A3", "A10")
@pytest.mark.parametrize("record", ["old", "new"])
def test_nor_by_an_edit_of_either_record_afterwards(cast: Cast, lee: Contact, record: str) -> None:
    new = activate(start(cast, lee, "it_secondary"))
    contact = lee if record == "old" else new
    before = held(contact)
    with pytest.raises(ContactError, match="two different people"):
        change_contact(
            acting_person=cast.exec,
            contact=contact,
            codes=[*(before - {"it_secondary"}), "it_primary"],
            title="",
            phone="",
            reason="Moving up.",
        )
    assert held(contact) == before


@pytest.mark.rule("A8", "E7")
def test_the_old_account_cannot_activate_its_own_new_address(cast: Cast, lee: Contact) -> None:
    invitation = start(cast, lee)
    with pytest.raises(InvitationError, match="the address you are signed in with"):
        actions.activate(acting_person=lee.person, invitation=invitation, opened_generation=1)


def test_there_is_one_change_of_a_contacts_address_at_a_time(cast: Cast, lee: Contact) -> None:
    first = start(cast, lee)
    with pytest.raises(InvitationError, match=f"{NEW} has an open invitation already") as refusal:
        start(cast, lee, by="liaison", email="lee@other.example.org")
    assert "from The Exec" in str(refusal.value)
    ended = {"declined_at": timezone.now(), "answered_by": lee.person}
    Invitation.objects.filter(pk=first.pk).update(**ended)
    start(cast, lee, email="lee@other.example.org")
    with pytest.raises(IntegrityError, match="one_new_address"), transaction.atomic():
        Invitation.objects.filter(pk=first.pk).update(declined_at=None, answered_by=None)


@pytest.mark.django_db(transaction=True)
def test_two_administrators_at_once_start_one_change() -> None:
    cast = Cast()
    lee = make_contact(cast.lakeside, make_person("lee_park"), ["other"])
    cast.exec, cast.liaison  # noqa: B018 - made by naming them
    outcomes = at_once(
        lambda: start(cast, lee, by="exec"),
        lambda: start(cast, lee, by="liaison", email="lee@other.example.org"),
    )
    (refused,) = errors(outcomes)
    assert isinstance(refused, InvitationError)
    assert "has an open invitation already" in str(refused)
    assert Invitation.objects.filter(replaces=lee).count() == 1


@pytest.mark.parametrize("end", ["withdraw", "decline", "expire"])
def test_a_change_that_is_not_activated_simply_ends(cast: Cast, lee: Contact, end: str) -> None:
    first = start(cast, lee)
    later = timezone.now()
    if end == "withdraw":
        actions.withdraw(acting_person=cast.liaison, invitation=first)
    elif end == "decline":
        actions.decline(acting_person=make_person("lee_new", email=NEW), invitation=first)
    else:
        later += timedelta(days=16)
    with time_machine.travel(later):
        assert change_from(lee) is None
        assert changes_of(lee) == []
        assert held(lee) == {"dua_requestor", "it_secondary"}
        start(cast, lee, email="lee@other.example.org")
        assert change_from(lee) is not None


def test_the_next_change_waits_until_the_last_one_is_finished(cast: Cast, lee: Contact) -> None:
    new = activate(start(cast, lee))
    for contact in (lee, new):
        with pytest.raises(InvitationError, match="is not finished"):
            start(cast, contact, "it_secondary", email="lee@third.example.org")
    finish_address_change(acting_person=cast.exec, contact=lee, codes=["it_secondary"])
    start(cast, new, email="lee@third.example.org")


@pytest.mark.rule("A11", "E3")
def test_a_change_finished_twice_is_finished_once_and_an_end_for_another_reason_is_none(
    cast: Cast,
) -> None:
    lee = make_contact(cast.lakeside, make_person("li_many"), ["it_secondary", "compliance"])
    activate(start(cast, lee))
    finish_address_change(acting_person=cast.exec, contact=lee, codes=["it_secondary"])
    told = Notification.objects.count()
    finish_address_change(acting_person=cast.exec, contact=lee, codes=["it_secondary"], shown="x")
    assert Notification.objects.count() == told
    end_types(acting_person=cast.exec, contact=lee, codes=["compliance"], reason="Left")
    with pytest.raises(InvitationError, match="No change"):
        finish_address_change(acting_person=cast.exec, contact=lee, codes=["compliance"])


@pytest.mark.rule("A11", "E3")
def test_the_page_that_finishes_some_of_it_says_so_twice(cast: Cast) -> None:
    lee = make_contact(cast.lakeside, make_person("li_many"), ["it_secondary", "compliance"])
    activate(start(cast, lee))
    browser, page = cast.browser("exec"), url("finish_address_change", lee)
    sent = {"types": ["it_secondary"], "shown": browser.get(page).context["shows"]}
    assert "The rest stays there" in browser.post(page, sent, follow=True).content.decode()
    said = browser.post(page, sent, follow=True).content.decode()
    assert f"Ended at {lee.person.email}" in said
    assert "ds-c-alert--error" not in said
    assert held(lee) == {"compliance"}


def test_a_change_back_to_the_old_address_is_a_change_like_any_other(
    cast: Cast, lee: Contact
) -> None:
    new = activate(start(cast, lee))
    finish_address_change(acting_person=cast.exec, contact=lee, codes=["it_secondary"])
    again = activate(start(cast, new, email=lee.person.email))
    assert again == lee
    assert held(lee) == {"dua_requestor", "it_secondary"}
    (waiting,) = items(cast)
    assert waiting.startswith(
        "Lee Park-Ortiz" if new.person.last_name == "Park-Ortiz" else "Lee New"
    )
    finish_address_change(acting_person=cast.exec, contact=new, codes=["it_secondary"])
    assert items(cast) == []


@pytest.mark.parametrize("goes", ["old", "new", "into a third"])
def test_accounts_that_are_merged_meanwhile(cast: Cast, lee: Contact, goes: str) -> None:
    new = activate(start(cast, lee))
    third = make_person("lee_third")
    kept, gone = {
        "old": (new.person, lee.person),
        "new": (lee.person, new.person),
        "into a third": (third, new.person),
    }[goes]
    admin = make_person("staff_admin", is_staff=True, is_superuser=True)
    merge_people(acting_person=admin, kept=kept, gone=gone, reason="One person.")
    remaining = Contact.objects.get(person=kept)
    assert held(remaining) == {"dua_requestor", "it_secondary"}
    if goes == "into a third":
        assert len(items(cast)) == 1
        (change,) = changes_of(remaining)
        assert change.new_contact_id == remaining.pk
        finish_address_change(acting_person=cast.exec, contact=lee, codes=["it_secondary"])
    assert items(cast) == []
    assert change_from(remaining) is None


def test_nothing_is_finished_before_the_new_address_is_active(cast: Cast, lee: Contact) -> None:
    with pytest.raises(InvitationError, match="No change"):
        finish_address_change(acting_person=cast.exec, contact=lee, codes=["it_secondary"])
    start(cast, lee)
    with pytest.raises(InvitationError, match="No change"):
        finish_address_change(acting_person=cast.exec, contact=lee, codes=["it_secondary"])


@pytest.mark.rule("A17")
def test_the_last_administrator_can_change_their_own_address(cast: Cast) -> None:
    contact = Contact.objects.get(person=cast.liaison)
    new = activate(start(cast, contact, by="liaison"))
    finish_address_change(acting_person=new.person, contact=contact, codes=["cms_liaison"])
    assert held(contact) == set()


@pytest.mark.parametrize(
    ("state", "left", "expected"),
    [
        (State.PENDING, [], Stage.WAITING),
        (State.LOCKED, [], Stage.WAITING),
        (State.ACTIVATED, ["other"], Stage.UNFINISHED),
        (State.ACTIVATED, [], Stage.DONE),
        (State.DECLINED, [], Stage.ENDED),
        (State.WITHDRAWN, [], Stage.ENDED),
        (State.EXPIRED, [], Stage.ENDED),
    ],
)
def test_the_stage_of_a_change(state: State, left: list[str], expected: Stage) -> None:
    assert stage(state, left) is expected


@pytest.mark.rule("A3")
@pytest.mark.parametrize("code", CONTACT_TYPES)
def test_any_type_may_be_held_under_both_addresses_for_a_while(code: str) -> None:
    assert refusal_of_both([code, code]) == ""
    assert refusal_to_carry_over("Lee Park", [code], [code]) == ""


# --- pages -----------------------------------------------------------------------------------


def url(name: str, contact: Contact) -> str:
    return reverse(name, args=["A9101", contact.pk])


def test_the_page_offers_the_contacts_own_types_and_names_who_could_give_the_rest(
    cast: Cast,
) -> None:
    cast.exec  # noqa: B018 - made by naming them
    contact = make_contact(cast.lakeside, make_person("lee"), ["other", "credential_delegate"])
    page = cast.browser("liaison").get(url("change_address", contact)).content.decode()
    assert 'value="other"' in page
    assert "Only ACO Executive" in page
    assert "The Exec" in page
    assert 'value="compliance"' not in page


def test_an_administrator_is_led_through_the_change(cast: Cast, lee: Contact) -> None:
    browser = cast.browser("exec")
    contact_page = browser.get(url("contact", lee)).content.decode()
    assert url("change_address", lee) in contact_page
    form = {
        "email": NEW,
        "first_name": "Lee",
        "last_name": "Park",
        "types": ["dua_requestor", "it_secondary"],
    }
    answer = browser.post(url("change_address", lee), form, follow=True)
    assert f"<strong>{NEW}</strong> is invited" in answer.content.decode()
    invitation = Invitation.objects.get(replaces=lee)
    assert f"changing to {NEW} (pending, ends" in browser.get(url("contact", lee)).content.decode()
    contacts_page = browser.get(reverse("contacts", args=["A9101"])).content.decode()
    assert f"New address, replaces {lee.person.email}" in contacts_page
    assert "Finish the change" not in contacts_page

    new = activate(invitation)
    assert browser.get(url("change_address", lee)).headers["Location"] == url(
        "finish_address_change", lee
    )
    assert "finish the change" in browser.get(reverse("dashboard")).content.decode()
    assert "Finish the change" in browser.get(reverse("contacts", args=["A9101"])).content.decode()
    page = browser.get(url("finish_address_change", lee)).content.decode()
    assert f"E-mail address changed to {NEW}." in page
    assert 'value="it_secondary"' in page
    answer = browser.post(url("finish_address_change", lee), {"types": ["it_secondary"]})
    assert answer.headers["Location"] == url("contact", new)
    finish = url("finish_address_change", lee)
    again = browser.post(finish, {"types": ["it_secondary"]}, follow=True).content.decode()
    assert f"{lee.person.email} is no longer used." in again
    others = browser.post(finish, {"types": ["other"]}, follow=True).content.decode()
    assert "No change of this contact&#x27;s address waits to be finished." in others
    assert f'Before: <a href="{url("contact", lee)}">{lee.person.email}</a>' in (
        browser.get(url("contact", new)).content.decode()
    )
    old_page = browser.get(url("contact", lee)).content.decode()
    assert f'continued as <a href="{url("contact", new)}">{NEW}</a>' in old_page
    assert "Finish the change" not in old_page


def test_the_invited_person_reads_what_is_replaced(cast: Cast, lee: Contact) -> None:
    start(cast, lee)
    browser = sign_in(Client(), make_person("lee_new", email=NEW))
    page = browser.get(reverse("dashboard")).content.decode()
    assert f"It replaces {lee.person.email}" in page


def test_what_the_rules_refuse_stands_on_the_page(cast: Cast, lee: Contact) -> None:
    browser = cast.browser("exec")
    form = {
        "email": lee.person.email,
        "first_name": "L",
        "last_name": "P",
        "types": ["it_secondary"],
    }
    page = browser.post(url("change_address", lee), form).content.decode()
    assert "This is the address that the contact has now." in page
    start(cast, lee)
    answer = browser.post(url("change_address", lee), {**form, "email": "x@example.org"})
    assert "The Exec has started a change of this address." in answer.content.decode()


def test_readers_see_the_change_and_no_way_to_make_one(cast: Cast, lee: Contact) -> None:
    activate(start(cast, lee))
    page = cast.browser("it").get(url("contact", lee)).content.decode()
    assert "continued as" in page
    assert url("finish_address_change", lee) not in page
    assert url("change_address", lee) not in page


def test_many_changes_take_no_more_queries_than_one(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    for number in range(6):
        person = make_person(f"lee_{number}")
        contact = make_contact(cast.lakeside, person, ["other"])
        invitation = start(cast, contact, email=f"lee.{number}@new.example.org")
        actions.activate(
            acting_person=make_person(f"new_{number}", email=invitation.email),
            invitation=invitation,
        )
    acos = list(acos_of_person(cast.exec.pk))
    with django_assert_num_queries(1):
        assert len(list(unfinished_changes(acos))) == 6
