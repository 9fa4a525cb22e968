"""The Data Hub in a real browser: looked through, downloaded, ticked; at both widths."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from documents.files.models import Download
from tests.cast import Cast
from tests.documents.files.published import CCLF, publish_file

pytestmark = pytest.mark.rule("G5")


@pytest.fixture
def files(cast: Cast, settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path
    publish_file(cast.lakeside, "P.A9101.ACO.ZCY26.D260211.T1435560.zip", b"claims", type=CCLF)
    publish_file(cast.lakeside, "benchmark.csv", b"one", year=2026)
    publish_file(cast.lakeside, "benchmark.csv", b"two", year=2026)


@pytest.mark.usefixtures("screen", "files")
def test_files_are_found_downloaded_and_taken_as_a_zip(
    page: Page, live_server: Any, axe: Callable[..., None], cast: Cast, signed_in_as: Any
) -> None:
    signed_in_as(cast.it)
    page.goto(f"{live_server.url}/acos/A9101/data-hub/")
    expect(page.get_by_text("2 files")).to_be_visible()
    axe()
    with page.expect_download() as download:
        page.get_by_role("link", name="benchmark.csv").click()
    assert Path(download.value.path()).read_text() == "two"
    for name in ("benchmark.csv", "P.A9101.ACO.ZCY26.D260211.T1435560.zip"):
        page.get_by_label(f"Choose {name}").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the chosen files as a ZIP").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        assert archive.read("benchmark.csv") == b"two"
    assert Download.objects.count() == 3
    page.get_by_role("link", name="2, details").click()
    expect(page.get_by_role("heading", name="benchmark.csv")).to_be_visible()
    axe()


@pytest.mark.usefixtures("screen", "files")
def test_who_may_not_open_a_file_reads_why_and_sees_who_took_it(
    page: Page, live_server: Any, axe: Callable[..., None], cast: Cast, signed_in_as: Any
) -> None:
    cast.it  # noqa: B018 - made by naming them
    signed_in_as(cast.exec)
    page.goto(f"{live_server.url}/acos/A9101/data-hub/")
    expect(page.get_by_text("You cannot open files about beneficiaries.")).to_be_visible()
    axe()
    page.get_by_label("At once").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    page.get_by_role("link", name="Who downloaded what").click()
    expect(page.get_by_text("Nobody has downloaded a file yet.")).to_be_visible()
    axe()
    page.goto(f"{live_server.url}/acos/A9101/reporting/")
    expect(page.get_by_text("There are no files yet.")).to_be_visible()
    axe()
