"""Which ACOs have done their yearly review, for CMS staff; also those that have not begun."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from acoms.programme.clock import day_in_words
from acoms.site.admin_pages import RecordAdmin
from acoms.text.names import Name
from recertification.models import AcoReview
from recertification.queries import answers_of, progress_in, review_of
from recertification.queues import STATES, reviews_of
from recertification.rules import Season
from recertification.seasons import current_season, season_of


def season_asked(request: HttpRequest) -> Season:
    """The year that the list shows: the one asked for, or the one that is on."""
    # The page of one ACO is told where it was opened from.
    asked = QueryDict(request.GET.get("_changelist_filters", "")) or request.GET
    year = asked.get("year", "")
    return season_of(int(year)) if re.fullmatch(r"2\d{3}", year, re.ASCII) else current_season()


class YearFilter(admin.SimpleListFilter):
    """Chooses the year; the list itself reads it from the address."""

    title = "year"
    parameter_name = "year"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        latest = current_season().year
        return [(str(year), str(year)) for year in range(latest - 1, latest - 5, -1)]

    def choices(self, changelist: Any) -> Iterator[Any]:
        first, *others = super().choices(changelist)
        yield {**first, "display": str(current_season().year)}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(key, label) for key, (label, _) in STATES.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = STATES.get(self.value() or "")
        return queryset.filter(chosen[1]) if chosen else queryset


@admin.register(AcoReview)
class AcoReviewAdmin(RecordAdmin[AcoReview]):
    """Each ACO with its review of a year, late ones first."""

    list_display = ("name", "aco_id", "state", "is_late", "progress", "completed")
    list_filter = (YearFilter, StateFilter)
    search_fields = ("aco_id__istartswith", "name__named")
    search_help_text = "ACO ID or part of the name"
    export_columns = (
        "aco_id",
        "name",
        "year",
        "state",
        "is_late",
        "done",
        "total",
        "completed_by",
        "completed_on",
    )
    fields = readonly_fields = (
        "name",
        "aco_id",
        "year",
        "state",
        "progress",
        "completed",
        "answers",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[AcoReview]:
        found: QuerySet[AcoReview] = reviews_of(season_asked(request))
        return found

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return ("-late", "name", "aco_id")

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        season = season_asked(request)
        title = f"Yearly review {season.year}, due {season.due_in_words(timezone.localdate())}"
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    @admin.display(description="year")
    def year(self, aco: Any) -> int:
        return int(aco.year)

    @admin.display(description="done")
    def done(self, aco: Any) -> int:
        return progress_in(aco).done

    @admin.display(description="contacts")
    def total(self, aco: Any) -> int:
        return progress_in(aco).total

    @admin.display(description="completed by")
    def completed_by(self, aco: Any) -> str:
        if not aco.review_completed_at:
            return ""
        return Name(aco.review_first_name, aco.review_last_name).full

    @admin.display(description="completed on")
    def completed_on(self, aco: Any) -> date | None:
        moment = aco.review_completed_at
        return timezone.localdate(moment) if moment else None

    @admin.display(description="state")
    def state(self, aco: Any) -> str:
        if aco.review_completed_at:
            after = timezone.localdate(aco.review_completed_at) > aco.review_due_on
            return "Done, after it was due" if after else "Done"
        if aco.over:
            return STATES["over"][0]
        if aco.review_id:
            return "Under way"
        return "Not started" if aco.asked else "Not asked: it came after the due date"

    @admin.display(description="late")
    def is_late(self, aco: Any) -> str:
        return "Late" if aco.late else ""

    @admin.display(description="contacts done")
    def progress(self, aco: Any) -> str:
        return str(progress_in(aco))

    @admin.display(description="completed")
    def completed(self, aco: Any) -> str:
        if not aco.review_completed_at:
            return ""
        return f"{day_in_words(aco.review_completed_at)} by {self.completed_by(aco)}"

    @admin.display(description="answers")
    def answers(self, aco: Any) -> SafeString:
        """The year's record, as far as it has come."""
        review = review_of(aco, aco.year)
        lines = [
            (
                a.name,
                a.types_listed,
                a.said,
                a.answered_by.full_name,
                f": {a.reason}" * (not a.kept),
            )
            for a in answers_of(review)
        ]
        if not lines:
            return format_html("{}", "None")
        return format_html(
            "<ul>{}</ul>", format_html_join("", "<li>{}, {}: {} by {}{}</li>", lines)
        )
