"""Performance years and feedback cycles, which CMS staff set (rules C2, C5)."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from acoms.admin_pages import ListPage
from participants.actions.years import (
    days_of,
    other_cycles,
    set_feedback_cycle,
    set_performance_year,
)
from participants.changes.calendar import refusals_of_cycle, refusals_of_year
from participants.models import FeedbackCycle, PerformanceYear


class _SensibleDays(forms.ModelForm[Any]):
    """Says of each field what the days in it would break."""

    def refusals(self) -> dict[str, str]:
        raise NotImplementedError

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # Django's own, without a stub
        if not self.errors:
            for field, text in self.refusals().items():
                self.add_error(field if field in self.fields else None, text)

    def validate_constraints(self) -> None:
        """The same constraints in words, from `refusals`."""


class PerformanceYearForm(_SensibleDays):
    class Meta:
        model = PerformanceYear
        fields = ("year", "certify_from", "certify_by")

    def refusals(self) -> dict[str, str]:
        year = self.instance
        return refusals_of_year(year.year, year.certify_from, year.certify_by)


class FeedbackCycleForm(_SensibleDays):
    class Meta:
        model = FeedbackCycle
        fields = ("performance_year", "number", "opens_on", "closes_on", "feedback_on")

    def refusals(self) -> dict[str, str]:
        return refusals_of_cycle(days_of(self.instance), other_cycles(self.instance))

    def validate_unique(self) -> None:
        """One cycle of a number in a year: said by `refusals`."""


@admin.register(PerformanceYear)
class PerformanceYearAdmin(ListPage[PerformanceYear]):
    """The years and the days on which their lists are certified."""

    form = PerformanceYearForm
    list_display = ("year", "certify_from", "certify_by")
    list_filter = ("certify_by",)
    search_fields = ("year__iexact",)
    search_help_text = "Year"

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("year",) if obj else ()  # its lists and cycles name it

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        set_performance_year(acting_person=request.user, year=obj)  # type: ignore[arg-type]  # signed in: a Person


@admin.register(FeedbackCycle)
class FeedbackCycleAdmin(ListPage[FeedbackCycle]):
    """The two cycles of each year: when requests come in, and when CMS answers."""

    form = FeedbackCycleForm
    list_display = ("name", "opens_on", "closes_on", "feedback_on")
    list_filter = ("number", "performance_year")
    list_select_related = ("performance_year",)
    search_fields = ("performance_year__year__iexact",)
    search_help_text = "Performance year"

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("performance_year", "number") if obj else ()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        set_feedback_cycle(acting_person=request.user, cycle=obj)  # type: ignore[arg-type]  # signed in: a Person

    @admin.display(description="cycle", ordering=("performance_year"))
    def name(self, cycle: FeedbackCycle) -> str:
        return str(cycle)
