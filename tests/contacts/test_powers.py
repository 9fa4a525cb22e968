"""Nobody gives themselves powers, former holders are invited, administrators hear (rule A5)."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from acoms.access import Refused
from contacts.access import held_now
from contacts.actions import Gift, change_contact, end_types, give_types, give_types_to_many
from contacts.changes import Change
from contacts.errors import ContactError
from contacts.models import Contact, HeldType
from contacts.rules import POWERS, WATCHED, refusal_to_give_oneself
from contacts.types import ADMIN_CODES, ALL_CODES
from invitations import actions
from invitations.actions import Invitee
from invitations.address_change.actions import invite_new_address
from invitations.bulk.checks import check_rows
from invitations.errors import InvitationError
from invitations.giving import own_addresses
from invitations.models import Invitation
from notifications.models import Notification
from tests.cast import EVERY_FACT, Cast, make_aco, make_contact, make_person
from tests.invitations.bulk.lists import prepare

pytestmark = pytest.mark.rule("A5")


def edit(by: Any, contact: Contact, *codes: str, reason: str = "New tasks") -> None:
    change_contact(
        acting_person=by,
        contact=contact,
        codes=codes,
        title="",
        phone="",
        reason=reason,
        facts=EVERY_FACT,
    )


def as_invitee(email: str) -> Invitee:
    return Invitee(first_name="Lee", last_name="Park", email=email)


def invite(cast: Cast, by: str, email: str, *codes: str) -> Invitation:
    return actions.invite(
        acting_person=getattr(cast, by), aco=cast.lakeside, invitee=as_invitee(email), codes=codes
    )


def heard(person: Any) -> list[str]:
    told = Notification.objects.filter(person=person, kind="administrators_changed")
    return [one.text for one in told.order_by("pk")]


@pytest.mark.parametrize("code", ALL_CODES)
def test_powers_are_what_administers_signs_or_is_the_delegates(code: str) -> None:
    powers = {*ADMIN_CODES, "dua_requestor", "credential_delegate"}
    assert len(POWERS) == 8
    assert bool(refusal_to_give_oneself(["other", code])) == (code in powers)
    assert (code in WATCHED) == (code in powers - {"credential_delegate"})


@pytest.mark.parametrize("code", sorted(POWERS))
def test_nobody_gives_themselves_powers_by_an_edit(cast: Cast, code: str) -> None:
    by = cast.liaison if code == "aco_executive" else cast.exec
    contact = Contact.objects.get(person=by)
    held = held_now(by.pk, cast.lakeside.pk)
    with pytest.raises(ContactError, match="Nobody makes themselves"):
        edit(by, contact, *held, code)
    assert held_now(by.pk, cast.lakeside.pk) == held


@pytest.mark.parametrize("letters", [str.lower, str.upper])
def test_nor_by_inviting_their_own_address(cast: Cast, letters: Any) -> None:
    with pytest.raises(InvitationError, match="Nobody makes themselves ACO Executive"):
        invite(cast, "liaison", letters(cast.liaison.email), "aco_executive", "other")
    invite(cast, "liaison", cast.liaison.email, "other")


def test_nor_by_their_other_record_in_the_aco(cast: Cast) -> None:
    """The liaison has changed address: both records are one person, whichever asks."""
    old, new = cast.liaison, make_person("liaison_new", email="liaison@new.example.org")
    change = invite_new_address(
        acting_person=old,
        contact=Contact.objects.get(person=old),
        invitee=as_invitee(new.email),
        codes=["cms_liaison"],
    )
    at_new = actions.activate(acting_person=new, invitation=change)
    assert held_now(new.pk, cast.lakeside.pk) == {"cms_liaison"}, "no self-giving (A11)"
    for by, address, contact in (
        (old, new.email, at_new),
        (new, old.email, Contact.objects.get(person=old)),
    ):
        with pytest.raises(InvitationError, match="Nobody makes themselves"):
            actions.invite(
                acting_person=by,
                aco=cast.lakeside,
                invitee=as_invitee(address),
                codes=["dua_requestor"],
            )
        with pytest.raises(ContactError, match="Nobody makes themselves"):
            edit(by, contact, "cms_liaison", "dua_requestor")
        bulk = prepare(by, cast.lakeside, f"Lee,Park,{address},,,ACO Executive")
        own = own_addresses(by, cast.lakeside)
        checked = check_rows(cast.lakeside, list(bulk.rows.all()), ["cms_liaison"], own)
        assert "Nobody makes themselves" in checked[0].reason


def test_nor_by_answering_what_they_sent_to_somebody_else(cast: Cast) -> None:
    invitation = invite(cast, "liaison", "jo@example.net", "application_secondary")
    with pytest.raises(InvitationError, match="Nobody makes themselves"):
        actions.activate(acting_person=cast.liaison, invitation=invitation, opened_generation=1)
    assert held_now(cast.liaison.pk, cast.lakeside.pk) == {"cms_liaison"}


def test_nor_as_the_new_address_of_somebody_else(cast: Cast) -> None:
    with pytest.raises(InvitationError, match="Nobody makes themselves ACO Executive"):
        invite_new_address(
            acting_person=cast.liaison,
            contact=Contact.objects.get(person=cast.exec),
            invitee=as_invitee(cast.liaison.email),
            codes=["aco_executive"],
        )


def test_nor_by_giving_types_whoever_calls(cast: Cast) -> None:
    with pytest.raises(ContactError, match="Nobody makes themselves"):
        give_types(
            acting_person=cast.liaison,
            aco=cast.lakeside,
            person=cast.liaison,
            codes=["dua_requestor"],
            given_by=cast.liaison,
        )
    gift = Gift(cast.lakeside.pk, cast.liaison.pk, "authorized_to_sign_secondary")
    with pytest.raises(ValueError, match="one person at a time"):
        give_types_to_many(acting_person=cast.liaison, gifts=[gift])


@pytest.mark.parametrize("code", ["authorized_to_sign_secondary", "credential_delegate", "other"])
def test_the_database_holds_it(cast: Cast, code: str) -> None:
    contact = Contact.objects.get(person=cast.liaison)
    row = {"contact": contact, "aco": cast.lakeside, "type": code, "given_by": cast.liaison}
    if code == "other":
        HeldType.objects.create(**row)
        return
    with pytest.raises(IntegrityError, match="held_type_not_self_given"), transaction.atomic():
        HeldType.objects.create(**row)
    HeldType.objects.create(**{**row, "given_by": cast.exec})


def test_the_database_lets_an_own_new_address_hold_what_the_old_one_does(cast: Cast) -> None:
    """Also what one person holds at a time, and has just ended at the old one."""
    old = Contact.objects.get(person=cast.liaison)
    new = Contact.objects.create(
        aco=cast.lakeside, person=make_person("new_liaison"), one_person=old.one_person
    )
    row = {"contact": new, "aco": cast.lakeside, "given_by": cast.liaison}
    HeldType.objects.create(**row, type="cms_liaison")
    with pytest.raises(IntegrityError, match="held_type_not_self_given"), transaction.atomic():
        HeldType.objects.create(**row, type="aco_executive")
    HeldType.objects.create(
        contact=old, aco=cast.lakeside, type="aco_executive", given_by=cast.signer
    )
    HeldType.objects.filter(contact=old, type="aco_executive").update(
        ended_at=timezone.now(), end_reason="Handed over."
    )
    HeldType.objects.create(**row, type="aco_executive")


def test_nor_cms_staff_who_invite_the_first_administrator(cast: Cast) -> None:
    with pytest.raises(InvitationError, match="Nobody makes themselves"):
        actions.invite_first_administrator(
            acting_person=cast.cms_staff,
            aco=make_aco("A9109", "New ACO"),
            invitee=as_invitee(cast.cms_staff.email),
            codes=["cms_liaison"],
        )


def test_other_types_they_may_and_all_administrators_hear_of_it(cast: Cast) -> None:
    cast.exec, cast.other  # noqa: B018 - also in the ACO
    edit(cast.liaison, Contact.objects.get(person=cast.liaison), "cms_liaison", "quality_primary")
    said = "The Liaison gave themselves Quality Contact (primary). Done by The Liaison."
    for administrator in (cast.exec, cast.liaison):
        assert heard(administrator) == [f"{cast.lakeside}: {said}"]
    assert not heard(cast.other)
    told = Notification.objects.get(kind="administrators_changed", person=cast.exec)
    assert told.data["what"] == "Contact types that somebody gave themselves"
    url = reverse("change_contact", args=["A9101", Contact.objects.get(person=cast.liaison).pk])
    wanted = {"types": ["cms_liaison", "quality_primary", "compliance"]}
    preview = cast.browser("liaison").post(url, wanted).content.decode()
    assert "All administrators of this ACO are told right away" in preview


def test_the_form_offers_no_powers_to_oneself(cast: Cast) -> None:
    cast.exec  # noqa: B018
    url = reverse("change_contact", args=["A9101", Contact.objects.get(person=cast.liaison).pk])
    page = cast.browser("liaison").get(url).content.decode()
    assert page.count("Nobody gives themselves this.") == 7


@pytest.mark.rule("A19")
def test_who_holds_nothing_any_more_is_invited_and_not_edited(cast: Cast) -> None:
    cast.exec  # noqa: B018
    contact = make_contact(cast.lakeside, make_person("lee_park"), ["dua_custodian", "compliance"])
    end_types(
        acting_person=cast.exec,
        contact=contact,
        codes=["dua_custodian", "compliance"],
        reason="Left",
    )
    for codes in (["dua_custodian"], []):
        with pytest.raises(ContactError, match="Invite them"):
            edit(cast.exec, contact, *codes)
    browser = cast.browser("exec")
    shown = browser.get(reverse("contact", args=["A9101", contact.pk])).content.decode()
    assert "Edit contact" not in shown
    assert "Invite again" in shown
    form = browser.get(reverse("change_contact", args=["A9101", contact.pk]), follow=True)
    assert "is not edited back in" in form.content.decode()
    assert set(form.context["form"].initial["types"]) == {"dua_custodian", "compliance"}
    assert form.context["form"].initial["email"] == contact.person.email
    assert not contact.held_types.active().exists()


def test_a_former_contact_of_another_aco_fills_no_form(cast: Cast) -> None:
    elsewhere = make_contact(make_aco("A9102", "Elsewhere"), make_person("lee_park"), ["other"])
    for again in (elsewhere.pk, "9" * 30, "x"):
        page = cast.browser("exec").get(
            reverse("add_contact", args=["A9101"]), {"again": str(again)}
        )
        assert "lee_park" not in page.content.decode()


def test_a_change_says_what_concerns_administrators() -> None:
    change = Change(
        name="Dana",
        gained=["aco_executive", "dua_requestor", "other"],
        lost=["cms_liaison", "it_primary"],
        handed={"aco_executive": "Sam"},
    )
    assert change.lines == [
        "Dana became DUA Requestor.",
        "Dana became ACO Executive in place of Sam.",
        "Dana is no longer CMS Liaison.",
    ]
    assert not Change(name="Dana", gained=["other"], lost=["it_primary"]).lines
    assert not Change(name="Dana", own=True).concerns_administrators


def test_every_change_of_administrators_is_told_to_all_of_them_once(cast: Cast) -> None:
    everybody = (cast.exec, cast.signer, cast.liaison)
    jo = make_person("jo_chen")
    invitation = invite(cast, "exec", jo.email, "dua_requestor", "other")
    actions.activate(acting_person=jo, invitation=invitation)
    given = f"{cast.lakeside}: Jo Chen became DUA Requestor. Invited by The Exec."
    assert [heard(one) for one in everybody] == [[], [given], [given]]
    assert (
        "activated your invitation" in Notification.objects.on_screen_for(cast.exec.pk).get().text
    )
    edit(cast.exec, Contact.objects.get(person=cast.signer), "application_primary", "cms_liaison")
    edited = (
        f"{cast.lakeside}: The Signer became CMS Liaison and Application Contact (primary). "
        "The Signer is no longer Authorized to Sign (primary). Done by The Exec."
    )
    assert [heard(one)[-1:] for one in everybody] == [[edited], [given], [edited]]
    end_types(
        acting_person=cast.exec,
        contact=Contact.objects.get(person=cast.liaison),
        codes=["cms_liaison"],
        reason="Left",
    )
    ended = f"{cast.lakeside}: The Liaison is no longer CMS Liaison. Done by The Exec."
    assert [heard(one)[-1:] for one in everybody] == [[ended], [ended], [edited]]
    mails = Notification.objects.filter(kind="administrators_changed")
    assert all(one.by_email and not one.held for one in mails)


def test_replacing_somebody_says_whom(cast: Cast) -> None:
    jo = make_person("jo_chen")
    invitation = invite(cast, "signer", jo.email, "aco_executive")
    cast.exec, cast.liaison  # noqa: B018 - the holder, and one who looks on
    actions.activate(acting_person=jo, invitation=invitation)
    assert heard(cast.liaison) == [
        f"{cast.lakeside}: Jo Chen became ACO Executive in place of The Exec. "
        "Invited by The Signer."
    ]
    assert not heard(cast.exec), "told in words of their own"


def test_nobody_outside_may_edit(cast: Cast) -> None:
    with pytest.raises(Refused):
        edit(cast.other, Contact.objects.get(person=cast.exec), "other")
