"""The activity everywhere and the seals over the history, for CMS staff: to read only."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from acoms.site.admin_pages import RecordAdmin
from acoms.tables.exports import csv_response
from activity.forms import StaffActivityFilter
from activity.models import Activity, Seal
from activity.sources import words_of_table
from activity.tables import event_tables
from activity.views import HEADER, STAFF_HEADER, csv_rows, listing


@admin.register(Activity)
class ActivityAdmin(RecordAdmin[Activity]):
    """Who did what where. `?aco_id=A9001` shows one ACO, `?organization=` the id of one row."""

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        return [
            path("", wrap(self.changelist_view), name="activity_activity_changelist"),
            path("export/", wrap(self.export_view), name="activity_activity_export"),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> TemplateResponse:
        self.must(request, "view")
        context = {
            **self.admin_site.each_context(request),
            "title": "Activity of ACOs and organizations",
            "opts": self.opts,
            "may_export": self.has_export_permission(request),
            **listing(request, StaffActivityFilter(request.GET), staff=True),
        }
        return TemplateResponse(request, "admin/activity/activity.html", context)

    def export_view(self, request: HttpRequest) -> HttpResponseBase:
        """All of what is filtered, as a file."""
        self.must(request, "view")
        self.must(request, "export")
        form = StaffActivityFilter(request.GET)
        name = f"activity-{timezone.localdate():%Y-%m-%d}.csv"
        return csv_response(name, (*HEADER, *STAFF_HEADER), csv_rows(form.filters(), staff=True))


class SealedFilter(admin.SimpleListFilter):
    title = "history of"
    parameter_name = "table"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        tables = ((one, words_of_table(one)) for one in event_tables())
        return sorted(tables, key=lambda each: each[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet[Seal]) -> QuerySet[Seal]:
        return queryset.filter(table=self.value()) if self.value() else queryset


@admin.register(Seal)
class SealAdmin(RecordAdmin[Seal]):
    list_display = ("number", "history_kept", "count", "sealed_at", "digest_short")
    list_filter = (SealedFilter, "sealed_at")
    export_columns = ("number", "history_kept", "count", "sealed_at", "digest_hex")
    ordering = ("-number",)
    fields = (
        ("number", "history_kept", "sealed_at"),
        ("first", "last", "count"),
        ("digest_hex", "key"),
    )
    readonly_fields = ("history_kept", "first", "last", "digest_hex")

    @admin.display(description="history of", ordering="table")
    def history_kept(self, seal: Seal) -> str:
        return words_of_table(seal.table)

    @admin.display(description="after entry")
    def first(self, seal: Seal) -> int:
        return seal.after_id

    @admin.display(description="up to entry")
    def last(self, seal: Seal) -> int:
        return seal.upto_id

    @admin.display(description="fingerprint")
    def digest_short(self, seal: Seal) -> str:
        return f"{seal.digest_hex[:12]}…"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Seal]:
        return super().get_queryset(request).defer("entries")
