"""Lists as CSV files, safe to open in a spreadsheet."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from django.http import StreamingHttpResponse
from django.utils import timezone

from acoms.tables.lists import Column
from acoms.text.formulas import is_formula

Row = TypeVar("Row")


def cell_text(value: Any) -> str:
    """A value as every export writes it: days as 2026-12-06, moments as 2026-12-06 23:59:07 in
    Eastern Time, yes and no. A TIN comes here masked (`acoms.programme.identifiers.masked_tin`)."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return f"{timezone.localtime(value):%Y-%m-%d %H:%M:%S}"
        case date():
            return value.isoformat()
        case list() | tuple():
            return ", ".join(map(str, value))
    return str(value)


def safe_cell(value: Any) -> str:
    """A cell's text, which no spreadsheet takes for a formula: an apostrophe makes it text, which
    `acoms.loading.reading.tidy` takes away again."""
    text = cell_text(value)
    return f"'{text}" if is_formula(text) else text


class _Echo:
    def write(self, line: str) -> str:
        return line


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """The lines of a CSV file with its header, made as they are taken."""
    writer = csv.writer(_Echo())
    yield writer.writerow(header)
    for row in rows:
        yield writer.writerow([safe_cell(cell) for cell in row])


def list_response(
    filename: str, columns: Sequence[Column[Row]], rows: Iterable[Row]
) -> StreamingHttpResponse:
    """A list as a download: what its columns say of the file."""
    said = [one for column in columns for one in column.in_file.items()]
    header, values = [label for label, _ in said], [value for _, value in said]
    return csv_response(filename, header, ([value(row) for value in values] for row in rows))


def csv_response(
    filename: str, header: Sequence[str], rows: Iterable[Sequence[Any]]
) -> StreamingHttpResponse:
    """A download called `filename`, in UTF-8 with the mark that spreadsheets look for."""

    def encoded() -> Iterator[bytes]:
        yield "\ufeff".encode()
        for line in csv_lines(header, rows):
            yield line.encode()

    return StreamingHttpResponse(
        encoded(),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{filename}"',
            "Cache-Control": "private, no-store",
        },
    )
