"""A change of address, and the choice of mail, in a real browser (rule A11)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from invitations import actions
from invitations.actions import Invitee
from invitations.address_change.actions import invite_new_address
from invitations.models import Invitation
from invitations.secrets import code_for, token_for
from notifications.models import MailPreference
from tests.cast import Cast, make_contact, make_person

pytestmark = [pytest.mark.rule("A11"), pytest.mark.django_db(transaction=True)]

Axe = Callable[..., None]
NEW = "lee.park@new.example.org"


def test_an_administrator_changes_a_contacts_address(
    page: Page, live_server: Any, axe: Axe, screen: Any, signed_in_as: Any, cast: Cast
) -> None:
    person = make_person("lee_park")
    types = ["dua_requestor", "it_secondary", "credential_delegate"]
    contact = make_contact(cast.lakeside, person, types)
    cast.exec  # noqa: B018 - who could give the Credential Delegate
    signed_in_as(cast.liaison)
    page.goto(live_server.url + reverse("contact", args=["A9101", contact.pk]))
    axe()
    page.get_by_role("link", name="Change e-mail address").click()
    expect(page.get_by_label("Credential Delegate")).to_be_disabled()
    expect(page.get_by_label("DUA Requestor")).to_be_checked()
    axe()
    page.get_by_label("New e-mail address").fill(person.email)
    page.get_by_role("button", name="Send invitation").click()
    expect(page.get_by_role("alert")).to_contain_text("the address that the contact has now")
    axe()
    page.get_by_label("New e-mail address").fill(NEW)
    page.get_by_role("button", name="Send invitation").click()
    expect(page.get_by_role("status")).to_contain_text(f"The invitation to {NEW} is on its way.")
    axe()
    page.goto(live_server.url + reverse("contacts", args=["A9101"]))
    expect(page.get_by_text(f"New address, replaces {person.email}")).to_be_visible()
    axe()

    actions.activate(
        acting_person=make_person("lee_new", email=NEW), invitation=Invitation.objects.get()
    )
    page.goto(live_server.url + reverse("dashboard"))
    axe()
    page.get_by_role("link", name="Finish changes of e-mail address").click()
    expect(page.get_by_label("IT Contact (secondary)")).to_be_checked()
    axe()
    page.get_by_label("Credential Delegate").uncheck()
    page.get_by_role("button", name="Finish the change").click()
    expect(page.get_by_text("The rest stays there until you end it.")).to_be_visible()
    expect(page.get_by_text(f"Before: {person.email}")).to_be_visible()
    axe()
    page.get_by_role("link", name=person.email).click()
    expect(page.get_by_text(f"continued as {NEW}")).to_be_visible()
    axe()


def test_a_person_chooses_how_mail_comes(
    page: Page, live_server: Any, axe: Axe, screen: Any, signed_in_as: Any, cast: Cast
) -> None:
    signed_in_as(cast.liaison)
    page.goto(live_server.url + reverse("notifications"))
    page.get_by_role("link", name="Choose how you get e-mail").click()
    axe()
    page.get_by_label("One message a week").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Mondays at 8:00 a.m. Eastern Time")
    axe()
    assert MailPreference.objects.get().weekly_digest


def test_an_invited_person_reads_what_the_new_address_replaces_without_javascript(
    browser: Any, live_server: Any, cast: Cast
) -> None:
    contact = make_contact(cast.lakeside, make_person("lee_park"), ["other"])
    invitation = invite_new_address(
        acting_person=cast.exec,
        contact=contact,
        invitee=Invitee(first_name="Lee", last_name="Park", email=NEW),
        codes=["other"],
    )
    page = browser.new_context(java_script_enabled=False).new_page()
    link = reverse("open_invitation", args=[token_for(invitation.pk, 1)])
    page.goto(live_server.url + link)
    page.get_by_label("Security code").fill(code_for(invitation.pk, 1))
    page.get_by_label("Security code").press("Enter")
    expect(page.get_by_text("It replaces lee_park@example.org")).to_be_visible()
