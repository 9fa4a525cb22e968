"""PDFs that the site makes."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from acoms.pdf.making import pdf_of
from acoms.text.names import UnreadableName, read_name

MADE = datetime(2026, 11, 30, 15, 30, tzinfo=UTC)
TEMPLATE = """
#import "/parts/frame.typ": data, framed
#show: framed.with(title: data.title)
== To
#data.name
"""


@pytest.fixture(autouse=True)
def _template(settings: Any, tmp_path: Path) -> None:
    parts = settings.TEMPLATES[0]["DIRS"][0] / "parts"
    (tmp_path / "parts").symlink_to(parts)
    (tmp_path / "letter.typ").write_text(TEMPLATE, "utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]


def made(name: str = "Dana Rivera", **data: str) -> bytes:
    return pdf_of("letter.typ", {"title": "A letter", "name": name} | data, made_at=MADE)


def text_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in pages)


def test_it_is_tagged_and_says_its_language_and_title() -> None:
    with pikepdf.open(io.BytesIO(made())) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-US"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        assert pdf.open_metadata()["dc:title"] == "A letter"
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        assert fonts
        shapes = [font.DescendantFonts[0].FontDescriptor for font in fonts]
        assert all("/FontFile3" in each or "/FontFile2" in each for each in shapes)


@pytest.mark.parametrize(
    "name", ["Łukasz Żółć", "Nguyễn Thị Ánh", "Ольга", "Σοφία", "O’Neil-Ørsted"]
)
def test_the_letters_of_a_name_are_there(name: str) -> None:
    assert name in text_of(made(name))


def test_a_letter_that_no_font_has_is_written_as_its_number() -> None:
    assert "Li U+674E U+1F600" in text_of(made("Li 李 😀"))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("\u0f40\u0fb5", "U+0F40U+0FB5"),
        ("i\u0b3e", "iU+0B3E"),
        ("Mo\ua67c", "MoU+A67C"),
        ("a\U0001e000", "aU+1E000"),
        ("\\u{b3e} i\u0b3e u", "\\u{b3e} iU+0B3E u"),
        ("x\ud800", "xU+D800"),
        ("x\x07", "xU+0007"),
    ],
)
def test_a_mark_that_no_font_has_is_written_as_its_number(typed: str, shown: str) -> None:
    assert shown in text_of(made(typed))


def test_many_letters_that_typst_names_one_by_one_end_in_a_pdf() -> None:
    assert "U+FDFA" in text_of(made("\ufdfa" * 20_000))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=40))
def test_every_name_that_is_taken_can_be_printed(typed: str) -> None:
    try:
        name = read_name("Dana", typed)
    except UnreadableName:
        assume(False)
    assert made(name.full).startswith(b"%PDF")


def test_what_people_typed_stays_text() -> None:
    assert '*x* #panic(1) $y$ "q" \\' in text_of(made('*x* #panic(1) $y$ "q" \\'))


def test_the_same_data_make_the_same_bytes() -> None:
    assert made() == made()
    later = pdf_of(
        "letter.typ",
        {"title": "A letter", "name": "Dana Rivera"},
        made_at=MADE + timedelta(days=1),
    )
    assert later != made()
