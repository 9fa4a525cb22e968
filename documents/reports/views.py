"""Reports that ACO-MS makes about an ACO: on a page, and as files (rule G6)."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from contacts.access import AcoRequest
from contacts.models import Aco
from documents.reports.files import FORMATS, Answer, as_file
from documents.reports.forms import DayForm
from documents.reports.registry import Report, report_called, reports


@require_safe
def aco_report(request: AcoRequest, aco_id: str, report: str) -> HttpResponse:
    """A report about the ACO, as of today or of the day that was asked for."""
    context = report_context(request, found(report), request.aco_access.aco)
    return render(request, "documents/reports/report.html", context)


@require_safe
def aco_report_file(
    request: AcoRequest, aco_id: str, report: str, extension: str
) -> HttpResponseBase:
    """The same as a file. A day that is none leads to the page that says so."""
    made = report_file(request, found(report), request.aco_access.aco, extension)
    return made or redirect(reverse("aco_report", args=[aco_id, report], query=request.GET))


def found(slug: str) -> Report:
    """The report of this name, or 404."""
    if (report := report_called(slug)) is None:
        raise Http404
    return report


def report_context(request: HttpRequest, report: Report, aco: Aco | None) -> dict[str, object]:
    """What both pages of a report show; the queries of the report, and no other."""
    form = DayForm(request.GET)
    day = form.cleaned_data["on"] if form.is_valid() else timezone.localdate()
    answer = Answer.of(report, aco, day)
    return {
        "form": form,
        "today": timezone.localdate().isoformat(),
        "answer": answer,
        "report": report,
        "reports": reports(),
        "picture": answer.picture,
        "formats": FORMATS,
    }


def report_file(
    request: HttpRequest, report: Report, aco: Aco | None, extension: str
) -> HttpResponseBase | None:
    """The report as a file; None where the day that was asked for is none."""
    form = DayForm(request.GET)
    if extension not in FORMATS:
        raise Http404
    if not form.is_valid():
        return None
    return as_file(Answer.of(report, aco, form.cleaned_data["on"]), extension)
