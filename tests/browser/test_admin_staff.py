"""The pages on which CMS staff step in, under the strict policy and with axe."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from contacts.models import Contact
from tests.cast import Cast, make_contact, make_person

pytestmark = pytest.mark.usefixtures("screen")


@pytest.mark.rule("A17")
def test_ending_types_in_an_acos_place(
    page: Page, live_server: Any, axe: Callable[..., None], cast: Cast, signed_in_as: Any
) -> None:
    contact = Contact.objects.get(person=cast.exec)
    signed_in_as(cast.cms_staff)
    page.goto(f"{live_server.url}/admin/contacts/contact/{contact.pk}/change/")
    page.get_by_role("link", name="End contact types in the ACO's place").click()
    page.get_by_label("ACO Executive").check()
    page.get_by_label("Why CMS ends them").fill("The ACO has closed")
    page.get_by_role("button", name="Show what this does").click()
    expect(page.get_by_text("The ACO itself could not do this")).to_be_visible()
    axe()
    page.get_by_role("button", name="End these types").click()
    expect(page.get_by_text("The types are ended.")).to_be_visible()
    assert not contact.held_types.active().exists()


def test_merging_two_accounts(
    page: Page, live_server: Any, axe: Callable[..., None], cast: Cast, signed_in_as: Any
) -> None:
    gone = make_person("ana_p")
    make_contact(cast.lakeside, gone, ["financial"])
    signed_in_as(cast.cms_staff)
    page.goto(f"{live_server.url}/admin/accounts/person/{make_person('ana_park').pk}/merge/")
    axe()
    page.get_by_label("The account that goes").fill("ana_p")
    page.get_by_role("button", name="Show what happens").click()
    expect(page.get_by_text("Lakeside Care Partners ACO (A9101): Financial")).to_be_visible()
    axe()
    page.get_by_label("How it is known").fill("Both signed the same form")
    page.get_by_role("button", name="Merge the two accounts").click()
    expect(page.get_by_text("Both addresses are told.")).to_be_visible()
    gone.refresh_from_db()
    assert not gone.is_active


def test_what_staff_may_do(
    page: Page, live_server: Any, axe: Callable[..., None], cast: Cast, signed_in_as: Any
) -> None:
    signed_in_as(cast.cms_viewer)
    page.goto(f"{live_server.url}/admin/")
    page.get_by_role("link", name="What CMS staff may do").click()
    expect(page.get_by_role("cell", name="yes").first).to_be_visible()
    axe()
