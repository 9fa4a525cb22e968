"""Who accepts under another name than was proven waits for somebody's confirmation (rule A9)."""

from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.actions import merge_people
from accounts.models import Person
from acoms.access import Refused
from acoms.text.names import Name
from contacts.agreement import EndKind
from contacts.attention import needing_attention
from contacts.ending.actions import record_end
from contacts.facts import Facts
from contacts.models import Contact, HeldType
from contacts.queries import with_filled_types
from invitations import actions
from invitations.acceptance.actions import accept, confirm_acceptance, refuse_acceptance
from invitations.actions import Invitee
from invitations.address_change.actions import invite_new_address
from invitations.errors import InvitationError
from invitations.models import Invitation
from invitations.rules import State, must_be_confirmed
from notifications.models import Notification
from tests.cast import EVERY_FACT, Cast, make_aco, make_contact, make_person
from tests.concurrency.at_once import at_once, errors, successes
from tests.signing_in import sign_in

pytestmark = pytest.mark.rule("A9")

JO = Invitee(first_name="Jo", last_name="Chen", email="jo@example.net")


names = st.builds(Name, *[st.text("abcdefgé Ø-'", max_size=8)] * 2)


@given(names, names)
def test_the_rule_says_the_same_from_either_side_and_in_any_order(one: Name, other: Name) -> None:
    if one.parts and other.parts:
        said = must_be_confirmed(one, [other])
        assert must_be_confirmed(other, [one]) == said
        assert must_be_confirmed(Name(one.last, one.first), [other]) == said
        assert must_be_confirmed(one, [other, one]) == (said or must_be_confirmed(one, [one]))


@pytest.mark.parametrize(
    ("name", "waits"),
    [
        (Name("", ""), False),
        (Name("", "Chen"), False),
        (Name("Jo", "Chen"), False),
        (Name("Chen", "Jo"), False),
        (Name("Jo", "Novak-Chen"), False),
        (Name("Jo", "Novak"), True),
        (Name("Joseph", "Chen"), True),
        (Name("", "Novak"), True),
    ],
)
def test_who_waits(name: Name, waits: bool) -> None:
    invited = Name("Jo", "Chen")
    assert must_be_confirmed(name, [invited]) is waits
    assert must_be_confirmed(name, [name, invited]) is waits


def proven(first: str = "Brett", family: str = "Novak", email: str = JO.email) -> Person:
    """Jo Chen's account, proven under this name."""
    return make_person("jo_chen", email=email, proven_first_name=first, proven_last_name=family)


def invite(cast: Cast, *codes: str, by: str = "exec") -> Invitation:
    return actions.invite(
        acting_person=getattr(cast, by), aco=cast.lakeside, invitee=JO, codes=codes or ["other"]
    )


def accepted(cast: Cast, *codes: str) -> Invitation:
    invitation = invite(cast, *codes)
    assert not accept(acting_person=proven(), invitation=invitation, facts=EVERY_FACT)
    invitation.refresh_from_db()
    return invitation


def held(person: Person | None) -> set[str]:
    active = HeldType.objects.active().filter(contact__person=person)
    return set(active.values_list("type", flat=True))


def told(kind: str) -> set[int]:
    found = Notification.objects.filter(kind=kind, on_screen=True, by_email=True)
    return {one.person_id for one in found if one.person_id}


@pytest.mark.parametrize(
    "name", [("Jo", "Chen"), ("JÖ", "Chen-Park, Jr."), ("Chen", "Jo"), ("", "")]
)
def test_who_is_proven_under_a_like_name_or_elsewhere_does_not_wait(
    cast: Cast, name: tuple[str, str]
) -> None:
    person = proven(*name)
    assert accept(acting_person=person, invitation=invite(cast, "other"))
    assert held(person) == {"other"}


