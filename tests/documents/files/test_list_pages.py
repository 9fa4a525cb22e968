"""Data Hub and Reporting: what an ACO sees of its files (rules G4, G5)."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from acoms.site import sections
from acoms.site.sections import Section, register_section
from documents.files.models import FileVersion, FileVisit
from documents.files.types import TYPES, Place
from tests.cast import Cast, make_aco
from tests.documents.files.published import CCLF, bytes_of, publish_file

pytestmark = [pytest.mark.django_db, pytest.mark.rule("G5")]
PAGE = "/acos/A9101/data-hub/"


def text_of(cast: Cast, role: str, url: str = PAGE) -> str:
    answer = cast.browser(role).get(url)
    assert answer.status_code == 200
    return answer.content.decode().replace("<wbr>", "")


@pytest.mark.parametrize("page", [PAGE, "/acos/A9101/reporting/"])
def test_an_empty_page_says_what_will_appear(cast: Cast, page: str) -> None:
    found = text_of(cast, "qpp_staff", page)
    assert "There are no files yet." in found
    assert "for this ACO will appear here" in found or "to this ACO will appear here" in found


def test_each_file_stands_in_its_place_with_its_last_version(cast: Cast) -> None:
    publish_file(cast.lakeside, "benchmark.pdf", b"one")
    publish_file(cast.lakeside, "benchmark.pdf", b"three")
    publish_file(cast.lakeside, "report.pdf", place=Place.REPORTING)
    publish_file(make_aco("A9102", "Elsewhere"), "theirs.pdf")
    page = text_of(cast, "security_official")
    assert "benchmark.pdf" in page
    assert "1 file<" in page
    assert "2, details" in page
    assert "Historical Benchmark Report (115)" in page
    assert "report.pdf" not in page
    assert "theirs.pdf" not in page
    assert "report.pdf" in text_of(cast, "security_official", "/acos/A9101/reporting/")


def test_what_one_may_not_open_is_listed_with_the_reason_and_who_could(cast: Cast) -> None:
    publish_file(cast.lakeside, "claims.zip", type=CCLF)
    named = cast.it.full_name
    page = text_of(cast, "exec")
    assert "claims.zip" in page
    assert "You cannot open this" in page
    assert "DUA Requestor, DUA Custodian" in page
    assert named in page
    assert "as a ZIP" not in page
    assert named not in text_of(cast, "qpp_staff"), "who sees no contacts is told no names"
    assert "You cannot open" not in text_of(cast, "it")
    assert "as a ZIP" in text_of(cast, "it")
    file_page = f"{PAGE}{FileVersion.objects.get().file_id}/"
    assert "You cannot open this file." in text_of(cast, "exec", file_page)
    assert "Download version 1" in text_of(cast, "it", file_page)


def test_files_are_found_by_name_year_category_and_type(cast: Cast) -> None:
    publish_file(cast.lakeside, "claims.zip", type=CCLF, year=2026)
    publish_file(cast.lakeside, "benchmark.pdf", year=2025)
    publish_file(cast.lakeside, "unsaid.pdf", type=TYPES["118"])

    def found(query: str) -> set[str]:
        sheet = bytes_of(cast.browser("exec").get(f"{PAGE}files.csv?{query}")).decode("utf-8-sig")
        return {line.split(",")[0] for line in sheet.splitlines()[1:]}

    assert found("") == {"claims.zip", "benchmark.pdf", "unsaid.pdf"}
    assert found("q=CLAIM") == {"claims.zip"}
    assert found("year=2025") == {"benchmark.pdf"}
    assert found("category=Reports") == {"benchmark.pdf", "unsaid.pdf"}
    assert found("type=118") == {"unsaid.pdf"}
    assert found("category=Reports&year=2026") == set()
    assert found("year=1&type=x&category=x") == {"claims.zip", "benchmark.pdf", "unsaid.pdf"}
    assert "No files match your search" in text_of(cast, "exec", f"{PAGE}?q=nothing")
    options = text_of(cast, "exec")
    assert '<option value="2026"' in options
    assert "Shadow Bundles" not in options, "only what there is can be chosen"


def test_the_newest_come_first_and_every_heading_sorts(cast: Cast) -> None:
    for name, days in (("a.txt", 1), ("b.txt", 3), ("c.txt", 2)):
        with time_machine.travel(timezone.now() - timedelta(days=days), tick=False):
            publish_file(cast.lakeside, name)

    def order(query: str) -> list[str]:
        sheet = bytes_of(cast.browser("exec").get(f"{PAGE}files.csv?{query}")).decode("utf-8-sig")
        return [line[0] for line in sheet.splitlines()[1:]]

    assert order("") == ["a", "c", "b"]
    assert order("sort=name") == ["a", "b", "c"]
    assert order("sort=delivered") == ["b", "c", "a"]
    assert 'aria-sort="descending"' in text_of(cast, "exec")


def test_what_is_new_since_the_last_visit_is_marked_and_found(cast: Cast) -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        publish_file(cast.lakeside, "old.txt")
        assert ">New<" not in text_of(cast, "exec"), (
            "on the first visit all is new, and none marked"
        )
    with time_machine.travel(start + timedelta(hours=1), tick=False):
        publish_file(cast.lakeside, "new.txt")
    for minutes in (65, 80):  # one visit
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            page = text_of(cast, "exec", f"{PAGE}?new=yes")
            assert "new.txt" in page
            assert "old.txt" not in page
            assert ">New<" in page
            assert (
                "old.txt"
                not in bytes_of(cast.browser("exec").get(f"{PAGE}files.csv?new=yes")).decode()
            )
    with time_machine.travel(start + timedelta(hours=3), tick=False):
        assert "No files match" in text_of(cast, "exec", f"{PAGE}?new=yes")
    assert FileVisit.objects.count() == 1


def test_who_only_asks_whether_the_page_is_there_is_on_no_visit(cast: Cast) -> None:
    publish_file(cast.lakeside, "a.txt")
    assert cast.browser("exec").head(PAGE).status_code == 200
    assert not FileVisit.objects.exists()


def test_a_name_breaks_behind_its_points_and_beside_no_box(cast: Cast) -> None:
    publish_file(cast.lakeside, "P.A9101_b.txt")
    publish_file(cast.lakeside, "x" * 30 + ".csv", type=CCLF)
    page = cast.browser("exec").get(PAGE).content.decode()
    assert '<span class="breakable">P.<wbr>A9101_<wbr>b.<wbr>txt</span></a>' in page
    assert f"{'x' * 24}<wbr>xxxxxx.<wbr>csv" in page
    assert "Claim and Claim Line Feed (CCLF) Files" in page


@pytest.mark.rule("G4")
def test_checksums_are_what_sha256sum_reads(cast: Cast) -> None:
    version = publish_file(cast.lakeside, "a.txt")
    publish_file(cast.lakeside, "b.csv")
    answer = cast.browser("exec").get(f"{PAGE}checksums/?q=a.txt")
    assert bytes_of(answer).decode() == f"{version.sha256}  a.txt\n"


@pytest.mark.rule("G4")
def test_a_files_page_has_its_versions_with_their_hashes(cast: Cast) -> None:
    first = publish_file(cast.lakeside, "a.txt", b"one", year=2026)
    second = publish_file(cast.lakeside, "a.txt", b"two")
    page = text_of(cast, "exec", f"{PAGE}{first.file_id}/")
    assert "<dd>No</dd>" in page, "it is about no beneficiaries"
    for words in (first.sha256, second.sha256, "2 versions", "2026", "Historical Benchmark"):
        assert words in page
    browser = cast.browser("exec")
    assert browser.get(f"/acos/A9101/reporting/{first.file_id}/").status_code == 404
    assert browser.get(f"{PAGE}99999999/").status_code == 404


def test_rooms_above_put_sections_on_the_reporting_page(cast: Cast, settings: Any) -> None:
    before = {page: list(shown) for page, shown in sections._sections.items()}
    register_section(
        "aco_reporting", 10, lambda _, aco: Section("admin/tool.html", {"label": aco.name})
    )
    try:
        assert "<li>" in text_of(cast, "exec", "/acos/A9101/reporting/")
    finally:
        sections._sections.clear()
        sections._sections.update(before)


@pytest.mark.parametrize("page", ["", "downloads/"])
def test_many_files_take_as_many_queries_as_one(cast: Cast, page: str) -> None:
    browser = cast.browser("exec")

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert browser.get(f"{PAGE}{page}").status_code == 200
        return len(found)

    def add(number: int) -> None:
        version = publish_file(cast.lakeside, f"{number}.txt", type=CCLF if number % 2 else None)
        cast.browser("it").get(f"{PAGE}{version.file_id}/1/download/")

    add(1)
    queries()
    one = queries()
    for number in range(2, 12):
        add(number)
    assert queries() == one
    assert one <= 15
