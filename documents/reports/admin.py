"""The program's reports for CMS staff, and the months whose reports ACOs have (rule G6)."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from acoms.site.admin_pages import RecordAdmin
from documents.reports.models import ReportMonth
from documents.reports.registry import reports
from documents.reports.views import found, report_context, report_file


@admin.register(ReportMonth)
class ReportMonthAdmin(RecordAdmin[ReportMonth]):
    """Above the list of months, the ways to each report about all ACOs."""

    change_list_template = "admin/documents_reports/reports.html"
    list_display = ("month_in_words", "published", "finished_at")
    list_display_links = None

    @admin.display(description="month", ordering="month")
    def month_in_words(self, row: ReportMonth) -> str:
        return str(row)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return super().changelist_view(request, {"reports": reports(), **(extra_context or {})})

    def get_urls(self) -> list[URLPattern]:
        wrap, name = self.admin_site.admin_view, "documents_reports_reportmonth"
        file = "of/<slug:report>/report.<slug:extension>"
        return [
            path("of/<slug:report>/", wrap(self.report_view), name=f"{name}_report"),
            path(file, wrap(self.file_view), name=f"{name}_file"),
            *super().get_urls(),
        ]

    def report_view(self, request: HttpRequest, report: str) -> TemplateResponse:
        """A report about all ACOs."""
        self.must(request, "view")
        asked = found(report)
        context = {
            **self.admin_site.each_context(request),
            **report_context(request, asked, None),
            "title": asked.title,
            "opts": self.opts,
            "may_export": self.has_export_permission(request),
        }
        return TemplateResponse(request, "admin/documents_reports/report.html", context)

    def file_view(self, request: HttpRequest, report: str, extension: str) -> HttpResponseBase:
        """The same as a file."""
        self.must(request, "view")
        self.must(request, "export")
        page = reverse(
            "admin:documents_reports_reportmonth_report", args=[report], query=request.GET
        )
        return report_file(request, found(report), None, extension) or redirect(page)
