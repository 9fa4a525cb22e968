"""Performance years and feedback cycles, which CMS staff set (rules C2, C5)."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from acoms.site.admin_pages import ListPage
from participants.years.actions import other_cycles, set_feedback_cycle, set_performance_year
from participants.years.calendar import CycleDays, refusals_of_cycle, refusals_of_year
from participants.years.models import FeedbackCycle, PerformanceYear


class _SensibleDays(forms.ModelForm[Any]):
    """Says of each field what the days in it would break, before the database would."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            for field, text in self.refusals({**self._fixed(), **data}).items():
                self.add_error(field if field in self.fields else None, text)
        return data

    def _fixed(self) -> dict[str, Any]:
        """What is not edited any more: the year, and which cycle of it."""
        names = [each for each in self._meta.fields or () if each not in self.fields]
        return {name: getattr(self.instance, name) for name in names}

    def refusals(self, values: dict[str, Any]) -> dict[str, str]:
        raise NotImplementedError


class PerformanceYearForm(_SensibleDays):
    class Meta:
        model = PerformanceYear
        fields = ("year", "certify_from", "certify_by")

    def refusals(self, values: dict[str, Any]) -> dict[str, str]:
        return refusals_of_year(**values)


class FeedbackCycleForm(_SensibleDays):
    class Meta:
        model = FeedbackCycle
        fields = ("performance_year", "number", "opens_on", "closes_on", "feedback_on")

    def refusals(self, values: dict[str, Any]) -> dict[str, str]:
        year = values.pop("performance_year").year
        return refusals_of_cycle(CycleDays(year=year, **values), other_cycles(self.instance))


@admin.register(PerformanceYear)
class PerformanceYearAdmin(ListPage[PerformanceYear]):
    """The years and the days on which their lists are certified."""

    form = PerformanceYearForm
    list_display = ("year", "certify_from", "certify_by")
    ordering = ("-year",)
    list_filter = ("certify_by",)

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

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("performance_year", "number") if obj else ()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        set_feedback_cycle(acting_person=request.user, cycle=obj)  # type: ignore[arg-type]  # signed in: a Person

    @admin.display(description="cycle", ordering=("performance_year"))
    def name(self, cycle: FeedbackCycle) -> str:
        return str(cycle)
