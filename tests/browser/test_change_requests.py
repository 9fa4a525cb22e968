"""A change request in a real browser: drafted, documented, signed; at two widths."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from participants.lists.models import Participant
from participants.years.models import FeedbackCycle, PerformanceYear
from tests.cast import Cast, make_participant
from tests.participants.changes.asked import NPI, NPI2, days_ago, pdf

Axe = Callable[..., None]
LIST = "/acos/A9101/change-requests/"

pytestmark = pytest.mark.usefixtures("screen")


@pytest.fixture
def elm(cast: Cast, settings: Any, tmp_path: Path) -> Participant:
    """Lakeside has a participant; a feedback cycle is running."""
    settings.FILES_ROOT = tmp_path / "files"
    today = timezone.localdate()
    year = PerformanceYear.objects.create(
        year=today.year + 1, certify_from=today, certify_by=today + timedelta(days=40)
    )
    FeedbackCycle.objects.create(
        performance_year=year,
        number=1,
        opens_on=today - timedelta(days=9),
        closes_on=today + timedelta(days=12),
        feedback_on=today + timedelta(days=60),
    )
    return make_participant(cast.lakeside, providers=[NPI])


def scan(tmp_path: Path, name: str) -> Path:
    path = tmp_path / name
    path.write_bytes(pdf())
    return path


def add_a_participant(page: Page, axe: Axe, tmp_path: Path) -> None:
    """From the empty list over a mistake and the documents to the signature."""
    expect(page.locator("main")).to_contain_text("12 days left")
    axe()
    page.get_by_role("link", name="Start a change request").first.click()
    axe()
    page.get_by_role("link", name="Add a participant").click()
    axe()
    page.get_by_label("TIN", exact=True).fill("12-345")
    page.get_by_label("Legal business name").fill("Pine Street Clinic")
    page.get_by_label("Agreement signed on").fill(days_ago(21).isoformat())
    page.get_by_label("Providers/suppliers", exact=False).first.fill(f"{NPI2}, Dr. Ana Reyes")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_role("alert")).to_contain_text("A TIN has nine digits")
    expect(page.get_by_label("Legal business name")).to_have_value("Pine Street Clinic")
    axe()
    page.get_by_label("TIN", exact=True).fill("00-1700001")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.locator("h1")).to_have_text("Add a participant: Pine Street Clinic")
    expect(page.locator("main")).to_contain_text("9 days left")
    axe()
    for kind in ("First page", "Signature page"):
        page.get_by_label("What it is").select_option(label=f"{kind} of the participant agreement")
        page.get_by_label("File").set_input_files(scan(tmp_path, f"{kind}.pdf"))
        page.get_by_role("button", name="Add the document").click()
        expect(page.get_by_role("status")).to_have_text(f"Attached: {kind}.pdf.")
    axe()
    page.get_by_role("link", name="Look at it and submit").click()
    expect(page.locator("main")).to_contain_text("If CMS approves, it joins the list on January 1")
    axe()
    page.get_by_role("button", name="Submit it to CMS").click()
    expect(page.get_by_role("status")).to_contain_text("Submitted to CMS: Add a participant")
    expect(page.locator("table")).to_contain_text("In time")
    axe()


def test_a_signer_adds_a_participant(
    page: Page,
    live_server: Any,
    axe: Axe,
    cast: Cast,
    elm: Participant,
    signed_in_as: Any,
    tmp_path: Path,
) -> None:
    signed_in_as(cast.exec)
    page.goto(f"{live_server.url}{LIST}")
    add_a_participant(page, axe, tmp_path)


def test_without_javascript_it_goes_the_same_way(
    browser: Browser,
    page: Page,
    live_server: Any,
    cast: Cast,
    elm: Participant,
    signed_in_as: Any,
    tmp_path: Path,
) -> None:
    signed_in_as(cast.exec)
    context = browser.new_context(
        java_script_enabled=False,
        viewport=page.viewport_size,
        storage_state=page.context.storage_state(),
    )
    try:
        shown = context.new_page()
        shown.goto(f"{live_server.url}{LIST}")
        add_a_participant(shown, lambda: None, tmp_path)
    finally:
        context.close()


def test_many_by_file_and_a_removal_signed(
    page: Page,
    live_server: Any,
    axe: Axe,
    cast: Cast,
    elm: Participant,
    signed_in_as: Any,
    tmp_path: Path,
) -> None:
    signed_in_as(cast.exec)
    file = tmp_path / "changes.csv"
    file.write_text(
        "Change,Date,TIN,Legal business name\n"
        f"Remove participant,{days_ago(31)},{elm.tin}\n"
        f"Add participant,{days_ago(3)},001700007,Oak Clinic\n"
        "Add participant,tomorrow,001700008,Ash Clinic\n"
    )
    page.goto(f"{live_server.url}{LIST}")
    page.get_by_role("link", name="Upload a file", exact=True).click()
    axe()
    page.get_by_label("CSV file").set_input_files(file)
    page.get_by_role("button", name="Check the file").click()
    expect(page.locator("main")).to_contain_text("1 row cannot be taken")
    axe()
    page.get_by_role("button", name="Make drafts of the good rows only").click()
    expect(page.locator("h1")).to_have_text("2 drafts made")
    axe()
    page.get_by_role("link", name="See the drafts").click()
    page.get_by_label("Choose Elm Street Family Practice").check()
    page.get_by_role("button", name="Submit the chosen ones").click()
    expect(page.locator("main")).to_contain_text("It is off the list from")
    axe()
    page.get_by_role("button", name="Submit it to CMS").click()
    expect(page.locator("table")).to_contain_text("Accepted on receipt")
    expect(page.locator("table")).to_contain_text("1 day late")
    signed_in_as(cast.qpp_staff)
    page.reload()
    axe()
