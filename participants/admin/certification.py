"""Which ACOs have certified their list for a year, for CMS staff; also those that have not (C2)."""

import re
from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from acoms.admin_pages import RecordAdmin
from acoms.clock import day_in_words
from participants.certification.queries import acos_with_standing, year_to_certify
from participants.certification.rules import State, state_on
from participants.models import AcoCertification, PerformanceYear


def year_asked(request: HttpRequest) -> PerformanceYear | None:
    """The year that the list shows: the one asked for, or the one that is certified now."""
    asked = QueryDict(request.GET.get("_changelist_filters", "")) or request.GET
    year = asked.get("year", "")
    known = PerformanceYear.objects
    found = known.filter(pk=int(year)).first() if re.fullmatch(r"2\d{3}", year, re.ASCII) else None
    return found or year_to_certify()


class YearFilter(admin.SimpleListFilter):
    """Chooses the year; the list itself reads it from the address."""

    title = "performance year"
    parameter_name = "year"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        years = PerformanceYear.objects.order_by("-year").values_list("year", flat=True)[:5]
        return [(str(year), str(year)) for year in years]

    def choices(self, changelist: Any) -> Iterator[Any]:
        first, *others = super().choices(changelist)
        yield {**first, "display": "The one that is certified now"}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset


class CertifiedFilter(admin.SimpleListFilter):
    title = "certified"
    parameter_name = "certified"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Certified"), ("no", "Not certified"), ("none", "No list to certify")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "yes":
                return queryset.filter(certified=True)
            case "no":
                return queryset.filter(certified=False, has_list=True)
            case "none":
                return queryset.filter(certified=False, has_list=False)
        return queryset


@admin.register(AcoCertification)
class AcoCertificationAdmin(RecordAdmin[AcoCertification]):
    """Each ACO with its certification of a year."""

    list_display = ("name", "aco_id", "state", "certified_on", "participants_listed", "undecided")
    list_filter = (YearFilter, CertifiedFilter)
    search_fields = ("aco_id__istartswith", "name__icontains")
    search_help_text = "ACO ID or part of the name"
    fields = readonly_fields = (
        "name",
        "aco_id",
        "state",
        "certified_on",
        "participants_listed",
        "sha256",
        "undecided",
    )
    export_columns = (
        "aco_id",
        "name",
        "state",
        "certified_on",
        "participants_listed",
        "sha256",
        "undecided",
    )
    ordering = ("name", "aco_id")

    def get_queryset(self, request: HttpRequest) -> QuerySet[AcoCertification]:
        return acos_with_standing(year_asked(request))

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        year = year_asked(request)
        title = (
            f"Lists certified for {year.year}, due {year.certify_by:%B} {year.certify_by.day}"
            if year
            else "Lists certified: set a performance year first"
        )
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    @admin.display(description="state")
    def state(self, aco: Any) -> str:
        if aco.certify_from is None:
            return ""
        days = aco.certify_from, aco.certify_by
        state = state_on(timezone.localdate(), *days, certified=aco.certified)
        return "Not certified" if state is State.OPEN else state.value

    @admin.display(description="certified by", ordering="certified_at")
    def certified_on(self, aco: Any) -> str:
        if not aco.certified_at:
            return ""
        who = f"{aco.certified_by_first} {aco.certified_by_last}"
        return f"{who}, {day_in_words(aco.certified_at)}"

    @admin.display(description="participants certified", ordering="certified_participants")
    def participants_listed(self, aco: Any) -> str:
        return str(aco.certified_participants or "")

    @admin.display(description="SHA-256")
    def sha256(self, aco: Any) -> str:
        return aco.certified_sha256 or ""

    @admin.display(description="undecided requests", ordering="undecided")
    def undecided(self, aco: Any) -> int:
        return int(aco.undecided)
