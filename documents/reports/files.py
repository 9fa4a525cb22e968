"""A report as files: CSV, XLSX and PDF, all of the same numbers (rule G6)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.template.loader import render_to_string

from acoms.charts.drawing import bars_of, lines_of
from acoms.charts.figures import Figures, Shape
from acoms.pdf.making import pdf_of
from acoms.programme.clock import end_of
from acoms.programme.dates import in_words
from acoms.tables.exports import csv_response
from acoms.tables.xlsx import xlsx_response
from contacts.models import Aco
from documents.reports.registry import Report

FORMATS = ("csv", "xlsx", "pdf")
_WIDE = 620  # pixels of a picture, which the paper makes a quarter smaller


@dataclass(frozen=True, slots=True)
class Answer:
    """What a report says about an ACO, or about the program, as of a day."""

    report: Report
    aco: Aco | None
    day: date
    figures: Figures

    @classmethod
    def of(cls, report: Report, aco: Aco | None, day: date) -> "Answer":
        return cls(report, aco, day, report.made(aco, day))

    @property
    def about(self) -> str:
        return str(self.aco) if self.aco else "All ACOs of the program"

    @property
    def picture(self) -> dict[str, Any]:
        """What `parts/chart.html` draws."""
        if self.report.shape is Shape.BARS:
            return {"bars": bars_of(self.figures)}
        return {"lines": lines_of(self.figures)}

    @property
    def header(self) -> list[str]:
        return [self.figures.heading, *self.figures.columns]

    @property
    def rows(self) -> Iterator[Sequence[Any]]:
        return ((label, *numbers) for label, numbers in self.figures.rows)

    def file_called(self, extension: str) -> str:
        """`A4321-invitations-2026-11-30.csv`"""
        whose = self.aco.aco_id if self.aco else "program"
        return f"{whose}-{self.report.slug}-{self.day.isoformat()}.{extension}"


def as_file(answer: Answer, extension: str) -> HttpResponse | StreamingHttpResponse:
    """The report as a download, in one of FORMATS."""
    name = answer.file_called(extension)
    match extension:
        case "csv":
            return csv_response(name, answer.header, answer.rows)
        case "xlsx":
            return xlsx_response(name, answer.report.title, answer.header, answer.rows)
    return HttpResponse(
        as_pdf(answer),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


def as_pdf(*answers: Answer, title: str = "") -> bytes:
    """Reports about one ACO as of one day on paper: what each answers, its picture, its table. The
    same reports have the same bytes: the paper says the day, not when it was made. `title` is of
    several."""
    first = answers[0]
    data = {
        "title": title or first.report.title,
        "about": first.about,
        "day": f"As of {in_words(first.day)}",
        "reports": [_on_paper(answer) for answer in answers],
        "foot": f"Questions: {settings.HELPDESK_EMAIL}, {settings.HELPDESK_PHONE}",
    }
    return pdf_of("documents/reports/report.typ", data, made_at=end_of(first.day))


def _on_paper(answer: Answer) -> dict[str, Any]:
    figures, picture = answer.figures, answer.picture
    lines = picture["lines"].lines if "lines" in picture else ()
    return {
        "title": answer.report.title,
        "says": answer.report.says,
        "heading": figures.heading,
        "columns": figures.columns,
        "rows": [[label, *(number for _, number in cells)] for label, cells in figures.in_words],
        "note": figures.note,
        "last": figures.rows[-1][0] if figures.rows else "",
        "legend": [{"label": o.label, "latest": o.latest, "color": o.color} for o in lines],
        "picture": render_to_string("parts/chart.svg", {**picture, "width": _WIDE}),
        "drawn": f"A picture of {', '.join(figures.series)}. The table has its numbers.",
    }
