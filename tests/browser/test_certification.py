"""The yearly certification in a real browser: signed by the ACO, then looked at by CMS staff."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from participants.certification.models import CertifiedList
from participants.years.models import PerformanceYear
from tests.cast import Cast, make_participant
from tests.participants.changes.asked import NPI
from tests.signing.events import fresh_code


@pytest.mark.rule("C2")
@pytest.mark.usefixtures("screen")
def test_a_signer_certifies_the_list_and_cms_takes_what_was_certified(
    page: Page, live_server: Any, axe: Callable[..., None], cast: Cast, signed_in_as: Any
) -> None:
    today = timezone.localdate()
    PerformanceYear.objects.create(
        year=today.year + 1, certify_from=today, certify_by=today + timedelta(days=40)
    )
    make_participant(cast.lakeside, "Elm Clinic", tin="001234567", providers=[NPI])
    signed_in_as(cast.exec)
    page.goto(f"{live_server.url}/acos/A9101/participants/certification/")
    expect(page.locator("main")).to_contain_text("(40 days left)")
    axe()
    page.get_by_role("button", name="Certify the list for").click()
    expect(page.get_by_role("alert")).to_contain_text("Check the box to certify the list")
    axe()
    page.get_by_label("I certify this list").press("Space")
    page.get_by_label("Your full name").fill("The Exec")
    page.get_by_label("Security code").fill(fresh_code(cast.exec))
    page.get_by_label("Security code").press("Enter")  # a form is sent by the keyboard
    expect(page.get_by_role("status")).to_contain_text("is certified and frozen")
    certified = CertifiedList.objects.get()
    expect(page.locator("main")).to_contain_text(certified.sha256)
    page.locator("summary", has_text="of Elm Clinic").click()
    expect(page.locator("table")).to_contain_text(NPI)
    axe()
    signed_in_as(cast.cms_analyst)
    page.goto(f"{live_server.url}/admin/participants_certification/acocertification/")
    expect(page.locator("h1").last).to_contain_text(f"for {today.year + 1}: 1 of 1")
    axe()
    page.get_by_role("link", name="Lakeside Care Partners ACO").click()
    expect(page.get_by_text("Unchanged: the list that is kept has this hash.")).to_be_visible()
    axe()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the certified list").click()
    content = Path(download.value.path()).read_bytes()
    assert hashlib.sha256(content).hexdigest() == certified.sha256
