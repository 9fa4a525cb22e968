"""What changes before or after a confirmation: edits, answers, emptied places (rule A5)."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from acoms.once.shown import fingerprint
from contacts.access import held_now
from contacts.actions import change_contact
from contacts.errors import ContactError
from contacts.models import Contact
from invitations import actions, tasks
from invitations.actions import Invitee
from invitations.confirming.checks import shown_to_confirm
from invitations.errors import InvitationError
from invitations.models import Invitation
from invitations.rules import State
from notifications.models import Notification
from tests.cast import Cast, make_person
from tests.invitations.confirming.waiting import confirm, end, invite, state

pytestmark = pytest.mark.rule("A5")


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
    page = cast.browser("liaison").post(
        reverse("change_contact", args=["A9101", edit["contact"].pk]),
        {"types": edit["codes"], "title": "", "phone": ""},
    )
    shown = page.context["shows"]
    cast.exec  # noqa: B018
    with pytest.raises(ContactError, match="has changed since this page was made"):
        change_contact(**edit, shown=shown)
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


def test_what_waits_for_a_confirmation_keeps_all_of_its_types(cast: Cast, jo: Person) -> None:
    cast.signer  # noqa: B018
    invitation = invite(cast, "aco_executive", "medical_director")
    cast.exec  # noqa: B018 - fills the place by now
    with pytest.raises(InvitationError, match="needs a confirmation first"):
        actions.activate(acting_person=jo, invitation=invitation, left_out=["medical_director"])
    invitation.refresh_from_db()
    assert invitation.types == ["aco_executive", "medical_director"]
    assert invitation.declined_types == []


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
    shows = shown_to_confirm(waiting)
    with pytest.raises(InvitationError, match=r"\(who is replaced\), and nothing was done"):
        confirm(waiting, cast.exec, shown=fingerprint({**shows, "who is replaced": []}))
    confirm(waiting, cast.exec, shown=fingerprint(shows))
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


@pytest.mark.rule("E6")
def test_cms_staff_are_told_once_when_those_who_were_asked_have_left(
    cast: Cast, waiting: Invitation
) -> None:
    def told() -> int:
        return Notification.objects.filter(
            kind="confirmation_asked_of_staff", person=cast.cms_staff
        ).count()

    al = Invitee(first_name="Al", last_name="Roy", email="al.roy@example.net")
    other = invite(cast, "authorized_to_sign_primary", to=al)
    end(cast, cast.liaison, "signer", "authorized_to_sign_primary")
    tasks.remind()
    assert told() == 0, "the ACO Executive still can"
    end(cast, cast.liaison, "exec", "aco_executive")
    tasks.remind()
    tasks.remind()
    assert told() == 2, "each, and once"
    actions.withdraw(acting_person=cast.liaison, invitation=other)
    Invitation.objects.filter(pk=waiting.pk).update(confirmation_asked_at=timezone.now())
    tasks.remind()
    assert told() == 3, "asked again, they are told again, and of what waits still"
