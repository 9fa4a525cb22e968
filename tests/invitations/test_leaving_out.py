"""Somebody who cannot confirm what a type asks for takes the others and leaves that one out."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import override

from acoms.programme.clock import day_in_words
from contacts.facts import ALL_LEFT_OUT, NO_FACTS
from contacts.forms import OwnFactsForm
from contacts.models import HeldType
from invitations.acceptance.actions import accept
from invitations.actions import Invitee, invite
from invitations.errors import InvitationError
from invitations.models import Invitation
from notifications.models import Notification
from tests.cast import Cast

TYPES = ["medical_director", "public", "other"]
BOTH = ["medical_director", "public"]


def invited(cast: Cast, *codes: str) -> Invitation:
    return invite(
        acting_person=cast.exec,
        aco=cast.lakeside,
        invitee=Invitee(first_name="The", last_name="Outsider", email=cast.outsider.email),
        codes=codes or TYPES,
    )


def answer(browser: Client, one: Invitation, **data: str) -> str:
    url = reverse("activate_invitation", args=[one.pk])
    page = browser.post(url, {"facts": "1", **data}, follow=True).content.decode()
    return re.sub(r"\s+", " ", strip_tags(page))


def held(cast: Cast) -> set[str]:
    theirs = HeldType.objects.active().filter(contact__person=cast.outsider)
    return set(theirs.values_list("type", flat=True))


@pytest.mark.rule("A8", "A18")
def test_a_type_that_cannot_be_confirmed_is_left_out_recorded_and_told(cast: Cast) -> None:
    one, browser = invited(cast), cast.browser("outsider")
    shown = answer(browser, one, leave_medical_director="on", public_phone="410-555-0100")
    assert "You are now Public Contact" in shown
    assert held(cast) == {"public", "other"}
    one.refresh_from_db()
    assert (one.types, one.declined_types) == (["public", "other"], ["medical_director"])
    told = Notification.objects.get(kind="invitation_activated_in_part")
    assert told.person == cast.exec
    assert "declined to be Medical Director" in told.text
    assert "Declined: Medical Director. Invite" in told.data["said"]
    listed = cast.browser("exec").get("/acos/A9101/invitations/").content.decode()
    assert "Declined: Medical Director" in listed


@pytest.mark.rule("A18")
def test_a_newcomer_is_asked_in_the_language_that_they_read(cast: Cast) -> None:
    one, browser = invited(cast), cast.browser("outsider")
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    refused = answer(browser, one, public_phone="x")
    assert "Usted tiene licencia en un estado donde opera la ACO." in refused
    assert "Confirme esto, o rechace más abajo ser Medical Director." in refused
    assert "Teléfono para el público" in refused
    for english in ("You are a", "Confirm this", "I decline", "for the public", "area code"):
        assert english not in refused, english
    only = OwnFactsForm(["medical_director"], {})
    with override("es"):
        assert "Confirme esta afirmación." in str(only.errors)


@pytest.mark.rule("A18")
def test_all_that_is_missing_is_said_at_once_with_the_way_out(cast: Cast) -> None:
    form = OwnFactsForm(TYPES, {})
    assert not form.is_valid()
    errors = str(form.errors)
    assert errors.count("Confirm this, or decline to be Medical Director below.") == 3
    assert "Enter a phone number or an e-mail address for the public." in errors
    page = answer(cast.browser("outsider"), invited(cast))
    assert "I decline to be Public Contact. Leave this contact type out." in page
    assert held(cast) == set()


@pytest.mark.rule("A18")
def test_what_is_left_out_is_asked_for_no_more(cast: Cast) -> None:
    one = invited(cast)
    answer(cast.browser("outsider"), one, leave_medical_director="on", leave_public="on")
    assert held(cast) == {"other"}


def test_leaving_out_every_type_is_declining(cast: Cast) -> None:
    form = OwnFactsForm(BOTH, {"leave_medical_director": "on", "leave_public": "on"})
    assert ALL_LEFT_OUT in str(form.errors)
    one = invited(cast, *BOTH)
    with pytest.raises(InvitationError, match="Decline Request"):
        accept(acting_person=cast.outsider, invitation=one, left_out=BOTH)
    one.refresh_from_db()
    assert (one.declined_types, one.is_answerable) == ([], True)


def test_of_a_single_type_nothing_can_be_left_out() -> None:
    assert "leave_public" not in OwnFactsForm(["public"]).fields
    assert "leave_other" not in OwnFactsForm(TYPES).fields


@pytest.mark.rule("A5")
def test_a_type_that_asks_for_nothing_is_not_left_out_past_the_page(cast: Cast) -> None:
    one = invited(cast, "other", "compliance")
    with pytest.raises(InvitationError, match="asks you for something"):
        accept(acting_person=cast.outsider, invitation=one, facts=NO_FACTS, left_out=["other"])
    one.refresh_from_db()
    assert one.is_answerable


def test_what_goes_wrong_afterwards_leaves_nothing_out(cast: Cast) -> None:
    one = invited(cast)
    with pytest.raises(InvitationError):  # nothing is said of how the public reaches them
        accept(acting_person=cast.outsider, invitation=one, left_out=["medical_director"])
    one.refresh_from_db()
    assert one.types == TYPES
    assert one.declined_types == []


@pytest.mark.rule("A12")
def test_ended_invitations_say_when(cast: Cast) -> None:
    one = invited(cast, "other")
    assert one.ended_at is None
    cast.browser("outsider").post(reverse("decline_invitation", args=[one.pk]))
    one.refresh_from_db()
    assert one.declined_at is not None
    assert one.ended_at == one.declined_at
    day = day_in_words(one.declined_at)
    for url in ("/acos/A9101/contacts/", "/acos/A9101/invitations/"):
        page = cast.browser("exec").get(url).content.decode()
        assert re.search(rf"Declined</span>(<br>|\s|<span[^>]*>)*{day}", page), url
