"""The reports that there are: a room registers its own in `AppConfig.ready()` (rule G6)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from acoms.charts.figures import Figures, Shape
from contacts.models import Aco

# One ACO, or the program for None, as of the end of a day in Eastern Time; a constant number of
# queries.
Made = Callable[[Aco | None, date], Figures]


@dataclass(frozen=True, slots=True)
class Report:
    """A report about an ACO and about the program. `says` is what it answers, in a sentence."""

    slug: str
    order: int
    title: str
    says: str
    shape: Shape
    made: Made


_REPORTS: dict[str, Report] = {}


def register_report(report: Report) -> None:
    if report.slug in _REPORTS:
        raise ValueError(f"{report.slug} is registered twice")
    _REPORTS[report.slug] = report


def reports() -> list[Report]:
    """All of them, in their order."""
    return sorted(_REPORTS.values(), key=lambda report: report.order)


def report_called(slug: str) -> Report | None:
    return _REPORTS.get(slug)