@pytest.mark.rule("A4")
def test_nothing_is_given_and_nobodys_type_ends_until_it_is_confirmed(cast: Cast) -> None:
    cast.it  # noqa: B018 - the holder before
    invitation = accepted(cast, "it_primary", "public", "medical_director")
    assert invitation.state is State.ACCEPTED
    assert not Contact.objects.filter(person=invitation.answered_by).exists()
    assert held(cast.it) == {"it_primary"}
    browser = sign_in(Client(), Person.objects.get(email=JO.email))
    assert browser.get(reverse("contacts", args=["A9101"])).status_code == 404
    contact = confirm_acceptance(acting_person=cast.liaison, invitation=invitation)
    assert told("acceptance_confirmed") == {invitation.answered_by_id}
    assert held(invitation.answered_by) == {"it_primary", "public", "medical_director"}
    assert held(cast.it) == set()
    public = contact.held_types.get(type="public")
    assert public.public_phone == EVERY_FACT.public_phone, "what was said on acceptance is kept"
    attestation = contact.attestations.first()
    assert attestation is not None
    assert attestation.attested_by == invitation.answered_by
    assert attestation.confirmed_at is not None, "they said it of themselves"
    invitation.refresh_from_db()
    assert (invitation.state, invitation.decided_by) == (State.ACTIVATED, cast.liaison)
    assert invitation.accepted_facts is None


def test_the_account_that_agrees_does_not_help_where_another_was_invited(cast: Cast) -> None:
    person = make_person(
        "brett_novak", email=JO.email, proven_first_name="Brett", proven_last_name="Novak"
    )
    assert not accept(acting_person=person, invitation=invite(cast))


def test_activate_alone_does_not_go_round_the_wait(cast: Cast) -> None:
    with pytest.raises(InvitationError, match="Someone else must first confirm"):
        actions.activate(acting_person=proven(), invitation=invite(cast))


@pytest.mark.rule("J4")
def test_what_waits_when_the_agreement_ends_is_told_once_to_each_side(cast: Cast) -> None:
    invitation = accepted(cast)
    record_end(
        acting_person=cast.cms_staff,
        aco=cast.lakeside,
        ends_on=timezone.localdate() - timedelta(days=1),
        kind=EndKind.TERMINATED,
        reason="Below 5,000 beneficiaries",
    )
    assert told("acceptance_refused") == {invitation.answered_by_id, cast.exec.pk}
    to_giver = Notification.objects.get(kind="acceptance_refused", person=cast.exec)
    assert "is terminated" in to_giver.text
    again = ("invitation_ended_with_aco", "invitation_over")
    assert not Notification.objects.filter(kind__in=again).exists()


def test_both_sides_are_told_and_no_mail_names_what_was_proven(cast: Cast) -> None:
    cast.exec, cast.liaison, cast.it  # noqa: B018 - made by naming them
    invitation = accepted(cast)
    assert told("acceptance_waits") == {invitation.answered_by_id}
    assert told("acceptance_to_confirm") == {cast.exec.pk, cast.liaison.pk}
    refuse_acceptance(acting_person=cast.liaison, invitation=invitation, reason="Not our Jo.")
    assert told("acceptance_refused") == {invitation.answered_by_id, cast.exec.pk}
    assert not any("Novak" in str(one.data) for one in Notification.objects.all())
    to_giver = Notification.objects.get(kind="acceptance_refused", person=cast.exec)
    assert "The Liaison did not confirm who accepted: Jo Chen is not Other" in to_giver.text
    assert [one["text"] for one in to_giver.data["quoted"]] == [
        "Jo Chen",
        "The Liaison",
        "Not our Jo.",
    ]
    invitation.refresh_from_db()
    assert invitation.state is State.NOT_CONFIRMED
    assert held(invitation.answered_by) == set()
    for again in (actions.send_again, confirm_acceptance, actions.withdraw):
        with pytest.raises(InvitationError):
            again(acting_person=cast.exec, invitation=invitation)
    invite(cast)


@pytest.mark.rule("A7")
def test_who_is_not_confirmed_in_15_days_is_not_any_more(cast: Cast) -> None:
    invitation = accepted(cast)
    assert invitation.accepted_at is not None
    end = invitation.accepted_at + timedelta(days=15)
    with time_machine.travel(end - timedelta(seconds=1), tick=False):
        assert actions.record_expired() == 0
        assert Invitation.objects.get(pk=invitation.pk).state is State.ACCEPTED
    with time_machine.travel(end, tick=False):
        with pytest.raises(InvitationError, match="it is expired"):
            confirm_acceptance(acting_person=cast.exec, invitation=invitation)
        assert actions.record_expired() == 1
        assert told("acceptance_ran_out") == {invitation.answered_by_id, cast.exec.pk}
        assert not Notification.objects.filter(kind="invitation_expired").exists()
        assert actions.send_again(acting_person=cast.exec, invitation=invitation)
        assert Invitation.objects.get(pk=invitation.pk).state is State.PENDING


