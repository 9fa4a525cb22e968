"""Screening as CMS staff work with it in the admin: started, watched, settled, lists loaded."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from participants.screening.actions.runs import go_on
from participants.screening.models.findings import Finding
from participants.screening.models.lists import ListLoad
from tests.cast import Cast, make_aco, make_participant
from tests.participants.screening.screened import came_in

pytestmark = pytest.mark.rule("C5")


@pytest.fixture
def overlap(cast: Cast) -> None:
    """Lakeside asks for a TIN that is on another ACO's list."""
    make_participant(make_aco("A9102", "Harbor"), tin="007000001")
    came_in(cast.lakeside, cast.exec, "007000001")


@pytest.mark.usefixtures("screen", "overlap")
def test_a_screening_is_started_watched_and_its_finding_waived(
    page: Page, live_server: Any, axe: Callable[..., None], cast: Cast, signed_in_as: Any
) -> None:
    signed_in_as(cast.cms_analyst)
    page.goto(f"{live_server.url}/admin/participants_screening/screeningrun/")
    axe()
    page.get_by_role("button", name="Screen the whole program").click()
    expect(page.get_by_text("Waiting for a worker")).to_be_visible()
    axe()
    go_on()
    page.get_by_role("link", name="Open findings").click()  # the page has come by itself
    expect(page).to_have_title(re.compile("Findings"))
    axe()
    finding = Finding.objects.get(reason="overlap_aco")
    page.goto(f"{live_server.url}/admin/participants_screening/finding/{finding.pk}/change/")
    expect(page.get_by_text("A9102 lists it, from January 1, 2026")).to_be_visible()
    axe()
    page.get_by_role("button", name="Waive").click()
    expect(page.get_by_label("Why")).to_be_visible()
    axe()
    page.get_by_role("button", name="Waive findings").click()
    expect(page.get_by_text("Enter a reason.").first).to_be_visible()
    axe()
    page.get_by_label("Why").fill("It leaves A9102 on December 31.")
    page.get_by_label("Open again on").fill("01/01/2099")
    page.get_by_role("button", name="Waive findings").click()
    expect(page.get_by_text("1 finding is waived.")).to_be_visible()
    finding.refresh_from_db()
    assert finding.waived_by == cast.cms_analyst


@pytest.mark.usefixtures("screen")
def test_a_list_is_loaded_and_its_bad_lines_are_told(
    page: Page, live_server: Any, axe: Callable[..., None], cast: Cast, signed_in_as: Any
) -> None:
    signed_in_as(cast.cms_staff)
    page.goto(f"{live_server.url}/admin/participants_screening/listload/add/")
    axe()
    page.get_by_label("Which list").select_option("Deactivated NPIs")
    lines = b"npi,deactivation_date\n2000000002,06/05/2026\n1234567890,06/05/2026\n"
    file = FilePayload(name="npis.csv", mimeType="text/csv", buffer=lines)
    page.get_by_label("The list, a CSV file").set_input_files(files=[file])
    page.get_by_role("button", name="Load").click()
    expect(page.get_by_text("1 new, 0 changed, 0 as they were.")).to_be_visible()
    expect(page.get_by_text("Line 3: This is not an NPI")).to_be_visible()
    axe()
    assert ListLoad.objects.get().loaded_by == cast.cms_staff


@pytest.mark.usefixtures("overlap")
def test_without_javascript_a_link_shows_how_far_it_is(
    browser: Browser, live_server: Any, cast: Cast
) -> None:
    context = browser.new_context(java_script_enabled=False)
    for name, cookie in cast.browser("cms_analyst").cookies.items():
        context.add_cookies([{"name": name, "value": cookie.value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/admin/participants_screening/screeningrun/")
    page.get_by_role("button", name="Screen the whole program").click()
    expect(page.get_by_text("Waiting for a worker")).to_be_visible()
    go_on()
    page.get_by_role("link", name="Show how far it is now").click()
    expect(page.get_by_text("Ended.")).to_be_visible()
    context.close()
