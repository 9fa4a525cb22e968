"""The pages and files of a report, for an ACO and for CMS staff."""

import csv
import io
import re
from html import unescape

import pikepdf
import pypdfium2
import pytest
from django.http import HttpResponseBase
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from documents.reports.registry import reports
from tests.cast import Cast, make_participant

pytestmark = [pytest.mark.django_db, pytest.mark.rule("G6")]
OF_ACO = "/acos/A9101/reporting/reports/"
OF_ALL = "/admin/documents_reports/reportmonth/of/"
SLUGS = [report.slug for report in reports()]


def text(page: HttpResponseBase) -> str:
    content = b"".join(page) if page.streaming else page.content  # type: ignore[attr-defined]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", content.decode())).split())


@pytest.mark.parametrize("slug", SLUGS)
def test_a_report_shows_its_picture_its_table_and_its_files(cast: Cast, slug: str) -> None:
    make_participant(cast.lakeside)
    page = cast.browser("exec").get(f"{OF_ACO}{slug}/")
    assert page.status_code == 200
    if "There is nothing to count yet" not in text(page):
        assert "<svg" in page.content.decode()
        assert "<caption>" in page.content.decode()
    assert cast.browser("cms_viewer").get(f"{OF_ALL}{slug}/").status_code == 200


def test_a_report_without_numbers_says_so(cast: Cast) -> None:
    assert "nothing to count yet" in text(cast.browser("exec").get(f"{OF_ACO}change-requests/"))


def test_a_day_that_is_none_or_not_yet_is_said_and_what_was_typed_stays(cast: Cast) -> None:
    browser = cast.browser("exec")
    page = browser.get(f"{OF_ACO}completeness/", {"on": "2026-02-30"})
    assert "Enter a date" in text(page)
    assert 'value="2026-02-30"' in page.content.decode()
    assert "Choose today or a day before it" in text(
        browser.get(f"{OF_ACO}completeness/", {"on": "2199-01-01"})
    )
    file = browser.get(f"{OF_ACO}completeness/report.csv", {"on": "never"}, follow=True)
    assert "Enter a date" in text(file)


def test_the_first_day_of_the_program_is_a_day_too(cast: Cast) -> None:
    for slug in SLUGS:
        page = cast.browser("exec").get(f"{OF_ACO}{slug}/", {"on": "2012-01-01"})
        assert page.status_code == 200
        before = cast.browser("exec").get(f"{OF_ACO}{slug}/", {"on": "0001-01-01"})
        assert "Choose a day from January 1, 2012 on" in text(before)


def test_the_files_have_the_numbers_of_the_page(cast: Cast) -> None:
    make_participant(cast.lakeside, "Łódź & Sons")
    browser = cast.browser("exec")
    made = browser.get(f"{OF_ACO}participants/report.csv")
    assert re.search(
        r'filename="A9101-participants-\d{4}-\d\d-\d\d.csv"', made.headers["Content-Disposition"]
    )
    content = b"".join(made).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content)))
    assert rows[0] == ["List of", "Participants", "Joined", "Left"]
    sheet = load_workbook(
        io.BytesIO(b"".join(browser.get(f"{OF_ACO}participants/report.xlsx")))
    ).worksheets[0]
    assert [[str(cell.value) for cell in row] for row in sheet] == rows
    pdf = browser.get(f"{OF_ACO}participants/report.pdf").content
    words = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    assert "Lakeside Care Partners ACO" in words
    assert "Participants by year" in words
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.Root.MarkInfo.Marked
    assert browser.get(f"{OF_ACO}participants/report.exe").status_code == 404
    assert browser.get(f"{OF_ACO}nothing/").status_code == 404


@pytest.mark.parametrize("slug", SLUGS)
def test_every_report_is_a_pdf_too(cast: Cast, slug: str) -> None:
    assert cast.browser("exec").get(f"{OF_ACO}{slug}/report.pdf").content[:5] == b"%PDF-"


def test_staff_read_the_program_and_export_it_by_their_role(cast: Cast) -> None:
    assert "All ACOs of the program" in text(
        cast.browser("cms_viewer").get(f"{OF_ALL}completeness/")
    )
    made = cast.browser("cms_analyst").get(f"{OF_ALL}completeness/report.csv")
    assert "End of,ACOs" in text(made)
    refused = cast.browser("cms_viewer").get(f"{OF_ALL}completeness/report.csv")
    assert refused.status_code == 403
    assert "export lists" in text(refused)
    assert "Completeness of contacts" in text(
        cast.browser("cms_viewer").get("/admin/documents_reports/reportmonth/")
    )


def test_qpp_types_read_reports_and_outsiders_find_none(cast: Cast) -> None:
    assert cast.browser("qpp_staff").get(f"{OF_ACO}completeness/").status_code == 200
    assert cast.browser("outsider").get(f"{OF_ACO}completeness/").status_code == 404


def test_a_page_costs_the_same_however_much_it_counts(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = cast.browser("exec")
    browser.get(f"{OF_ACO}participants/")
    for _ in range(50):
        make_participant(cast.lakeside)
    with django_assert_max_num_queries(6):
        browser.get(f"{OF_ACO}participants/")
