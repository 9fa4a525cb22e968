"""Service dates in a real browser: uploaded, answered, taken; also without JavaScript."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, FilePayload, Page, expect

from participants.data_sharing.actions import answer_waiting
from participants.data_sharing.models import DataSharingAccess
from tests.cast import Cast, make_participant

PAGE = "/acos/A9101/participants/data-sharing/"
TIN = "001234567"
MBI, UNSERVED = "1EG4TE5MK73", "1EG4TE5MK72"

pytestmark = pytest.mark.rule("C7")


@pytest.fixture
def services(cast: Cast, settings: Any, tmp_path: Path, monkeypatch: Any) -> FilePayload:
    """A file of two beneficiaries and a bad line; the test itself is the worker."""
    settings.FILES_ROOT = tmp_path
    monkeypatch.setattr("participants.data_sharing.actions.nudge", lambda _: None)
    make_participant(cast.lakeside, "Elm Clinic", tin=TIN)
    today = timezone.localdate()
    lines = f"mbi,tin,service_date\n{MBI},{TIN},{today}\n{UNSERVED},,\nnobody,{TIN},{today}\n"
    return FilePayload(name="services.csv", mimeType="text/csv", buffer=lines.encode())


def upload(page: Page, services: FilePayload, axe: Callable[..., None]) -> None:
    expect(page.get_by_text("No file has been uploaded.")).to_be_visible()
    axe()
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose a file.")
    axe()
    page.get_by_label("File of service dates").set_input_files(files=[services])
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_text("0% read.")).to_be_visible()


@pytest.mark.usefixtures("screen")
def test_service_dates_become_the_revised_request_file(
    page: Page,
    live_server: Any,
    axe: Callable[..., None],
    cast: Cast,
    signed_in_as: Any,
    services: FilePayload,
) -> None:
    signed_in_as(cast.it)
    page.goto(f"{live_server.url}{PAGE}")
    upload(page, services, axe)
    answer_waiting()
    expect(page.get_by_text("2 beneficiaries in 3 lines")).to_be_visible()  # by itself
    expect(page.locator("main")).to_contain_text("Line 4")
    axe()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the revised request file").click()
    answers = Path(download.value.path()).read_text("utf-8")
    assert f"{MBI},Y" in answers
    assert f"{UNSERVED},N" in answers
    assert DataSharingAccess.objects.get().person == cast.it
    page.get_by_role("button", name="Delete it now").click()
    expect(page.get_by_role("status")).to_contain_text("Deleted: services.csv.")
    axe()


def test_without_javascript_a_link_shows_how_far_it_is(
    browser: Browser, live_server: Any, cast: Cast, services: FilePayload
) -> None:
    context = browser.new_context(java_script_enabled=False)
    for name, cookie in cast.browser("it").cookies.items():
        context.add_cookies([{"name": name, "value": cookie.value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}{PAGE}")
    upload(page, services, lambda: None)
    answer_waiting()
    page.get_by_role("link", name="Show how far it is now").click()
    expect(page.get_by_text("2 beneficiaries in 3 lines")).to_be_visible()
    context.close()
