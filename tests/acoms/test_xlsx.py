"""XLSX files, as another program reads them."""

import io
from datetime import date

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from acoms.tables.xlsx import PIECE, xlsx_pieces


def sheet_of(title: str, header: list[str], rows: list[list[object]]) -> Worksheet:
    made = b"".join(xlsx_pieces(title, header, rows))
    book = load_workbook(io.BytesIO(made))
    assert len(book.worksheets) == 1
    return book.worksheets[0]


def test_numbers_are_numbers_and_all_else_is_text() -> None:
    sheet = sheet_of("Contacts", ["Name", "Count", "Since"], [["Łódź & <Sons>", 12, None]])
    assert sheet.title == "Contacts"
    assert [[cell.value for cell in row] for row in sheet] == [
        ["Name", "Count", "Since"],
        ["Łódź & <Sons>", 12, None],
    ]
    assert sheet["A1"].font.bold
    assert not sheet["A2"].font.bold
    assert sheet.freeze_panes == "A2"


def test_no_cell_is_a_formula() -> None:
    sheet = sheet_of("x", ["a"], [["=1+1"], ["+2"], ["@x"], [True], [date(2026, 12, 6)], [1.5]])
    assert [row[0].value for row in sheet][1:] == ["=1+1", "+2", "@x", "yes", "2026-12-06", 1.5]
    assert "f" not in {cell.data_type for (cell,) in sheet}


def test_what_xml_has_no_sign_for_and_names_that_are_none_are_written_all_the_same() -> None:
    sheet = sheet_of("[A/B]: 1*2? \\ and a title that is too long", ["a"], [["x\x00\x0by\ud800"]])
    assert sheet["A2"].value == "x\ufffd\ufffdy\ufffd"
    assert len(sheet.title) <= 31
    assert "/" not in sheet.title


def test_a_long_table_comes_in_pieces_and_twice_in_the_same_bytes() -> None:
    def pieces() -> list[bytes]:
        rows = ([str(number), number * 7] for number in range(60_000))
        return list(xlsx_pieces("Long", ["a", "b"], rows))

    found = pieces()
    assert len(found) > 3
    assert max(map(len, found)) < 4 * PIECE
    assert b"".join(found) == b"".join(pieces())
