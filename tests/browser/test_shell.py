"""The page shell in a real browser: with and without script, on a desk and on a phone."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.cast import Cast

VISITOR_PAGES = [
    "/",
    "/help/",
    "/account/sign-in/",
    "/account/create/",
    "/account/password/reset/",
    "/account/password/reset/sent/",
    "/account/password/reset/done/",
    "/account/password/reset/key/0-gone/",
    "/account/inactive/",
    "/api/v1/docs/",
    "/api/v1/docs/limits/",
    "/api/v1/docs/problems/",
    "/api/v1/docs/problems/not-found/",
]
PERSONS_PAGES = [
    "/help/",
    "/account/password/",
    "/account/sessions/",
    "/account/sign-out/",
    "/account/reauthenticate/",
]

Axe = Callable[..., None]


@pytest.mark.rule("A20")
@pytest.mark.parametrize("path", VISITOR_PAGES)
def test_a_visitor_reads_every_page(page: Page, live_server: Any, axe: Axe, path: str) -> None:
    page.goto(live_server.url + path)
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("header").get_by_text("1-888-734-6433")).to_be_visible()
    axe()


@pytest.mark.rule("A20")
@pytest.mark.parametrize("path", PERSONS_PAGES)
def test_a_signed_in_person_reads_every_page(
    page: Page, live_server: Any, axe: Axe, cast: Cast, signed_in_as: Any, path: str
) -> None:
    cast.outsider.set_password("Their-0wn-Long-Password")
    cast.outsider.save()
    signed_in_as(cast.outsider)
    page.goto(live_server.url + path)
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("header").get_by_text("1-888-734-6433")).to_be_visible()
    axe()


def test_an_unknown_page_is_sound_too(page: Page, live_server: Any, axe: Axe) -> None:
    page.goto(f"{live_server.url}/nowhere/")
    axe(allow=["status of 404"])


def test_a_form_with_errors_takes_the_focus_and_leads_to_the_field(
    page: Page, live_server: Any, axe: Axe
) -> None:
    page.goto(f"{live_server.url}/account/sign-in/")
    page.locator("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_focused()
    axe()
    page.get_by_role("alert").get_by_role("link").first.click()
    expect(page.locator("#id_login")).to_be_focused()


def test_the_first_tab_leads_past_the_banner(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/help/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["1280px", "375px"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_menus_open_by_keyboard(
    browser: Browser,
    page: Page,
    live_server: Any,
    cast: Cast,
    signed_in_as: Any,
    script: bool,
    size: ViewportSize,
) -> None:
    signed_in_as(cast.outsider)
    context = browser.new_context(
        java_script_enabled=script,
        viewport=size,
        storage_state=page.context.storage_state(),
    )
    try:
        shown = context.new_page()
        shown.goto(f"{live_server.url}/help/")
        menu = shown.get_by_role("navigation", name="Main")
        if size == PHONE:
            expect(menu).to_be_hidden()
            shown.get_by_role("button", name="Menu").press("Enter")
        expect(menu).to_be_visible()
        shown.keyboard.press("Escape")
        if size == DESKTOP:
            expect(menu).to_be_visible()
        shown.locator(".name-menu summary").press("Enter")
        expect(shown.get_by_role("button", name="Sign out")).to_be_visible()
        if script:
            shown.keyboard.press("Escape")
            expect(shown.get_by_role("button", name="Sign out")).to_be_hidden()
            expect(shown.locator(".name-menu summary")).to_be_focused()
    finally:
        context.close()
