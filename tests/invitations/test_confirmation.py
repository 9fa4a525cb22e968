"""A signer confirms a new ACO Executive or Authorized to Sign (primary) of others (rule A5)."""

from datetime import timedelta
from functools import partial
from itertools import product
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from acoms.access import Refused
from contacts.access import held_now
from contacts.actions import change_contact, end_types
from contacts.attention import needing_attention_of
from contacts.errors import ContactError
from contacts.models import Contact, HeldType
from contacts.rules import emptied_lately, may_confirm, needs_confirmation
from contacts.types import ALL_CODES, SIGNERS
from invitations import actions
from invitations.actions import Invitee
from invitations.address_change.actions import invite_new_address
from invitations.confirming.actions import (
    confirm_by_staff,
    confirm_invitation,
    refuse_by_staff,
    refuse_invitation,
)
from invitations.errors import InvitationError
from invitations.models import Invitation
from invitations.rules import State
from notifications.actions.relay import relay_due_mail
from notifications.models import Notification
from tests.cast import Cast, make_contact, make_person
from tests.concurrency.at_once import at_once, errors, successes
from tests.invitations.bulk.lists import check, prepare, send_all
from tests.invitations.bulk.lists import confirm as confirm_list
from tests.signing_in import sign_in

pytestmark = pytest.mark.rule("A5")

JO = Invitee(first_name="Jo", last_name="Chen", email="jo.chen@example.net")


def invite(cast: Cast, *codes: str, by: str = "liaison", to: Invitee = JO) -> Invitation:
    return actions.invite(
        acting_person=getattr(cast, by),
        aco=cast.lakeside,
        invitee=to,
        codes=codes or ["aco_executive"],
    )


@pytest.fixture
def waiting(cast: Cast) -> Invitation:
    """A CMS Liaison would replace the ACO Executive, in an ACO with a second signer."""
    cast.exec, cast.signer  # noqa: B018
    return invite(cast)


@pytest.fixture
def jo(cast: Cast) -> Person:
    return make_person("jo_chen", email=JO.email)


def confirm(invitation: Invitation, by: Person, **more: Any) -> Invitation:
    return confirm_invitation(acting_person=by, invitation=invitation, **more)


def end(cast: Cast, by: Person, role: str, code: str) -> None:
    contact = Contact.objects.get(person=getattr(cast, role))
    end_types(acting_person=by, contact=contact, codes=[code], reason="Left")


def state(invitation: Invitation) -> State:
    return Invitation.objects.get(pk=invitation.pk).state


def test_what_needs_a_confirmation() -> None:
    for giver, code in product(ALL_CODES, ALL_CODES):
        needed = code in {"aco_executive", "authorized_to_sign_primary"} and giver not in SIGNERS
        ask = partial(needs_confirmation, giver_holds=[giver, "other"], codes=[code, "other"])
        assert ask(present=[code], emptied=[]) == ([code] if needed else [])
        assert ask(present=[], emptied=[code]) == ([code] if needed else [])
        assert ask(present=[], emptied=[]) == []


def test_a_signer_confirms_and_never_the_giver_or_the_successor() -> None:
    for code in ALL_CODES:
        assert may_confirm(held=[code], gave_it=False, gets_it=False) == (code in SIGNERS)
        assert not may_confirm(held=[code], gave_it=True, gets_it=False)
        assert not may_confirm(held=[code], gave_it=False, gets_it=True)


def test_a_place_counts_as_emptied_for_15_days_to_the_second() -> None:
    now = timezone.now()
    for age, by_signer, expected in (
        (timedelta(0), False, True),
        (timedelta(days=15) - timedelta(seconds=1), False, True),
        (timedelta(days=15), False, False),
        (timedelta(0), True, False),
    ):
        assert emptied_lately(ended_at=now - age, by_signer=by_signer, now=now) == expected


