"""The SSP Helpdesk in a browser: somebody asks, CMS staff answer, and it is read."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_shell import Axe
from tests.cast import Cast

pytestmark = pytest.mark.rule("J3")


def test_a_message_is_asked_answered_and_read(
    page: Page, live_server: Any, axe: Axe, cast: Cast, signed_in_as: Any
) -> None:
    signed_in_as(cast.exec)
    page.goto(f"{live_server.url}/help/")
    page.get_by_label("Your message").fill("How do I end a contact?")
    page.get_by_role("button", name="Send the message").click()
    expect(page.get_by_role("status")).to_contain_text("reference number")
    axe()
    thread = page.url

    signed_in_as(cast.cms_analyst)
    page.goto(f"{live_server.url}/admin/helpdesk/ticket/")
    axe()
    page.get_by_role("main").locator("#result_list tbody th a").first.click()
    axe()
    page.get_by_role("link", name="Answer", exact=True).click()
    page.get_by_label("Answer").fill("On the Contacts subtab.")
    axe()
    page.get_by_role("button", name="Send the answer").click()
    expect(page.locator(".messagelist")).to_be_visible()

    signed_in_as(cast.exec)
    page.goto(thread)
    expect(page.locator("main")).to_contain_text("On the Contacts subtab.")


def test_a_stranger_asks_from_the_page_where_they_are_stuck(
    page: Page, live_server: Any, axe: Axe
) -> None:
    page.goto(f"{live_server.url}/help/?from=code")
    expect(page.get_by_label("What is it about?")).to_have_value("code")
    page.get_by_role("button", name="Send the message").click()
    expect(page.get_by_role("alert")).to_be_focused()
    axe()
