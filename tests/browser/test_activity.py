"""The Activity pages in a real browser, on a desk and on a phone."""

from collections.abc import Callable
from typing import Any

import pghistory
import pytest
from playwright.sync_api import Page, expect

from contacts.actions import end_types
from contacts.models import Contact
from invitations.actions import Invitee, invite
from tests.cast import Cast, make_person

Axe = Callable[..., None]
pytestmark = pytest.mark.usefixtures("screen")


@pytest.fixture
def history(cast: Cast) -> Cast:
    contact = Contact.objects.get(person=cast.it)
    end_types(acting_person=cast.exec, contact=contact, codes={"it_primary"}, reason="left us")
    jo = Invitee(first_name="Jo", last_name="Chen", email="jo.chen@example.net")
    invite(acting_person=cast.exec, aco=cast.lakeside, invitee=jo, codes=["other", "cms_liaison"])
    with pghistory.context(
        acting_person=cast.exec.pk, url="/acos/A9101/contacts/1/", address="192.0.2.44"
    ):
        Contact.objects.filter(pk=contact.pk).update(title="Director", phone="937-555-0142")
    return cast


@pytest.mark.rule("E3", "A19")
def test_who_ended_what_and_why(
    page: Page, live_server: Any, axe: Axe, history: Cast, signed_in_as: Any
) -> None:
    signed_in_as(history.exec)
    page.goto(f"{live_server.url}/acos/A9101/activity/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Activity")
    axe()
    page.get_by_label("What happened").select_option("type_ended")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("tbody tr").first).to_contain_text("ended The It's Information Technology")
    page.locator("summary", has_text="Details").first.click()
    expect(page.locator("details dl").first).to_contain_text("left us")
    axe()


def test_details_open_by_keyboard_and_say_what_changed(
    page: Page, live_server: Any, axe: Axe, history: Cast, signed_in_as: Any
) -> None:
    signed_in_as(history.exec)
    page.goto(f"{live_server.url}/acos/A9101/activity/?kind=contact_changed")
    page.locator("summary", has_text="Details").first.press("Enter")
    expect(page.locator(".activity-changes").first).to_contain_text("Director")
    axe()


def test_a_date_that_is_none_leads_to_its_field(
    page: Page, live_server: Any, axe: Axe, history: Cast, signed_in_as: Any
) -> None:
    signed_in_as(history.exec)
    page.goto(f"{live_server.url}/acos/A9101/activity/?until=9999-12-31")
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.locator("#id_until")).to_be_focused()
    axe()


def test_nothing_fits(
    page: Page, live_server: Any, axe: Axe, history: Cast, signed_in_as: Any
) -> None:
    signed_in_as(history.exec)
    page.goto(f"{live_server.url}/acos/A9101/activity/?q=nobody")
    expect(page.locator("main")).to_contain_text("No activity matches your search.")
    axe()


def test_cms_staff_across_acos(
    page: Page, live_server: Any, axe: Axe, history: Cast, signed_in_as: Any
) -> None:
    signed_in_as(make_person("casey_staff", is_staff=True, is_superuser=True))
    page.goto(f"{live_server.url}/admin/activity/activity/?aco_id=A9101")
    expect(page.locator("main")).to_contain_text("The Exec invited Jo Chen")
    page.locator("summary", has_text="Details").first.click()
    axe()