def test_nothing_is_sent_before_and_the_15_days_begin_with_the_confirmation(
    cast: Cast, waiting: Invitation, jo: Person, mailoutbox: list[Any]
) -> None:
    relay_due_mail()
    assert JO.email not in [to for mail in mailoutbox for to in mail.to]
    assert (waiting.generation, waiting.state) == (0, State.WAITING)
    with pytest.raises(InvitationError, match="waiting for confirmation"):
        actions.activate(acting_person=jo, invitation=waiting)
    with pytest.raises(InvitationError, match="waits for a confirmation"):
        actions.send_again(acting_person=cast.liaison, invitation=waiting)
    dashboard = sign_in(Client(), jo).get(reverse("dashboard")).content.decode()
    assert "Decline Request" not in dashboard
    with time_machine.travel(timezone.now() + timedelta(days=3), tick=False):
        confirm(waiting, cast.exec)
        now = timezone.now()
        relay_due_mail()
        waiting.refresh_from_db()
        assert (waiting.sent_at, waiting.expires_at) == (now, now + timedelta(days=15))
        assert (waiting.generation, waiting.confirmed_by) == (1, cast.exec)
        assert JO.email in [to for mail in mailoutbox for to in mail.to]
        actions.activate(acting_person=jo, invitation=waiting)
    assert held_now(jo.pk, cast.lakeside.pk) == {"aco_executive"}
    assert not held_now(cast.exec.pk, cast.lakeside.pk)


def test_those_who_may_are_asked_and_the_giver_hears_the_answer(
    cast: Cast, waiting: Invitation
) -> None:
    asked = Notification.objects.filter(kind="confirmation_asked")
    assert {one.person_id for one in asked} == {cast.exec.pk, cast.signer.pk}
    assert all(one.on_screen and one.by_email for one in asked)
    assert [item.text for item in needing_attention_of(cast.signer.pk)] == [
        f"Confirm who becomes ACO Executive of {cast.lakeside}."
    ]
    assert not list(needing_attention_of(cast.liaison.pk))
    refuse_invitation(acting_person=cast.signer, invitation=waiting, reason="Not agreed")
    assert state(waiting) is State.REFUSED
    told = Notification.objects.get(kind="confirmation_answered", person=cast.liaison)
    assert "The Signer did not confirm the invitation" in told.text
    assert told.data["quoted"][-1]["text"] == "Not agreed"
    assert not list(needing_attention_of(cast.signer.pk))
    invite(cast)


def test_neither_giver_nor_successor_nor_a_non_signer_confirms(cast: Cast) -> None:
    cast.exec  # noqa: B018
    both = make_contact(cast.lakeside, make_person("lee"), ["authorized_to_sign_secondary"])
    to = Invitee(first_name="Lee", last_name="P", email=both.person.email)
    invitation = invite(cast, to=to)
    for person in (cast.liaison, both.person, cast.applicant, cast.dua_requestor):
        for act in (confirm_invitation, refuse_invitation):
            with pytest.raises(Refused, match="another signer confirms"):
                act(acting_person=person, invitation=invitation)
    HeldType.objects.create(
        contact=Contact.objects.get(person=cast.liaison),
        aco=cast.lakeside,
        type="authorized_to_sign_secondary",
    )
    with pytest.raises(Refused):
        confirm(invitation, cast.liaison)
    confirm(invitation, cast.exec)


def test_nor_the_givers_other_account(cast: Cast) -> None:
    cast.exec  # noqa: B018
    invitation = invite(cast, "authorized_to_sign_primary", "other")
    assert invitation.state is State.PENDING, "nobody held it"
    new = make_person("liaison_new", email="liaison@new.example.org")
    change = invite_new_address(
        acting_person=cast.exec,
        contact=Contact.objects.get(person=cast.liaison),
        invitee=Invitee(first_name="L", last_name="M", email=new.email),
        codes=["cms_liaison"],
    )
    actions.activate(acting_person=new, invitation=change)
    waits = invite(cast, to=Invitee(first_name="A", last_name="B", email="a@example.net"))
    make_contact(cast.lakeside, new, ["authorized_to_sign_secondary"])
    with pytest.raises(Refused):
        confirm(waits, new)


