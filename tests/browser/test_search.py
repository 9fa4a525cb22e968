"""The one search by keyboard, on the pages of ACOs and in the admin."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_shell import Axe
from tests.cast import Cast, make_contact, make_person

pytestmark = pytest.mark.rule("J2")


def test_an_administrator_finds_a_person_by_keyboard(
    page: Page, live_server: Any, axe: Axe, cast: Cast, signed_in_as: Any
) -> None:
    make_contact(cast.lakeside, make_person("sam", first_name="Sam", last_name="Ortiz"), ["other"])
    signed_in_as(cast.exec)
    page.goto(f"{live_server.url}/help/")
    field = page.get_by_role("searchbox", name="Search ACO-MS")
    page.keyboard.press("/")
    expect(field).to_be_focused()
    page.keyboard.type("ortiz/")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=ortiz%2F$"))
    expect(field).to_have_value("ortiz/")
    axe()
    page.get_by_role("link", name="Ortiz, Sam").click()
    expect(page.locator("h1")).to_contain_text("Sam Ortiz")


def test_cms_staff_search_from_the_admin(
    page: Page, live_server: Any, axe: Axe, cast: Cast, signed_in_as: Any
) -> None:
    signed_in_as(cast.cms_staff)
    page.goto(f"{live_server.url}/admin/")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Search ACO-MS")).to_be_focused()
    page.keyboard.type("lakesied")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("These are similar")
    axe()
    page.get_by_role("link", name=cast.lakeside.name).click()
    expect(page).to_have_url(re.compile(r"/admin/contacts/aco/"))
