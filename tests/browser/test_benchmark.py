"""Benchmark and size in a real browser: loaded and published by CMS staff, read by the ACO."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect

from participants.years.models import PerformanceYear
from tests.cast import Cast


@pytest.mark.rule("C10", "C11")
@pytest.mark.usefixtures("screen")
def test_cms_staff_load_figures_and_publish_a_notice_which_the_aco_reads(
    page: Page, live_server: Any, axe: Callable[..., None], cast: Cast, signed_in_as: Any
) -> None:
    cast.lakeside.agreement_start_date = date(2024, 1, 1)
    cast.lakeside.save()
    PerformanceYear.objects.create(
        year=2026, certify_from=date(2025, 11, 1), certify_by=date(2026, 1, 31)
    )
    signed_in_as(cast.cms_staff)
    page.goto(f"{live_server.url}/admin/participants_effects/assignedbeneficiaries/")
    page.get_by_role("link", name="Load assigned beneficiaries").click()
    page.get_by_role("button", name="Show what it would do").click()
    expect(page.get_by_text("Choose a file.").first).to_be_visible()
    axe()
    lines = b"aco_id,year,beneficiaries\nA9101,2023,4999\nA7777,2023,1\n"
    file = FilePayload(name="figures.csv", mimeType="text/csv", buffer=lines)
    page.get_by_label("The figures, a CSV file").set_input_files(files=[file])
    page.get_by_role("button", name="Show what it would do").click()
    expect(page.get_by_text("ACO A7777 is not in ACO-MS.")).to_be_visible()
    axe()
    page.get_by_role("button", name="Load the good lines").click()
    expect(page.get_by_text("1 new, 0 changed, 0 as they were.")).to_be_visible()
    expect(page.get_by_text("1 line was left out.")).to_be_visible()
    axe()
    page.goto(f"{live_server.url}/admin/participants_effects/benchmarknotice/add/")
    page.get_by_label("ACO:", exact=True).fill(str(cast.lakeside))
    page.get_by_label("Performance year:").select_option("2026")
    page.get_by_label("Benchmark before:").fill("11000")
    page.get_by_label("Adjusted benchmark:").fill("10950.50")
    axe()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("$10,950.50")).to_be_visible()
    axe()
    signed_in_as(cast.it)
    page.goto(f"{live_server.url}/acos/A9101/participants/benchmark/")
    expect(page.locator("main")).to_contain_text("Fewer than 5,000 assigned beneficiaries in 2023")
    expect(page.locator("main")).to_contain_text("$10,950.50")
    axe()
