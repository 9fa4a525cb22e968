"""The lists for screening: loaded here from files, and read (rule C5)."""

from typing import Any, TypeVar

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from acoms.access.bodies import takes_files
from acoms.loading.reading import UnreadableFile, left_out
from acoms.loading.tally import Tally, tallied
from acoms.site.admin_pages import RecordAdmin
from acoms.tables.estimated_paging import EstimatedPaginator
from participants.screening.actions.lists import load_list
from participants.screening.models.lists import (
    DeactivatedNpi,
    InitiativeParticipant,
    ListKind,
    ListLoad,
    Sanction,
    SanctionWaiver,
)
from participants.screening.reading import NEEDED, OPTIONAL

MOST_BYTES = 25_000_000
Row = TypeVar("Row", bound=Model)


class LoadForm(forms.Form):
    kind = forms.ChoiceField(label="Which list", choices=ListKind.choices)
    file = forms.FileField(
        label="The list, a CSV file",
        help_text="Up to 25 MB, in UTF-8, with the columns below. Larger lists are loaded on the "
        "server, by the commands that begin with import_.",
        error_messages={"empty": "The file is empty."},
    )

    def clean_file(self) -> Any:
        uploaded = self.cleaned_data["file"]
        if uploaded.size > MOST_BYTES:
            raise forms.ValidationError("The file is larger than 25 MB.")
        return uploaded


@admin.register(ListLoad)
class ListLoadAdmin(RecordAdmin[ListLoad]):
    """What was loaded when, by whom, and which lines were left out."""

    list_display = (
        "loaded_at",
        "kind",
        "name",
        "loaded_by",
        "added",
        "changed",
        "unchanged",
        "left_out",
    )
    export_columns = (*list_display, "sha256")
    list_filter = ("kind", "loaded_at")
    search_fields = ("name__icontains",)
    search_help_text = "Part of the file's name"
    list_select_related = ("loaded_by",)
    fields = (
        ("kind", "name"),
        ("loaded_at", "loaded_by"),
        ("added", "changed", "unchanged", "left_out"),
        "why_left_out",
        "sha256",
    )
    readonly_fields = ("why_left_out",)

    @admin.display(description="Lines left out, and why")
    def why_left_out(self, load: ListLoad) -> str:
        more = load.left_out - len(load.problems)
        return "\n".join([*load.problems, *([f"And {more:,} more."] if more > 0 else [])])

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(self.permission("add"))

    @takes_files(MOST_BYTES)
    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Load a file; then the page that says what came of its lines."""
        self.must(request, "add")
        form = LoadForm(request.POST or None, request.FILES or None)
        if form.is_valid():
            uploaded = form.cleaned_data["file"]
            try:
                with transaction.atomic(), tallied() as tally:
                    loaded = load_list(
                        acting_person=request.user,  # type: ignore[arg-type]  # signed in: a Person
                        kind=form.cleaned_data["kind"],
                        name=uploaded.name,
                        file=uploaded.file,
                    )
            except UnreadableFile as error:
                error.show_in(form)
            else:
                self._tell(request, loaded, tally)
                return redirect("admin:participants_screening_listload_change", loaded.pk)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Load a list",
            "form": form,
            "layouts": [
                (kind.label, ", ".join(NEEDED[kind]), ", ".join(OPTIONAL[kind]))
                for kind in ListKind
            ],
        }
        return render(request, "admin/participants_screening/listload/add.html", context)

    def _tell(self, request: HttpRequest, loaded: ListLoad, tally: Tally) -> None:
        self.message_user(request, str(tally))
        self.message_user(
            request,
            f"{loaded.added:,} new, {loaded.changed:,} changed, {loaded.unchanged:,} as they were.",
        )
        if loaded.left_out:
            why = f"{left_out(loaded.left_out)}; see below."
            self.message_user(request, why, messages.WARNING)


class InForceFilter(admin.SimpleListFilter):
    """Rows whose days hold today; `starts` and `until` name the model's fields."""

    title = "in force"
    parameter_name = "in_force"
    starts, until = "starts_on", "until"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("today", "Today"), ("not", "Not today")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        today = timezone.localdate()
        in_force = Q(**{f"{self.starts}__lte": today}) & (
            Q(**{self.until: None}) | Q(**{f"{self.until}__gt": today})
        )
        match self.value():
            case "today":
                return queryset.filter(in_force)
            case "not":
                return queryset.exclude(in_force)
        return queryset


class _DeactivatedFilter(InForceFilter):
    title = "deactivated"
    starts, until = "deactivated_on", "reactivated_on"


class _SanctionedFilter(InForceFilter):
    until = "reinstated_on"


class _ListedRow(RecordAdmin[Row]):
    """A row of a list: read here, changed by loading the list again."""

    paginator = EstimatedPaginator
    show_facets = admin.ShowFacets.NEVER

    @admin.display(description="TIN")
    def tin_ending(self, row: Any) -> str:
        return str(row.masked_tin)


@admin.register(DeactivatedNpi)
class DeactivatedNpiAdmin(_ListedRow[DeactivatedNpi]):
    list_display = ("npi", "deactivated_on", "reactivated_on")
    list_filter = (_DeactivatedFilter,)
    search_fields = ("npi__startswith",)
    search_help_text = "NPI, from its beginning"


@admin.register(Sanction)
class SanctionAdmin(_ListedRow[Sanction]):
    list_display = ("reason", "tin_ending", "npi", "of_official", "starts_on", "reinstated_on")
    list_filter = (_SanctionedFilter, "of_official")
    search_fields = ("npi__startswith", "reason__istartswith")
    search_help_text = "NPI or reason, from its beginning"
    fields = list_display
    readonly_fields = ("tin_ending",)


@admin.register(SanctionWaiver)
class SanctionWaiverAdmin(_ListedRow[SanctionWaiver]):
    list_display = ("tin_ending", "npi", "starts_on", "until")
    list_filter = (InForceFilter,)
    search_fields = ("npi__startswith",)
    search_help_text = "NPI, from its beginning"
    fields = list_display
    readonly_fields = ("tin_ending",)


@admin.register(InitiativeParticipant)
class InitiativeParticipantAdmin(_ListedRow[InitiativeParticipant]):
    list_display = ("initiative", "tin_ending", "primary_care", "starts_on", "until")
    list_filter = (InForceFilter, "primary_care")
    search_fields = ("initiative__istartswith",)
    search_help_text = "Initiative, from its beginning"
    fields = list_display
    readonly_fields = ("tin_ending",)
