"""Assigned beneficiaries and notices of adjusted benchmarks (rules C10, C11)."""

from typing import Any

from django.contrib import admin
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce, ExtractYear
from django.http import HttpRequest

from acoms.admin_pages import ListPage, RecordAdmin
from participants.actions.benchmark import publish_benchmark
from participants.effects.rules import BENCHMARK_YEARS, FEWEST_BENEFICIARIES
from participants.models import AssignedBeneficiaries, BenchmarkNotice


class BelowFilter(admin.SimpleListFilter):
    """Figures of the benchmark years of the current agreement that are below the minimum."""

    title = "size"
    parameter_name = "below"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", f"Below {FEWEST_BENEFICIARIES:,} in a benchmark year")]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[AssignedBeneficiaries]
    ) -> QuerySet[AssignedBeneficiaries]:
        if self.value() != "yes":
            return queryset
        began = ExtractYear(Coalesce("aco__agreement_start_date", "aco__initial_start_date"))
        return queryset.annotate(began=began).filter(
            beneficiaries__lt=FEWEST_BENEFICIARIES,
            year__lt=F("began"),
            year__gte=F("began") - BENCHMARK_YEARS,
        )


@admin.register(AssignedBeneficiaries)
class AssignedBeneficiariesAdmin(RecordAdmin[AssignedBeneficiaries]):
    """The figures that were loaded."""

    list_display = ("aco", "year", "beneficiaries", "loaded_at")
    list_filter = (BelowFilter, "year")
    list_select_related = ("aco",)
    search_fields = ("aco__aco_id__istartswith", "aco__name__icontains")
    search_help_text = "ACO ID or part of the name"


@admin.register(BenchmarkNotice)
class BenchmarkNoticeAdmin(ListPage[BenchmarkNotice]):
    """Published once to an ACO and a year, and then stays."""

    list_display = ("aco", "performance_year", "before", "adjusted", "published_at")
    list_filter = ("performance_year",)
    list_select_related = ("aco", "performance_year")
    search_fields = ("aco__aco_id__istartswith", "aco__name__icontains")
    search_help_text = "ACO ID or part of the name"
    fields = ("aco", "performance_year", "before", "adjusted", "note")
    raw_id_fields = ("aco",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        publish_benchmark(acting_person=request.user, notice=obj)  # type: ignore[arg-type]
