"""Assigned beneficiaries and notices of adjusted benchmarks (rules C10, C11)."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce, ExtractYear
from django.http import HttpRequest, HttpResponse

from acoms.programme.clock import day_in_words
from acoms.site.admin_pages import RecordAdmin, RecordedOnce
from contacts.forms import AcoField
from participants.effects.actions.benchmark import publish_benchmark
from participants.effects.admin.figures_page import figures_page
from participants.effects.benchmark.queries import refusal_of_notice
from participants.effects.models.benchmark import AssignedBeneficiaries, BenchmarkNotice
from participants.effects.rules import FEWEST_BENEFICIARIES
from participants.years.agreement import BENCHMARK_YEARS


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
    """The figures that were loaded, and the page that loads them."""

    change_list_template = "admin/participants_effects/assignedbeneficiaries/change_list.html"
    list_display = ("aco", "year", "number", "at_least", "loaded", "loader")
    export_columns = ("aco", "year", "beneficiaries", "loaded_at", "loader")
    list_filter = (BelowFilter, "year")
    list_select_related = ("aco", "loaded_by")
    search_fields = ("aco__aco_id__istartswith", "aco__name__named")
    search_help_text = "ACO ID or part of the name"
    fields = readonly_fields = ("year", "number", "at_least", "loaded_at", "loader")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(self.permission("add"))

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return figures_page(self, request)

    @admin.display(description="assigned", ordering="beneficiaries")
    def number(self, figure: AssignedBeneficiaries) -> str:
        return f"{figure.beneficiaries:,}"

    @admin.display(description=f"at least {FEWEST_BENEFICIARIES:,}", boolean=True)
    def at_least(self, figure: AssignedBeneficiaries) -> bool:
        return bool(figure.beneficiaries >= FEWEST_BENEFICIARIES)

    @admin.display(description="loaded", ordering="loaded_at")
    def loaded(self, figure: AssignedBeneficiaries) -> str:
        return day_in_words(figure.loaded_at)

    @admin.display(description="loaded by", ordering="loaded_by__last_name")
    def loader(self, figure: AssignedBeneficiaries) -> str:
        return figure.loaded_by.full_name if figure.loaded_by else "On the server"


class NoticeForm(forms.ModelForm[Any]):
    aco = AcoField()

    class Meta:
        model = BenchmarkNotice
        fields = ("aco", "performance_year", "before", "adjusted", "note")
        labels = {"before": "Benchmark before", "adjusted": "Adjusted benchmark"}
        help_texts = {
            "before": "Dollars per beneficiary.",
            "adjusted": "Dollars per beneficiary.",
            "note": "Why it is adjusted, if there is something to say.",
        }

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or {}
        aco, year = asked.get("aco"), asked.get("performance_year")
        if aco and year and (refusal := refusal_of_notice(aco, year.pk)):
            self.add_error("performance_year", refusal)
        return asked


@admin.register(BenchmarkNotice)
class BenchmarkNoticeAdmin(RecordedOnce[BenchmarkNotice]):
    """Published once to an ACO and a year, and then stays."""

    form = NoticeForm
    list_display = ("aco", "performance_year", "dollars_before", "dollars_adjusted", "published_at")
    export_columns = ("aco", "performance_year", "before", "adjusted", "published_at")
    list_filter = ("performance_year",)
    list_select_related = ("aco", "performance_year")
    search_fields = ("aco__aco_id__istartswith", "aco__name__named")
    search_help_text = "ACO ID or part of the name"
    fieldsets = (
        (
            None,
            {
                "fields": ("aco", "performance_year", "before", "adjusted", "note"),
                "description": "A saved notice is published: the ACO's administrators are told, "
                "and it stays as it is.",
            },
        ),
    )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        publish_benchmark(acting_person=request.user, notice=obj)  # type: ignore[arg-type]

    @admin.display(description="before", ordering="before")
    def dollars_before(self, notice: BenchmarkNotice) -> str:
        return f"${notice.before:,.2f}"

    @admin.display(description="adjusted", ordering="adjusted")
    def dollars_adjusted(self, notice: BenchmarkNotice) -> str:
        return f"${notice.adjusted:,.2f}"
