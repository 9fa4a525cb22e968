"""One person in several ACOs, in a real browser: invited to them, and ended in them."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from accounts.models import Person
from contacts.models import HeldType
from invitations.models import Invitation
from tests.cast import Cast, make_contact, make_person
from tests.contacts.several import several

# The list is shown again where it was, and not from the top of the page.
FRAGMENT = ["Autofocus processing was blocked because a document's URL has a fragment"]
NARROW: ViewportSize = {"width": 320, "height": 740}


@pytest.mark.rule("J5")
def test_from_add_new_contact_to_invitations_of_several_acos(
    page: Page,
    live_server: Any,
    screen: Any,
    signed_in_as: Callable[[Person], None],
    cast: Cast,
    axe: Callable[..., None],
) -> None:
    acos = several(cast.exec, 12)
    jo = make_person("jo_chen", email="jo.chen@example.net")
    make_contact(acos[1], jo, ["other"])
    signed_in_as(cast.exec)
    page.goto(f"{live_server.url}/acos/A9201/contacts/add/")
    page.get_by_label("First name").fill("Jo")
    page.get_by_label("Last name").fill("Chen")
    page.get_by_role("button", name="Invite to your other ACOs too").click()
    expect(page.get_by_label("First name")).to_have_value("Jo")
    expect(page.get_by_label("Harbor 01 ACO (A9201)")).to_be_checked()
    axe()
    page.get_by_role("button", name="Choose all").click()
    axe(allow=FRAGMENT)
    page.get_by_label("Harbor 12 ACO (A9212)").uncheck()
    page.locator("summary", has_text="Other").last.click()
    page.get_by_label("Other Contact").check()
    page.get_by_label("E-mail").fill("jo.chen")
    page.get_by_label("E-mail").press("Enter")  # presses the button at the end, not the first one
    expect(page.get_by_role("alert")).to_contain_text("Correct 1 error")
    expect(page.get_by_label("Harbor 12 ACO (A9212)")).not_to_be_checked()
    axe()
    page.get_by_label("E-mail").fill("jo.chen@example.net")
    page.get_by_label("E-mail").press("Enter")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Invite Jo Chen to 11 ACOs?")
    expect(page.get_by_role("row", name="Harbor 02 ACO (A9202)")).to_contain_text("already")
    axe()
    page.set_viewport_size(NARROW)
    axe()
    page.get_by_role("button", name="Invite to 11 ACOs").dblclick()
    expect(page.get_by_text("Jo Chen is invited to 11 ACOs")).to_be_visible()
    assert Invitation.objects.count() == 11


@pytest.mark.rule("J5")
def test_access_ends_in_the_acos_that_were_chosen(
    page: Page,
    live_server: Any,
    screen: Any,
    signed_in_as: Callable[[Person], None],
    cast: Cast,
    axe: Callable[..., None],
) -> None:
    acos = several(cast.exec, 4)
    lee = make_person("lee_park")
    contacts = [make_contact(aco, lee, ["financial"]) for aco in acos]
    make_contact(acos[3], lee, ["qpp_security_official"])
    signed_in_as(cast.exec)
    page.goto(f"{live_server.url}/acos/A9201/contacts/{contacts[0].pk}/")
    page.get_by_role("link", name="End access in several ACOs").click()
    axe()
    page.get_by_role("button", name="Choose all").click()
    axe(allow=FRAGMENT)
    page.get_by_label("Harbor 03 ACO (A9203)").uncheck()
    page.get_by_role("button", name="Review").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("End access for Lee Park in 2 ACOs?")
    axe()
    page.get_by_role("button", name="End access").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter a reason.")
    page.set_viewport_size(NARROW)
    axe()
    page.get_by_label("Reason").fill("Left the organization")
    page.get_by_role("button", name="End access").click()
    expect(page.get_by_text("no longer a contact of 2 ACOs (A9201, A9202)")).to_be_visible()
    assert HeldType.objects.active().filter(contact__person=lee).count() == 3