def test_a_signer_who_gives_needs_nobody(cast: Cast) -> None:
    cast.exec  # noqa: B018
    for by in ("signer", "second_signer"):
        to = Invitee(first_name="A", last_name="B", email=f"{by}@example.net")
        assert invite(cast, by=by, to=to).state is State.PENDING


def test_a_place_that_a_non_signer_emptied(cast: Cast) -> None:
    cast.exec, cast.signer  # noqa: B018
    end(cast, cast.liaison, "exec", "aco_executive")
    invitation = invite(cast)
    assert invitation.state is State.WAITING
    actions.withdraw(acting_person=cast.applicant, invitation=invitation)
    with time_machine.travel(timezone.now() + timedelta(days=15, seconds=1)):
        assert invite(cast).state is State.PENDING


@pytest.mark.parametrize("role", ["exec", "signer"])
def test_a_place_that_a_signer_emptied_is_filled_in_one_step(cast: Cast, role: str) -> None:
    cast.exec, cast.signer, cast.liaison  # noqa: B018
    end(cast, getattr(cast, role), "exec", "aco_executive")
    assert invite(cast).state is State.PENDING


def test_a_new_address_of_a_signer_is_confirmed_too(cast: Cast) -> None:
    """Only the giver says that the new address is the same person's."""
    invitation = invite_new_address(
        acting_person=cast.liaison,
        contact=Contact.objects.get(person=cast.exec),
        invitee=JO,
        codes=["aco_executive"],
    )
    assert invitation.state is State.WAITING
    confirm(invitation, cast.exec)


def test_an_edit_lets_the_type_wait_and_does_the_rest(cast: Cast) -> None:
    cast.exec, cast.signer  # noqa: B018
    contact = Contact.objects.get(person=cast.other)
    data = {"types": ["other", "aco_executive", "compliance"], "title": "Chief", "phone": ""}
    browser = cast.browser("liaison")
    url = reverse("change_contact", args=["A9101", contact.pk])
    preview = browser.post(url, data).content.decode()
    assert "ACO Executive: The Exec or another signer confirms first" in preview
    assert "at once. The Exec or another" not in browser.get(url).content.decode()
    saved = browser.post(url, {**data, "confirmed": "1", "waiting": "aco_executive"}, follow=True)
    said = "ACO Executive: The Exec or another signer confirms first. Then The Other is invited"
    assert said in saved.content.decode()
    assert "<strong>ACO Executive</strong> waits: The Exec or" in saved.content.decode()
    assert held_now(cast.other.pk, cast.lakeside.pk) == {"other", "compliance"}
    invitation = Invitation.objects.get(email=cast.other.email)
    assert (invitation.state, invitation.types) == (State.WAITING, ["aco_executive"])
    page = browser.get(reverse("contacts", args=["A9101"])).content.decode()
    assert "by The Exec or another signer, until" in page
    confirm(invitation, cast.signer)
    actions.activate(acting_person=cast.other, invitation=invitation)
    assert "aco_executive" in held_now(cast.other.pk, cast.lakeside.pk)


def test_an_edit_does_what_its_preview_said(cast: Cast) -> None:
    """The place was empty in the preview, and is filled by now; or the other way round."""
    edit: dict[str, Any] = {
        "acting_person": cast.liaison,
        "contact": Contact.objects.get(person=cast.other),
    }
    edit |= {"codes": ["other", "aco_executive"], "title": "", "phone": ""}
    with pytest.raises(ContactError, match="has changed since this page was made"):
        change_contact(**edit, shown_waiting=["aco_executive"])
    cast.exec  # noqa: B018
    with pytest.raises(ContactError, match="has changed since this page was made"):
        change_contact(**edit, shown_waiting=[])
    with pytest.raises(ContactError, match="would hold nothing until"):
        change_contact(**{**edit, "codes": ["aco_executive"]}, reason="x")
    assert not Invitation.objects.exists()
    assert held_now(cast.other.pk, cast.lakeside.pk) == {"other"}


