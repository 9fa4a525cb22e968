"""The yearly review in a real browser: from the first contact to the record, at two widths."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from recertification.actions import confirm_contacts
from tests.cast import Cast, make_person
from tests.signing_in import give_second_factor

Axe = Callable[..., None]
# The browser says so where the address leads to a line of the list, which takes the focus.
AT_A_LINE = "Autofocus processing was blocked"
REVIEW = "/acos/A9101/contacts/review/"

pytestmark = pytest.mark.usefixtures("screen", "season")


@pytest.fixture
def season(settings: Any) -> None:
    """A review that is on whatever the day."""
    settings.RECERTIFICATION_OPENS = (2, 1)
    settings.RECERTIFICATION_DUE = (1, 31)


def go_through(page: Page, axe: Axe) -> None:
    """Confirm one, end one, confirm the others, complete, read the record."""
    page.get_by_role("link", name="Yearly review").click()
    expect(page.locator("main")).to_contain_text("0 of 5 done")
    axe()
    page.get_by_role("button", name="Confirm The Delegate").click()
    expect(page.get_by_role("status")).to_have_text("The Delegate is confirmed.")
    expect(page.locator("main")).to_contain_text("1 of 5 done")
    page.get_by_role("link", name="End The It").click()
    axe()
    page.get_by_role("button", name="End The It").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter a reason")
    axe()
    page.get_by_label("Reason").fill("Left in May")
    page.get_by_role("button", name="End The It").click()
    expect(page.locator("main")).to_contain_text("Left in May")
    page.get_by_text("Cannot be ended").click()
    expect(page.get_by_text("last QPP Security Official")).to_be_visible()
    axe()
    page.get_by_role("link", name="Confirm all the others").click()
    expect(page.locator("h1")).to_have_text("Confirm 3 contacts?")
    axe()
    page.get_by_role("button", name="Confirm 3 contacts").click()
    expect(page.locator("main")).to_contain_text("Everyone is answered")
    axe()
    page.get_by_role("button", name="Complete the review").click()
    expect(page.locator("main")).to_contain_text("The Exec completed the review")
    axe()
    page.get_by_role("link", name="See the record").click()
    expect(page.locator("main")).to_contain_text("4 confirmed, 1 ended")
    axe()
    with page.expect_download() as download:
        page.get_by_role("link", name="Export").click()
    assert download.value.suggested_filename.startswith("A9101-yearly-review-")


@pytest.fixture
def lakeside(cast: Cast, signed_in_as: Any) -> Cast:
    cast.liaison, cast.it, cast.delegate, cast.security_official  # noqa: B018
    signed_in_as(cast.exec)
    return cast


def test_an_administrator_goes_through_all_contacts(
    page: Page, live_server: Any, axe: Axe, lakeside: Cast
) -> None:
    page.goto(f"{live_server.url}/acos/A9101/contacts/")
    go_through(page, partial(axe, allow=[AT_A_LINE]))


def test_without_javascript_it_goes_the_same_way(
    browser: Browser, page: Page, live_server: Any, lakeside: Cast
) -> None:
    context = browser.new_context(
        java_script_enabled=False,
        viewport=page.viewport_size,
        storage_state=page.context.storage_state(),
    )
    try:
        shown = context.new_page()
        shown.goto(f"{live_server.url}/acos/A9101/contacts/")
        go_through(shown, lambda: None)
    finally:
        context.close()


def test_after_an_answer_the_keyboard_stands_at_its_line(
    page: Page, live_server: Any, lakeside: Cast
) -> None:
    page.goto(f"{live_server.url}{REVIEW}")
    page.get_by_role("button", name="Confirm The Delegate").press("Enter")
    expect(page.get_by_role("status")).to_be_visible()
    page.keyboard.press("Tab")  # the name on the line that was answered
    expect(page.get_by_role("link", name="Delegate, The")).to_be_focused()


def test_a_reader_and_a_search_that_finds_nobody(
    page: Page, live_server: Any, axe: Axe, lakeside: Cast, signed_in_as: Any
) -> None:
    signed_in_as(lakeside.it)
    page.goto(f"{live_server.url}{REVIEW}")
    expect(page.locator("main")).to_contain_text("Administrators of this ACO do the review")
    axe()
    page.get_by_label("Search", exact=True).fill("zzz")
    page.get_by_role("button", name="Search", exact=True).last.click()
    expect(page.locator("main")).to_contain_text("Nobody here matches")
    axe()


def test_cms_staff_read_the_list(
    page: Page, live_server: Any, axe: Axe, lakeside: Cast, signed_in_as: Any
) -> None:
    ids = [contact.pk for contact in lakeside.lakeside.contacts.all()[:2]]
    confirm_contacts(acting_person=lakeside.exec, aco=lakeside.lakeside, contact_ids=ids)
    person = make_person("sue.staff", is_staff=True, is_superuser=True)
    give_second_factor(person)
    signed_in_as(person)
    page.goto(f"{live_server.url}/admin/recertification/acoreview/")
    expect(page.locator("#result_list")).to_contain_text("2 of 5")
    expect(page.locator("#result_list")).to_contain_text("Under way")
