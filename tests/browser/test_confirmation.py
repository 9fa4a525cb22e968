"""A signer confirms who replaces the ACO Executive, in a real browser (rule A5)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from contacts.models import Contact
from invitations.actions import Invitee, invite
from tests.cast import Cast

pytestmark = [pytest.mark.rule("A5"), pytest.mark.django_db(transaction=True)]

Axe = Callable[..., None]
JO = Invitee(first_name="Jo", last_name="Chen", email="jo.chen@example.net")


def test_what_an_administrator_leaves_is_taken_over_and_confirmed(
    page: Page, live_server: Any, axe: Axe, screen: Any, signed_in_as: Any, cast: Cast
) -> None:
    cast.exec, cast.signer  # noqa: B018 - who is replaced, and who takes over
    invitation = invite(
        acting_person=cast.applicant, aco=cast.lakeside, invitee=JO, codes=["aco_executive"]
    )
    signed_in_as(cast.liaison)
    leaving = Contact.objects.get(person=cast.applicant)
    page.goto(live_server.url + reverse("end_contact", args=["A9101", leaving.pk]))
    expect(page.get_by_text("jo.chen@example.net as ACO Executive")).to_be_visible()
    axe()
    page.get_by_label("Open invitations").select_option(label="The Signer takes them over")
    page.get_by_label("Reason").fill("Left")
    page.get_by_role("button", name="End access").click()
    expect(page.get_by_text("by The Exec or another signer, until")).to_be_visible()
    axe()
    signed_in_as(cast.signer)
    page.goto(live_server.url + reverse("dashboard"))
    page.get_by_role("link", name="Confirm who takes over").click()
    expect(page.get_by_text("The Exec, ACO Executive")).to_be_visible()
    expect(page.get_by_text("The Applicant")).to_be_visible()
    axe()
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("status")).to_contain_text("You confirmed.")
    invitation.refresh_from_db()
    assert invitation.confirmed_by == cast.signer