def test_what_was_sent_is_asked_again_when_it_is_answered(cast: Cast, jo: Person) -> None:
    cast.signer  # noqa: B018
    invitation = invite(cast)
    assert invitation.state is State.PENDING, "the place was empty"
    cast.exec  # noqa: B018 - and is filled by now
    with pytest.raises(InvitationError, match="needs a confirmation first, by The Exec or another"):
        actions.activate(acting_person=jo, invitation=invitation)
    assert state(invitation) is State.WAITING
    assert held_now(cast.exec.pk, cast.lakeside.pk) == {"aco_executive"}
    confirm(invitation, cast.exec)
    invitation.refresh_from_db()
    assert invitation.generation == 2, "the old link is dead"
    actions.activate(acting_person=jo, invitation=invitation)
    assert held_now(jo.pk, cast.lakeside.pk) == {"aco_executive"}


def test_a_giver_who_signs_no_more_is_confirmed_after_all(cast: Cast, jo: Person) -> None:
    cast.exec  # noqa: B018
    invitation = invite(cast, by="signer")
    change_contact(
        acting_person=cast.exec,
        contact=Contact.objects.get(person=cast.signer),
        codes=["cms_liaison"],
        title="",
        phone="",
        reason="New tasks",
    )
    with pytest.raises(InvitationError, match="needs a confirmation first, by The Exec"):
        actions.activate(acting_person=jo, invitation=invitation)


def test_a_confirmation_is_for_those_whom_it_was_shown(
    cast: Cast, waiting: Invitation, jo: Person
) -> None:
    with pytest.raises(InvitationError, match="Somebody else would be replaced"):
        confirm(waiting, cast.exec, shown=[])
    confirm(waiting, cast.exec, shown=[HeldType.objects.active().get(type="aco_executive").pk])
    new = make_person("new_exec")
    to = Invitee(first_name="N", last_name="E", email=new.email)
    actions.activate(acting_person=new, invitation=invite(cast, by="signer", to=to))
    with pytest.raises(InvitationError, match="needs a confirmation first, by New Exec"):
        actions.activate(acting_person=jo, invitation=waiting)


def test_a_place_emptied_after_the_confirmation_is_filled(
    cast: Cast, waiting: Invitation, jo: Person
) -> None:
    confirm(waiting, cast.signer)
    end(cast, cast.liaison, "exec", "aco_executive")
    actions.activate(acting_person=jo, invitation=waiting)
    assert held_now(jo.pk, cast.lakeside.pk) == {"aco_executive"}


def test_unconfirmed_it_ends_by_itself_and_is_withdrawn_like_others(
    cast: Cast, waiting: Invitation
) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        with pytest.raises(InvitationError, match="it is expired"):
            confirm(waiting, cast.exec)
        assert actions.record_expired() == 1
        assert invite(cast).state is State.WAITING
    told = Notification.objects.filter(kind="confirmation_answered", person=cast.liaison)
    assert "Nobody confirmed it in 15 days" in told.get().text
    again = Invitation.objects.latest("pk")
    actions.withdraw(acting_person=cast.liaison, invitation=again)
    with pytest.raises(InvitationError, match="it is withdrawn"):
        confirm(again, cast.exec)


def test_cms_staff_confirm_or_refuse_with_a_reason(cast: Cast, waiting: Invitation) -> None:
    for act in (confirm_by_staff, refuse_by_staff):
        with pytest.raises(InvitationError, match="Say why"):
            act(acting_person=cast.cms_staff, invitation=waiting, reason=" ")
        for person in (cast.cms_analyst, cast.exec):
            with pytest.raises(Refused):
                act(acting_person=person, invitation=waiting, reason="Called")
    url = reverse("admin:invitations_invitation_confirm", args=[waiting.pk])
    browser = cast.browser("cms_staff")
    assert "The Exec is ACO Executive now" in browser.get(url).content.decode()
    browser.post(url, {"reason": "Called the board", "confirm": "1"})
    assert state(waiting) is State.WAITING, "the page named nobody who is replaced"
    held = HeldType.objects.active().get(type="aco_executive")
    browser.post(url, {"reason": "Called the board", "confirm": "1", "replaces": held.pk})
    waiting.refresh_from_db()
    assert (waiting.state, waiting.confirmation_reason) == (State.PENDING, "Called the board")


