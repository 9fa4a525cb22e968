"""Events: written from a template, their ACOs chosen, opened and closed (rules F1, F5)."""

from typing import Any

from django.contrib import admin
from django.core.files.base import ContentFile
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone

from acoms.once.shown import fingerprint
from acoms.programme.clock import day_in_words
from acoms.site.admin_pages import RecordAdmin
from acoms.text.numbers import key_of
from contacts.models import Aco
from signing.actions import (
    add_acos,
    close_event,
    open_event,
    shown_to_open,
    write_event,
    write_version,
)
from signing.actions.events import problem_with
from signing.admin.forms import AcosForm, EventForm, VersionForm
from signing.errors import SigningError
from signing.models import AcoEvent, DocumentVersion, EventDocument, SigningEvent
from signing.paper.of_aco import paper_of
from signing.progress import with_progress
from signing.queries import with_whom_they_lack
from signing.seal.certificate import can_sign
from signing.views.documents import pdf_response

SHOWN_LACKING = 200


@admin.register(SigningEvent)
class SigningEventAdmin(RecordAdmin[SigningEvent]):
    """The events of all years, and the pages on which one is made."""

    change_form_template = "admin/signing/signingevent/change_form.html"
    list_display = ("title", "performance_year", "state", "opens_on", "due_on", "acos")
    list_filter = ("performance_year",)
    search_fields = ("title__istartswith",)
    search_help_text = "The beginning of the title"
    fields = readonly_fields = (
        "title",
        "performance_year",
        "state",
        "opens_on",
        "due_on",
        "acos",
        "opened",
    )

    def get_urls(self) -> list[URLPattern]:
        def page(route: str, view: Any, name: str) -> URLPattern:
            wrapped = self.admin_site.admin_view(view)
            made: URLPattern = path(route, wrapped, name=f"signing_signingevent_{name}")
            return made

        return [
            page("<int:pk>/acos/", self.acos_view, "acos"),
            page("<int:pk>/open/", self.open_view, "open"),
            page("<int:pk>/close/", self.close_view, "close"),
            page("documents/<int:pk>/", self.document_view, "document"),
            page("documents/<int:pk>/preview.pdf", self.preview_view, "preview"),
            *super().get_urls(),
        ]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(self.permission("add"))

    def has_manage_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission("manage"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[SigningEvent]:
        events = super().get_queryset(request).select_related("released_by", "created_by")
        return events.annotate(
            number=Count("aco_events", distinct=True),
            opened_for=Count(
                "aco_events", filter=Q(aco_events__opened_at__isnull=False), distinct=True
            ),
        )

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        self.must(request, "add")
        form = EventForm(request.POST or None)
        if form.is_valid():
            try:
                event = write_event(
                    acting_person=request.user,  # type: ignore[arg-type]  # signed in: a Person
                    draft=form.draft,
                    acos=form.acos,
                )
            except SigningError as error:
                error.show_in(form)
            else:
                self.message_user(request, "The event is written. Nobody else sees it yet.")
                return redirect("admin:signing_signingevent_change", event.pk)
        return self._page(request, "add", title="Write a Signing Event", form=form)

    def beside(self, request: HttpRequest, row: SigningEvent) -> dict[str, Any]:
        versions = DocumentVersion.objects.current().filter(document__event=row)
        current = {one.document_id: one for one in versions}
        return {
            "title": "Signing Event",
            "documents": [(one, current.get(one.pk)) for one in row.documents.all()],
            "may_manage": self.has_manage_permission(request),
            **_lacking(row),
        }

    def acos_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Further ACOs for an event."""
        event = self._event(request, pk)
        form = AcosForm(request.POST or None)
        if form.is_valid():
            try:
                new = add_acos(
                    acting_person=request.user,  # type: ignore[arg-type]  # signed in: a Person
                    event=event,
                    acos=form.acos,
                )
            except SigningError as error:
                error.show_in(form)
            else:
                there = len(form.acos) - new
                also = f" {there} were in it already." if there else ""
                self.message_user(request, f"{new} ACOs are added.{also}")
                return redirect("admin:signing_signingevent_change", pk)
        return self._page(request, "acos", title=f"Add ACOs to {event}", form=form, event=event)

    def open_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Who lacks whom, then the event is opened as it was shown."""
        event, error = self._event(request, pk), ""
        if request.method == "POST":
            try:
                open_event(
                    acting_person=request.user,  # type: ignore[arg-type]  # signed in: a Person
                    event=event,
                    shown=request.POST.get("shown", ""),
                )
            except SigningError as refusal:
                error = str(refusal)
            else:
                self.message_user(request, f"{event} is open.")
                return redirect("admin:signing_signingevent_change", pk)
        return self._page(
            request,
            "open",
            title=f"Open {event}",
            event=event,
            error=error,
            can_sign=can_sign(),
            number=event.aco_events.count(),
            shows=fingerprint(shown_to_open(event)),
            **_lacking(event),
        )

    def close_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Close an event: nothing of it is signed any more."""
        event, error = self._event(request, pk), ""
        if request.method == "POST":
            try:
                close_event(acting_person=request.user, event=event)  # type: ignore[arg-type]  # signed in: a Person
            except SigningError as refusal:
                error = str(refusal)
            else:
                self.message_user(request, f"{event} is closed.")
                return redirect("admin:signing_signingevent_change", pk)
        return self._page(request, "close", title=f"Close {event}", event=event, error=error)

    def document_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The text of a document, as a PDF before it is kept."""
        document = self._document(request, pk)
        current = DocumentVersion.objects.current().get(document=document)
        form = VersionForm(request.POST or None, initial={"text": current.text})
        if form.is_valid():
            text, reason = form.cleaned_data["text"], form.cleaned_data["reason"]
            if "preview" not in request.POST:
                if self._wrote(request, form, document):
                    return redirect("admin:signing_signingevent_change", document.event_id)
            elif problem := problem_with(document.kind_row, text):
                form.add_error("text", problem)
            else:
                return _preview(document, text, reason)
        return self._page(
            request,
            "document",
            title=document.title,
            document=document,
            event=document.event,
            current=current,
            form=form,
            seen=request.POST.get("seen", current.number),
        )

    def _wrote(self, request: HttpRequest, form: VersionForm, document: EventDocument) -> bool:
        try:
            version = write_version(
                acting_person=request.user,  # type: ignore[arg-type]  # signed in: a Person
                document=document,
                text=form.cleaned_data["text"],
                reason=form.cleaned_data["reason"],
                seen=key_of(request.POST.get("seen", "")) or 0,
            )
        except SigningError as error:
            error.show_in(form)
            return False
        self.message_user(request, f"{version} is kept.")
        return True

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The current version as a PDF, as the first of the event's ACOs would read it."""
        self.must(request, "view")
        document = get_object_or_404(EventDocument.objects.select_related("event"), pk=pk)
        current = DocumentVersion.objects.current().filter(document=document).first()
        if current is None:
            raise Http404
        return _preview(document, current.text)

    def _event(self, request: HttpRequest, pk: int) -> SigningEvent:
        self.must(request, "manage")
        return get_object_or_404(SigningEvent, pk=pk)

    def _document(self, request: HttpRequest, pk: int) -> EventDocument:
        self.must(request, "manage")
        written = EventDocument.objects.select_related("event").filter(versions__number=1)
        return get_object_or_404(written, pk=pk)

    def _page(self, request: HttpRequest, name: str, **context: Any) -> HttpResponse:
        shell = {**self.admin_site.each_context(request), "opts": self.opts}
        template = f"admin/signing/signingevent/{name}.html"
        return render(request, template, {**shell, **context})

    @admin.display(description="state")
    def state(self, event: SigningEvent) -> str:
        if event.closed_at:
            return "Closed"
        if event.released_at is None:
            return "Being written"
        return "Open" if event.opens_on <= timezone.localdate() else "Opens on its day"

    @admin.display(description="ACOs")
    def acos(self, event: Any) -> str:
        return f"{event.number}, open for {event.opened_for}"

    @admin.display(description="opened")
    def opened(self, event: SigningEvent) -> str:
        if event.released_at is None or event.released_by is None:
            return ""
        return f"{day_in_words(event.released_at)} by {event.released_by.full_name}"


def _lacking(event: SigningEvent) -> dict[str, Any]:
    """The ACOs of an event for which it cannot open or a document cannot be signed, with whom each
    lacks; two queries."""
    own_events = with_progress(AcoEvent.objects.filter(event=event)).select_related("aco")
    waiting = own_events.filter(Q(opened_at=None) | Q(waits_for_custodian=True)).order_by("pk")
    found = [(own.aco, names) for own, names in with_whom_they_lack(waiting) if names]
    return {
        "lacking": found[:SHOWN_LACKING],
        "number_lacking": len(found),
        "are_told": event.released_at is not None,
    }


def _preview(document: EventDocument, text: str, reason: str = "") -> HttpResponseBase:
    first = document.event.aco_events.select_related("aco").order_by("pk").first()
    aco = first.aco if first else Aco(aco_id="A0000", name="Sample ACO")
    version = DocumentVersion(document=document, text=text, reason=reason)
    pdf = paper_of(version, AcoEvent(event=document.event, aco=aco)).to_read()
    return pdf_response(ContentFile(pdf), len(pdf), f"{document.kind}-preview.pdf")
