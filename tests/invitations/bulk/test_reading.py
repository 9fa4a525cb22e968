"""What a list may look like: whatever spreadsheets and people make of one."""

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acoms.loading.reading import UnreadableFile
from acoms.tables.exports import csv_lines
from contacts.types import ALL_CODES, CONTACT_TYPES, label_of
from invitations.bulk.naming import named_types
from invitations.bulk.reading import HEADINGS, MOST_ROWS, TypedRow, read_file, read_text

JO = ("Jo", "Chen", "jo@example.net", "555-0199", "Analyst")
HEADER = ",".join(HEADINGS.values())


def only(text: str | bytes) -> TypedRow:
    (row,) = (read_file(text) if isinstance(text, bytes) else read_text(text)).rows
    return row


def typed(row: TypedRow) -> tuple[str, ...]:
    return (row.first_name, row.last_name, row.email, row.phone, row.title)


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADER}\nJo,Chen,jo@example.net,555-0199,Analyst,CMS Liaison;Other Contact",
        f"{HEADER}\n".replace(",", "\t")
        + "Jo\tChen\tjo@example.net\t555-0199\tAnalyst\tcms_liaison | other",
        f"{HEADER}\n".replace(",", ";")
        + "Jo;Chen;jo@example.net;555-0199;Analyst;CMS LIAISON|Other contact",
        f'{HEADER}\nJo, Chen, jo@example.net, 555-0199, Analyst, "liaison, other"',
        f"sep=;\n{HEADER}\n".replace(",", ";")
        + "Jo;Chen;jo@example.net;555-0199;Analyst;CMS LIAISON|Other contact",
        f"{HEADER}\r\nJo,Chen,jo@example.net,555-0199,Analyst,CMS Liaison;other\r\n",
        f"\n{HEADER}\n\n Jo ,\xa0Chen,jo@example.net ,555-0199,Analyst,cms liaison;other;\n,,,,,\n",
        "E-MAIL;Type(s);Surname;Given name;Job title;Telephone\n"
        'jo@example.net;"cms liaison;other";Chen;Jo;Analyst;555-0199',
        '"First name","Last name","E-mail","Phone","Title","Contact types"\n'
        '"Jo","Chen","jo@example.net","555-0199","Analyst","CMS Liaison;Other Contact"',
    ],
)
def test_the_same_row_in_many_spellings(text: str) -> None:
    row = only(text)
    assert typed(row) == JO
    assert row.codes == ("cms_liaison", "other")
    assert not row.problem


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_names_with_accents_in_every_encoding_of_a_spreadsheet(encoding: str) -> None:
    reading = read_file(f"{HEADER}\nZoë,Muñoz,zoe@example.net,,,other".encode(encoding))
    assert typed(reading.rows[0])[:2] == ("Zoë", "Muñoz")
    assert [("Windows-1252" in remark) for remark in reading.remarks] == (
        [True] if encoding == "cp1252" else []
    )


def test_line_numbers_are_those_of_the_file_whatever_stands_between() -> None:
    text = (
        f'{HEADER}\n\nA,B,a@example.net,,,other\n"C\nC",D,c@example.net,,,other\n\nE,F,e@x.org,,,'
    )
    rows = read_text(text).rows
    assert [(row.line, bool(row.problem)) for row in rows] == [
        (3, False),
        (4, True),
        (5, True),
        (7, False),
    ]
    assert "quotation mark" in rows[1].problem


def test_columns_that_we_do_not_know_are_left_out_and_said() -> None:
    reading = read_text("E-mail,First name,Last name,Notes,Types\nj@x.org,Jo,Chen,nice,other")
    assert reading.remarks == ["Not used: the column “Notes”."]
    assert reading.rows[0].codes == ("other",)