@pytest.mark.rule("A5", "A6")
def test_who_decides(cast: Cast) -> None:
    invitation = accepted(cast, "credential_delegate")
    liaison_of_another = make_person("far_liaison")
    make_contact(make_aco("A9102", "Harbor"), liaison_of_another, ["cms_liaison"])
    with pytest.raises(InvitationError, match="Only ACO Executive"):
        confirm_acceptance(acting_person=cast.liaison, invitation=invitation)
    for person in (liaison_of_another, cast.outsider):
        with pytest.raises(InvitationError, match="not a contact"):
            confirm_acceptance(acting_person=person, invitation=invitation)
    with pytest.raises(Refused):
        refuse_acceptance(acting_person=cast.it, invitation=invitation, reason="No.")
    with pytest.raises(InvitationError, match="administrator of the ACO decides"):
        confirm_acceptance(acting_person=cast.cms_staff, invitation=invitation)
    with pytest.raises(InvitationError, match="Enter a reason"):
        refuse_acceptance(acting_person=cast.exec, invitation=invitation, reason=" ")
    confirm_acceptance(acting_person=cast.exec, invitation=invitation)


@pytest.mark.rule("A11")
def test_nobody_confirms_themselves_under_whichever_address(cast: Cast) -> None:
    """The only administrator has a new name and a new address: CMS staff look."""
    contact = Contact.objects.get(person=cast.liaison)
    invitation = invite_new_address(
        acting_person=cast.liaison, contact=contact, invitee=JO, codes=["cms_liaison"]
    )
    person = proven()
    assert not accept(acting_person=person, invitation=invitation)
    invitation.refresh_from_db()
    for own in (person, cast.liaison):
        with pytest.raises(InvitationError, match="Someone else must confirm"):
            confirm_acceptance(acting_person=own, invitation=invitation)
    cast.cms_staff  # noqa: B018 - made by naming them
    confirm_acceptance(acting_person=cast.cms_staff, invitation=invitation)
    assert held(person) == {"cms_liaison"}


def test_a_first_administrator_is_confirmed_by_cms_staff(cast: Cast) -> None:
    invitation = actions.invite_first_administrator(
        acting_person=cast.cms_staff, aco=cast.lakeside, invitee=JO, codes=["aco_executive"]
    )
    person = proven()
    assert not accept(acting_person=person, invitation=invitation)
    assert told("acceptance_to_confirm") == {cast.cms_staff.pk}
    with pytest.raises(Refused):
        confirm_acceptance(acting_person=cast.cms_viewer, invitation=invitation)
    url = reverse("admin:invitations_invitation_acceptance", args=[invitation.pk])
    browser = cast.browser("cms_staff")
    change = reverse("admin:invitations_invitation_change", args=[invitation.pk])
    assert url in browser.get(change).content.decode()
    assert "Brett Novak" in browser.get(url).content.decode()
    assert cast.browser("cms_viewer").get(url).status_code == 403
    assert browser.post(url, {"confirm": "1"}).status_code == 302
    assert held(person) == {"aco_executive"}


def test_the_pages_show_both_names_to_those_who_decide_and_to_the_person(cast: Cast) -> None:
    invitation = accepted(cast, "credential_delegate")
    url = reverse("confirm_acceptance", args=["A9101", invitation.pk])
    executive, liaison = cast.browser("exec"), cast.browser("liaison")
    contacts = executive.get(reverse("contacts", args=["A9101"])).content.decode()
    assert "Accepted, to be confirmed" in contacts
    assert url in contacts
    assert "Brett Novak" not in contacts
    assert url in executive.get(reverse("dashboard")).content.decode()
    page = executive.get(url).content.decode()
    assert "Brett Novak" in page
    assert "Jo Chen" in page
    refused = liaison.get(url).content.decode()
    assert "Only ACO Executive" in refused
    assert "Novak" not in refused
    own = sign_in(Client(), Person.objects.get(email=JO.email))
    dashboard = own.get(reverse("dashboard")).content.decode()
    assert "Waiting for confirmation by an administrator of Lakeside" in dashboard
    assert "Brett Novak" in dashboard
    asked = executive.post(url, {"refuse": "1", "reason": ""})
    assert "Enter a reason" in asked.content.decode()
    Person.objects.filter(email=JO.email).update(last_name="Chen-Novak")
    said = executive.post(url, {"confirm": "1"}, follow=True).content.decode()
    assert "Jo Chen-Novak (invited as Jo Chen) is now Credential Delegate of Lakeside" in said
    assert held(invitation.answered_by) == {"credential_delegate"}
    assert executive.get(url).status_code == 302


