"""How each ACO stands in each event, across the program, and what was signed (rule F7)."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils import timezone

from acoms.programme.dates import in_words
from acoms.site.admin_pages import RecordAdmin
from acoms.text.folding import Folded
from contacts.queries import holders_of
from contacts.types import label_of
from signing.models import AcoEvent, Signature
from signing.models.events import NEEDED_TO_OPEN
from signing.progress import STATES, with_progress
from signing.queries import (
    DocumentStanding,
    Standing,
    standing_of,
    state_of,
    with_whom_they_lack,
)
from signing.rules import State
from signing.views.documents import signed_response


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(key, label) for key, (label, _) in STATES.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = STATES.get(self.value() or "")
        return queryset.filter(chosen[1]) if chosen else queryset


@admin.register(AcoEvent)
class AcoEventAdmin(RecordAdmin[AcoEvent]):
    """Each ACO's event, with how much of it is signed."""

    change_form_template = "admin/signing/acoevent/change_form.html"
    list_display = ("aco_name", "aco_id_of", "event", "state", "progress", "due_on")
    list_filter = ("event", StateFilter)
    list_select_related = ("event", "aco")
    search_fields = ("aco__aco_id__istartswith", "aco__name__named")
    search_help_text = "ACO ID or part of the name"
    export_columns = (
        "aco_id_of",
        "aco_name",
        "event",
        "state",
        "opened_at",
        "documents_signed",
        "documents",
        "due_on",
    )
    ordering = ("-event__due_on", "-event_id", Folded("aco__name"), "pk")
    fields = readonly_fields = (
        "aco_name",
        "aco_id_of",
        "event",
        "state",
        "opened_at",
        "progress",
        "lacks",
        "due",
    )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.signed_view)
        name = "signing_acoevent_signed"
        return [path("signed/<int:pk>/", view, name=name), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[AcoEvent]:
        found: QuerySet[AcoEvent] = with_progress(super().get_queryset(request))
        return found.select_related("event", "aco")

    def beside(self, request: HttpRequest, row: AcoEvent) -> dict[str, Any]:
        made = row.signatures.select_related("version__document", "person")
        return {
            "title": "Signing Event of an ACO",
            "documents": _documents(standing_of(row)),
            "signatures": [(one, label_of(one.contact_type)) for one in made],
        }

    def signed_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """A signed document, to be saved."""
        self.must(request, "view")
        signatures = Signature.objects.select_related("version__document", "aco_event__aco")
        return signed_response(get_object_or_404(signatures, pk=pk))

    @admin.display(description="ACO", ordering=Folded("aco__name"))
    def aco_name(self, own: AcoEvent) -> str:
        return own.aco.name

    @admin.display(description="ACO ID", ordering="aco__aco_id")
    def aco_id_of(self, own: AcoEvent) -> str:
        return own.aco.aco_id

    @admin.display(description="state")
    def state(self, own: Any) -> str:
        complete = own.total > 0 and own.signed == own.total
        state = state_of(own, timezone.localdate(), is_complete=complete)
        held_up = own.waits_for_custodian and state in (State.OPEN, State.LATE)
        return f"{state.value}, nobody is DUA Custodian" if held_up else state.value

    @admin.display(description="documents signed")
    def progress(self, own: Any) -> str:
        return f"{own.signed} of {own.total}"

    @admin.display(description="signed")
    def documents_signed(self, own: Any) -> int:
        return int(own.signed)

    @admin.display(description="documents")
    def documents(self, own: Any) -> int:
        return int(own.total)

    @admin.display(description="due", ordering="event__due_on")
    def due_on(self, own: AcoEvent) -> Any:
        return own.event.due_on

    @admin.display(description="due")
    def due(self, own: AcoEvent) -> str:
        return in_words(own.event.due_on)

    @admin.display(description="lacks")
    def lacks(self, own: AcoEvent) -> str:
        [(_, names)] = with_whom_they_lack([own])
        return names


def _documents(standing: Standing) -> list[tuple[DocumentStanding, str]]:
    """Each document with whom it waits for, by name; two queries."""
    aco = standing.aco_event.aco
    holders = holders_of(aco, NEEDED_TO_OPEN) if standing.is_open else {}

    def waits_for(one: DocumentStanding) -> str:
        signed = {made.person.full_name for made in one.signatures}
        names = {name for code in one.kind.signers for name in holders.get(code, ())}
        return " or ".join(sorted(names - signed))

    return [(one, waits_for(one)) for one in standing.documents]