def test_the_page_asks_signers_and_tells_others_who_could(cast: Cast, waiting: Invitation) -> None:
    url = reverse("confirm_invitation", args=["A9101", waiting.pk])
    others = cast.browser("liaison").get(url).content.decode()
    assert "The Exec or another signer confirms first" in others
    assert ">Confirm</button>" not in others
    assert cast.browser("liaison").post(url, {"confirm": "1"}).status_code == 403
    browser = cast.browser("signer")
    assert "Confirm who becomes" in browser.get(reverse("dashboard")).content.decode()
    page = browser.get(url)
    assert ">Confirm</button>" in page.content.decode()
    held = page.context["need"].replaced_ids
    browser.post(url, {"confirm": "1", "replaces": held})
    assert state(waiting) is State.PENDING
    assert "waits for no confirmation" in browser.get(url).content.decode()


def test_the_form_says_before_who_confirms(cast: Cast) -> None:
    cast.exec, cast.signer  # noqa: B018
    url = reverse("add_contact", args=["A9101"])
    assert "The Exec or another signer confirms first" in (
        cast.browser("liaison").get(url).content.decode()
    )
    assert "confirms first" not in cast.browser("exec").get(url).content.decode()
    data = {"first_name": "Jo", "last_name": "C", "email": JO.email, "types": ["aco_executive"]}
    sent = cast.browser("liaison").post(url, data, follow=True).content.decode()
    assert "is not sent yet: The Exec or another signer confirms" in sent


def test_a_list_says_who_waits_and_sends_nothing_to_them(cast: Cast) -> None:
    cast.exec, cast.signer  # noqa: B018
    text = f"Jo,Chen,{JO.email},,,ACO Executive\nAnn,Ray,ann@example.net,,,Other Contact"
    bulk = prepare(cast.liaison, cast.lakeside, text)
    remarks = [" ".join(each.remarks) for each in check(bulk, cast.liaison)]
    assert "A signer confirms ACO Executive first." in remarks[0]
    assert remarks[1] == ""
    confirm_list(bulk, cast.liaison)
    send_all(bulk)
    assert Invitation.objects.get(email=JO.email).state is State.WAITING
    assert Invitation.objects.get(email="ann@example.net").state is State.PENDING
    again = prepare(cast.liaison, cast.lakeside, text)
    assert "has an open invitation already" in check(again, cast.liaison)[0].reason


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("invitation_confirmed_by_someone", {"confirmed_at": "now"}),
        ("invitation_sent_once_confirmed", {"sent_at": "later"}),
        ("invitation_answered_once_confirmed", {"activated_at": "now", "answered_by": "exec"}),
        ("invitation_unsent_while_unconfirmed", {"confirmation_asked_at": None}),
        ("invitation_refused_instead_of_confirmed", {"refused": True}),
        (
            "invitation_confirmed_by_another",
            {"confirmed_at": "now", "confirmed_by": "liaison", "confirmed_over": []},
        ),
    ],
)
def test_the_database_holds_it(
    cast: Cast, waiting: Invitation, constraint: str, change: dict[str, Any]
) -> None:
    words = {
        "now": timezone.now(),
        "later": timezone.now() + timedelta(seconds=5),
        "exec": cast.exec,
        "liaison": cast.liaison,
    }
    values = {n: words.get(v, v) if isinstance(v, str) else v for n, v in change.items()}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Invitation.objects.filter(pk=waiting.pk).update(**values)


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_are_one(cast: Cast, waiting: Invitation) -> None:
    outcomes = at_once(
        partial(confirm_invitation, acting_person=cast.exec, invitation=waiting),
        partial(confirm_invitation, acting_person=cast.signer, invitation=waiting),
        partial(refuse_invitation, acting_person=cast.signer, invitation=waiting),
    )
    assert len(successes(outcomes)) == 1
    assert all("waits for no confirmation any more" in str(one) for one in errors(outcomes))
    refused = state(waiting) is State.REFUSED
    mails = Notification.objects.filter(kind="invited", address=JO.email).count()
    assert mails == (0 if refused else 1)