def test_a_result_that_was_downloaded_can_be_corrected_and_read_in_again() -> None:
    header = ["Line", *HEADINGS.values(), "Result", "Why not"]
    cells = [7, "Jo", "=Chen", "jo@example.net", "+1 555", "", "CMS Liaison", "Not sent", "-"]
    reading = read_text("\ufeff" + "".join(csv_lines(header, [cells])))
    assert reading.remarks == []
    assert typed(reading.rows[0]) == ("Jo", "=Chen", "jo@example.net", "+1 555", "")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b" \r\n \n", "is empty"),
        (HEADER.encode(), "below its headings"),
        (b"First name,E-mail,Types\nJo,j@x.org,other", "lacks the column Last name"),
        (b"Jo,Chen,j@x.org,,,other", "must name the columns"),
        (f"Our people\n{HEADER}\nJo,Chen,j@x.org,,,other".encode(), "They are on line 2"),
        (b"First,Last,E-mail,Mail,Types\nJo,Chen,j@x.org,,other", "two columns “E-mail”"),
        (b"PK\x03\x04 a workbook", "spreadsheet's own format"),
        (b"\xd0\xcf\x11\xe0 an old one", "spreadsheet's own format"),
        (b"\x81\x8d\x8f\x90", "characters cannot be read"),
        (b"Jo\x00,Chen", "must name the columns"),
        ("\n".join([HEADER] + ["a,b,c@x.org,,,other"] * (MOST_ROWS + 1)).encode(), "than 500"),
        (b"a" * 1_000_001, "larger than 1 MB"),
    ],
)
def test_what_cannot_be_read_at_all_is_said_in_a_sentence(content: bytes, why: str) -> None:
    with pytest.raises(UnreadableFile, match=why):
        read_file(content)


def test_500_rows_are_read() -> None:
    assert (
        len(read_text("\n".join([HEADER] + ["a,b,c@x.org,,,other"] * MOST_ROWS)).rows) == MOST_ROWS
    )


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Jo,Chen,j@x.org,,,liaison,other", "It has 7 cells where the headings have 6"),
        ("Jo,Chen,j@x.org,,,Qualty Contact (primary)", r"Is it Quality Contact \(primary\)\?"),
        ("Jo,Chen,j@x.org,,,xyzzy", "“xyzzy” is no contact type.$"),
        ("Jo,Chen,j@x.org,,,quality", r"may be Quality Contact \(primary\) or Quality Contact \(s"),
    ],
)
def test_a_row_that_cannot_be_read_says_why_and_the_others_are_read(row: str, why: str) -> None:
    rows = read_text(f"{HEADER}\n{row}\nAnn,Ray,ann@x.org,,,other").rows
    assert re.search(why, rows[0].problem), rows[0].problem
    assert rows[1] == TypedRow(
        line=3,
        first_name="Ann",
        last_name="Ray",
        email="ann@x.org",
        types="other",
        codes=("other",),
    )


@pytest.mark.parametrize(
    ("headings", "row", "types"),
    [
        (HEADER, "Jo,Chen,jo@example.net,555-0199,Analyst,liaison,other", "liaison; other"),
        (f"{HEADER},,", "Jo,Chen,jo@example.net,555-0199,Analyst,liaison,,other", "liaison; other"),
        (HEADER, "Jo,Chen,jo@example.net,555-0199,Analyst,,other,dua", "other; dua"),
    ],
)
def test_types_in_cells_of_their_own_are_kept_with_how_to_write_them(
    headings: str, row: str, types: str
) -> None:
    read = only(f"{headings}\n{row}")
    assert typed(read) == JO
    assert read.types == types
    assert read.problem.endswith(" Separate contact types with semicolons, in one cell.")


@pytest.mark.rule("A1")
@pytest.mark.parametrize("code", ALL_CODES)
def test_every_type_is_named_by_its_label_and_its_code(code: str) -> None:
    label = CONTACT_TYPES[code].label
    for written in (code, label, label.upper(), f"  {label.replace('(', '- ').replace(')', '')} "):
        assert named_types(written) == ([code], ""), written


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("executive", "aco_executive"),
        ("liaison", "cms_liaison"),
        ("security official", "qpp_security_official"),
        ("primary quality", "quality_primary"),
        ("IT primary", "it_primary"),
        ("delegate", "credential_delegate"),
        ("DUA custodian", "dua_custodian"),
    ],
)
def test_a_short_form_that_only_one_type_can_mean(written: str, code: str) -> None:
    assert named_types(written) == ([code], "")


@pytest.mark.parametrize("written", ["aco", "CMS", "contact", "primary", "DUA", "QPP user", "?"])
def test_a_vague_word_names_no_type(written: str) -> None:
    codes, problem = named_types(written)
    assert codes == []
    assert problem


@given(st.text(max_size=200))
def test_whatever_is_pasted_is_read_or_refused(text: str) -> None:
    with suppress(UnreadableFile):
        reading = read_text(text)
        assert reading.rows
        assert all(label_of(code) for row in reading.rows for code in row.codes)


@given(st.binary(max_size=200))
def test_whatever_is_uploaded_is_read_or_refused(content: bytes) -> None:
    with suppress(UnreadableFile):
        assert read_file(content).rows
