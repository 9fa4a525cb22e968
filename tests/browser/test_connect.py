"""Connect to an Organization, in a real browser: suggestions by keyboard, and without script."""

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from accounts.models import Person
from qpp_roles.roles.models import HeldRole, RoleRequest
from tests.browser.conftest import PHONE
from tests.cast import make_organization, make_person
from tests.qpp_roles.connect.applicants import CASES
from tests.signing_in import sign_in

CONNECT = "/manage-access/connect/"
# What the browser says of the errors' autofocus where a test clicks before it comes to that.
QUICK = ["Autofocus processing was blocked"]


def test_a_practice_is_found_by_keyboard_and_its_first_security_official_validated(
    page: Page,
    live_server: Any,
    screen: Any,
    signed_in_as: Callable[[Person], None],
    axe: Callable[..., None],
    db: None,
) -> None:
    practice = CASES["practice"].make()
    make_organization(name="Elm Tree Pediatrics", location="Albany, NY")
    make_organization(name="Elmwood Clinic")
    signed_in_as(make_person("jo_chen"))
    page.goto(f"{live_server.url}{CONNECT}")
    axe(allow=QUICK)
    page.get_by_role("radio", name="Practice").check()
    page.get_by_role("button", name="Continue").click()
    _choose_by_keyboard(page, axe)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Choose your role")
    expect(page.get_by_role("radio", name="Staff User")).to_be_disabled()
    expect(page.get_by_role("radio", name="Security Official")).to_be_checked()
    axe(allow=QUICK)
    facts = {"TIN of": "001700001", "NPI of": "2000000010", "PTAN": "ZZZ92818Z"}
    for label, value in facts.items():
        page.get_by_role("textbox", name=label).fill(value)
    page.get_by_role("button", name="Validate and continue").click()
    expect(page.get_by_role("alert")).to_contain_text("could not be validated")
    axe(allow=QUICK)
    # Away and back: nothing is lost.
    page.get_by_role("button", name="Change organization").click()
    expect(page.get_by_text("Your choice so far: Elm Street Family Practice")).to_be_visible()
    axe(allow=QUICK)
    page.get_by_role("button", name="Continue with it").click()
    expect(page.get_by_role("textbox", name="NPI of")).to_have_value("2000000010")
    page.get_by_role("textbox", name="NPI of").fill("2000000002")
    page.get_by_role("button", name="Validate and continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are Security Official")
    axe(allow=QUICK)
    assert HeldRole.objects.get().organization == practice


def _choose_by_keyboard(page: Page, axe: Callable[..., None]) -> None:
    field = page.get_by_role("combobox", name="Legal business name, or complete TIN")
    field.press_sequentially("elm", delay=20)
    options = page.get_by_role("option")
    expect(options).to_have_count(3)
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status")).to_have_text(re.compile("3 suggestions"))
    axe(allow=QUICK)
    field.press("ArrowDown")
    field.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("elm")
    field.press("ArrowDown")  # asks again
    expect(options).to_have_count(3)
    field.press("ArrowUp")  # from the field to the last one, and on
    field.press("ArrowUp")
    field.press("ArrowUp")
    expect(options.nth(0)).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", "id_typed_list_0")
    field.press("Enter")
    expect(field).to_have_value("Elm Street Family Practice")
    expect(page.get_by_role("status")).to_contain_text("is chosen")
    axe(allow=QUICK)


def test_the_focus_is_never_lost_after_the_list(
    page: Page, live_server: Any, screen: Any, signed_in_as: Callable[[Person], None], db: None
) -> None:
    """The list is longer than its box, so that browsers would make it a stop for Tab."""
    for n in range(12):
        make_organization(name=f"Elm Practice {n:02}", location="Lansing, MI")
    signed_in_as(make_person("jo_chen"))
    page.goto(f"{live_server.url}{CONNECT}")
    page.get_by_role("radio", name="Practice").check()
    page.get_by_role("button", name="Continue").click()
    field, onward = page.get_by_role("combobox"), page.get_by_role("button", name="Continue")
    options, listbox = page.get_by_role("option"), page.get_by_role("listbox")
    page.keyboard.press("Tab")
    field.focus()
    page.keyboard.type("elm pr")
    expect(options).to_have_count(10)
    page.keyboard.press("Tab")  # past the open list
    expect(onward).to_be_focused()
    expect(listbox).to_be_hidden()
    page.keyboard.press("Shift+Tab")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")  # opens it again
    expect(options).to_have_count(10)
    page.keyboard.press("Escape")
    expect(listbox).to_be_hidden()
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    options.nth(3).click()
    expect(field).to_be_focused()
    expect(field).to_have_value("Elm Practice 03")
    page.keyboard.press("Control+A")
    page.keyboard.type("elm 07")
    expect(options).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    expect(field).to_have_value("Elm Practice 07")
    page.keyboard.press("Tab")
    expect(onward).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")  # sends the form
    expect(page.get_by_role("heading", level=1)).to_have_text("Choose your role")
    page.get_by_role("button", name="Change organization").click()
    field.fill("elm pr")
    field.press("Enter")  # nothing chosen: the results, which take the focus
    expect(page.get_by_role("heading", name="Found for")).to_be_focused()


def test_without_javascript_results_are_a_page_and_a_later_request_waits(
    browser: Browser, live_server: Any, db: None
) -> None:
    practice = CASES["practice"].make()
    for n in range(30):
        make_organization(name=f"Elm Practice {n:02}")
    HeldRole.objects.create(
        organization=practice,
        person=make_person("ann_ray"),
        role="security_official",
        source=HeldRole.Source.QPP_STAFF,
    )
    jo = make_person("jo_chen")
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    cookie = sign_in(Client(), jo).cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}{CONNECT}")
    page.get_by_role("radio", name="Practice").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Legal business name, or complete TIN").fill("elm")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="Next").click()
    page.get_by_role("radio", name="Elm Street Family Practice").check()
    page.get_by_role("button", name="Continue", exact=True).click()
    page.get_by_role("radio", name="Staff User").check()
    page.get_by_role("button", name="Ask for this role").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your request is pending")
    page.reload()
    assert RoleRequest.objects.get().person == jo
    context.close()