@pytest.mark.django_db(transaction=True)
def test_confirming_and_withdrawing_at_once_come_one_after_the_other(
    cast: Cast, waiting: Invitation
) -> None:
    outcomes = at_once(
        partial(confirm_invitation, acting_person=cast.exec, invitation=waiting),
        partial(actions.withdraw, acting_person=cast.liaison, invitation=waiting),
    )
    assert state(waiting) is State.WITHDRAWN
    for error in errors(outcomes):
        assert "it is withdrawn" in str(error)


@pytest.mark.django_db(transaction=True)
def test_the_place_is_filled_while_it_is_confirmed(
    cast: Cast, waiting: Invitation, jo: Person
) -> None:
    """Whichever comes first, nobody is replaced whom a signer has not been shown."""
    new = make_person("new_exec")
    to = Invitee(first_name="N", last_name="E", email=new.email)
    theirs = invite(cast, by="signer", to=to)
    shown = [HeldType.objects.active().get(type="aco_executive").pk]
    at_once(
        partial(confirm_invitation, acting_person=cast.exec, invitation=waiting, shown=shown),
        partial(actions.activate, acting_person=new, invitation=theirs),
    )
    with pytest.raises(InvitationError):
        actions.activate(acting_person=jo, invitation=waiting)
    assert held_now(new.pk, cast.lakeside.pk) == {"aco_executive"}


def test_cms_staff_are_told_where_no_signer_can_confirm(cast: Cast, mailoutbox: list[Any]) -> None:
    """The ACO Executive alone signs, has left, and a CMS Liaison fills the place."""
    cast.second_signer, cast.cms_staff, cast.cms_analyst  # noqa: B018
    cast.exec  # noqa: B018
    end(cast, cast.liaison, "second_signer", "authorized_to_sign_secondary")
    end(cast, cast.liaison, "exec", "aco_executive")
    invitation = invite(cast)
    assert invitation.state is State.WAITING
    told = Notification.objects.get(kind="confirmation_asked_of_staff")
    assert (told.person, told.by_email) == (cast.cms_staff, True), "an analyst cannot confirm"
    relay_due_mail()
    (mail,) = [one for one in mailoutbox if one.to == [cast.cms_staff.email]]
    assert mail.subject == "A9101: confirm who becomes ACO Executive"
    url = reverse("admin:invitations_invitation_confirm", args=[invitation.pk])
    assert url in mail.body
    assert "Confirm Jo Chen as ACO Executive of A9101?" in (
        cast.browser("cms_staff").get(url).content.decode()
    )
    url = reverse("confirm_invitation", args=["A9101", invitation.pk])
    page = cast.browser("liaison").get(url).content.decode()
    assert "CMS staff confirm it. We have told them." in page


def test_who_may_not_confirm_is_offered_to_look(cast: Cast, waiting: Invitation) -> None:
    url = reverse("contacts", args=["A9101"])
    for role, offered in (("liaison", False), ("exec", True), ("signer", True)):
        page = cast.browser(role).get(url).content.decode()
        assert (">Confirm or refuse<" in page, ">See<" in page) == (offered, not offered)
    confirming = reverse("confirm_invitation", args=["A9101", waiting.pk])
    shown = cast.browser("exec").get(confirming).content.decode()
    assert "Confirm Jo Chen as ACO Executive?</h1>" in shown
    assert f'<a href="{url}" aria-current="page">Contacts</a>' in shown, "the subtab it lies under"
    assert shown.count('aria-current="page"') == 1