def test_the_page_of_activation_says_that_it_waits(cast: Cast) -> None:
    invitation = invite(cast)
    browser = sign_in(Client(), proven())
    answer = browser.post(reverse("activate_invitation", args=[invitation.pk]), follow=True)
    assert "someone must confirm that you are" in answer.content.decode().replace("&#x27;", "'")
    assert held(Person.objects.get(email=JO.email)) == set()


@pytest.mark.rule("A3", "A7")
def test_an_acceptance_that_waits_stands_in_the_way_of_another_invitation(cast: Cast) -> None:
    invitation = accepted(cast)
    with pytest.raises(InvitationError, match="has an open invitation already"):
        invite(cast)
    with pytest.raises(InvitationError, match="waits for confirmation"):
        actions.send_again(acting_person=cast.exec, invitation=invitation)
    with pytest.raises(InvitationError, match="can no longer be answered"):
        actions.decline(acting_person=Person.objects.get(email=JO.email), invitation=invitation)
    actions.withdraw(acting_person=cast.exec, invitation=invitation)
    assert invitation.answered_by_id in told("acceptance_refused")
    invite(cast)


def test_the_attention_list_of_an_administrator_leads_there(cast: Cast) -> None:
    invitation = accepted(cast)
    acos = list(with_filled_types(type(cast.lakeside).objects.all()))
    (item,) = [one for one in needing_attention(acos) if "under another name" in one.text]
    assert item.url == reverse("confirm_acceptance", args=["A9101", invitation.pk])


def test_an_account_that_is_merged_meanwhile_goes_on_waiting_as_the_other(cast: Cast) -> None:
    invitation = accepted(cast)
    kept = make_person("jo_kept")
    assert invitation.answered_by is not None
    merge_people(
        acting_person=cast.cms_staff, kept=kept, gone=invitation.answered_by, reason="One."
    )
    confirm_acceptance(acting_person=cast.exec, invitation=invitation)
    assert held(kept) == {"other"}


def test_the_database_gives_nothing_that_waited_without_somebody_else(cast: Cast) -> None:
    row = Invitation.objects.filter(pk=accepted(cast).pk)
    now = timezone.now()
    who = Person.objects.get(email=JO.email)
    for fields, constraint in (
        ({"activated_at": now}, "decided_by_another"),
        ({"activated_at": now, "decided_by": who}, "decided_by_another"),
        ({"decided_by": cast.exec}, "decided_by_another"),
        ({"not_confirmed_at": now}, "decided_by_another"),
        (
            {"not_confirmed_at": now, "decided_by": cast.exec, "withdrawn_at": now},
            "not_confirmed_and_nothing",
        ),
        ({"declined_at": now}, "accepted_or_declined"),
        ({"answered_by": None}, "answered_by_someone"),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            row.update(**fields)


@pytest.mark.django_db(transaction=True)
def test_confirmed_and_not_confirmed_at_once_is_one_of_the_two() -> None:
    cast = Cast()
    cast.exec, cast.liaison  # noqa: B018 - made by naming them
    invitation = accepted(cast)
    outcomes = at_once(
        partial(confirm_acceptance, acting_person=cast.exec, invitation=invitation),
        partial(refuse_acceptance, acting_person=cast.liaison, invitation=invitation, reason="No"),
    )
    (refused,) = errors(outcomes)
    assert "no longer waits" in str(refused)
    assert len(successes(outcomes)) == 1
    invitation.refresh_from_db()
    assert bool(held(invitation.answered_by)) == (invitation.state is State.ACTIVATED)


def test_facts_that_are_lacking_are_said_when_it_is_accepted(cast: Cast) -> None:
    with pytest.raises(InvitationError, match="phone number or an e-mail"):
        accept(acting_person=proven(), invitation=invite(cast, "public"), facts=Facts())
