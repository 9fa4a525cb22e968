"""Participant lists in a real browser: list, participant, TIN and comparison, at two widths."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from participants.lists.models import ProviderSupplier
from tests.cast import Cast, make_participant

Axe = Callable[..., None]
LIST = "/acos/A9101/participants/"


@pytest.fixture
def lakeside(cast: Cast, signed_in_as: Any) -> Cast:
    """Two participants, of which one leaves; and one that joins."""
    jan, june = date(2026, 1, 1), date(2026, 6, 1)
    aco = cast.lakeside
    npis = ["2000000002", "2000000010"]
    facts: dict[str, Any] = {"doing_business_as": "Elm Care", "sole_proprietor": True}
    elm = make_participant(aco, "Elm Street", tin="001234567", since=jan, providers=npis, **facts)
    ProviderSupplier.objects.filter(participant=elm).update(name="Jo Chen", specialty="Cardiology")
    make_participant(aco, "Oak Clinic", since=jan, until=june)
    make_participant(aco, "Ash Health Network", tin="", since=june)
    signed_in_as(cast.exec)
    return cast


def go_through(page: Page, axe: Axe) -> None:
    """From the list of a day to a participant, its TIN, and what differs between two days."""
    expect(page.locator("h1")).to_have_text("Participants")
    page.get_by_label("Show the list as of").fill("2026-03-01")
    page.get_by_label("Name or complete TIN").fill("00-1234567")
    page.get_by_role("button", name="Search", exact=True).last.click()
    expect(page.locator("main")).to_contain_text("Participants with the TIN •••••4567")
    assert "1234567" not in page.url
    axe()
    page.get_by_role("link", name="Show all participants").click()
    expect(page.locator("tbody tr")).to_have_count(2)
    expect(page.locator("main")).to_contain_text("as it was on March 1, 2026")
    axe()
    page.get_by_role("link", name="Elm Street").click()
    expect(page.locator("main")).to_contain_text("2000000002")
    axe()
    page.get_by_role("button", name="Show in full").click()
    expect(page.locator("#tin")).to_contain_text("00-1234567")
    expect(page.locator("main")).to_contain_text("TIN shown in full")
    axe()
    page.get_by_role("navigation", name="This ACO").get_by_role("link", name="Participants").click()
    page.get_by_role("link", name="Compare two lists").click()
    page.get_by_label("as of").first.fill("2026-05-01")
    page.get_by_label("as of").last.fill("2026-07-01")
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("main")).to_contain_text("1 participant joined, 1 left, 0 changed")
    axe()


@pytest.mark.usefixtures("screen")
def test_an_administrator_reads_the_lists(
    page: Page, live_server: Any, axe: Axe, lakeside: Cast
) -> None:
    page.goto(f"{live_server.url}{LIST}")
    go_through(page, axe)


def test_without_javascript_it_goes_the_same_way(
    browser: Browser, page: Page, live_server: Any, lakeside: Cast
) -> None:
    context = browser.new_context(
        java_script_enabled=False, storage_state=page.context.storage_state()
    )
    try:
        shown = context.new_page()
        shown.goto(f"{live_server.url}{LIST}")
        go_through(shown, lambda: None)
    finally:
        context.close()


@pytest.mark.usefixtures("screen")
def test_the_admin_page_of_a_participant_and_its_import(
    page: Page, live_server: Any, lakeside: Cast, signed_in_as: Any
) -> None:
    signed_in_as(lakeside.cms_staff)
    page.goto(f"{live_server.url}/admin/participants_lists/participant/")
    page.get_by_label("Complete TIN").fill("001234567")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Elm Street").click()
    page.get_by_role("link", name="Show the TIN in full").click()
    page.get_by_role("button", name="Show the TIN in full").click()
    expect(page.locator("#content")).to_contain_text("00-1234567")
    page.goto(f"{live_server.url}/admin/participants_lists/participant/import/")
    expect(page.get_by_label("The list, a CSV file")).to_be_visible()
