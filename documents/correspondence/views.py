"""An ACO's Correspondence page, its messages with what is answered, and their files (G2, A14)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import F, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from acoms.access.pages import require_POST
from acoms.storage.giving import document_response
from acoms.tables.exports import list_response
from acoms.tables.lists import Column, ListState
from contacts.access import AcoRequest
from contacts.models import Aco
from contacts.permissions import Permission
from documents.correspondence.actions.answering import answer_message
from documents.correspondence.actions.reading import note_reading
from documents.correspondence.errors import MessageError
from documents.correspondence.forms import ReplyForm
from documents.correspondence.kinds import MessageKind
from documents.correspondence.models import Attachment, Delivery
from documents.correspondence.queries import of_aco
from documents.correspondence.storage import ATTACHMENTS

UNREAD = Q(own_read_at=None) | Q(last_from_cms__gt=F("own_seen_at"))


@dataclass(frozen=True, slots=True)
class Row:
    """A message as the list shows it."""

    delivery: Any  # with what `of_aco` adds

    @property
    def news(self) -> str:
        """What is new to the reader, in a word or two; empty for what they have read."""
        if self.delivery.own_read_at is None:
            return "Unread"
        answered: datetime | None = self.delivery.last_from_cms
        return "New answer" if answered and answered > self.delivery.own_seen_at else ""

    @property
    def kind(self) -> str:
        return str(self.delivery.message.kind_row.label)

    @property
    def files(self) -> str:
        return str(self.delivery.files or "")


COLUMNS: tuple[Column[Row], ...] = (
    Column("received", "Received", ("sent_at",), cell=lambda row: row.delivery.sent_at),
    Column(
        "subject",
        "Subject",
        ("message__subject",),
        cell="documents/correspondence/cells/subject.html",
        file={
            "Subject": lambda row: row.delivery.message.subject,
            "New": lambda row: row.news,
        },
        names_row=True,
    ),
    Column("kind", "Kind", ("message__kind",), cell=lambda row: row.kind),
    Column("to", "E-mail went to", cell=lambda row: row.delivery.message.to_whom),
    Column("files", "Attachments", ("files",), cell=lambda row: row.files),
)


@require_safe
def correspondence(request: AcoRequest, aco_id: str) -> HttpResponse:
    """The subtab: every message to the ACO, the newest first."""
    aco = request.aco_access.aco
    state = ListState(request, COLUMNS, first="-received")
    years = _years(aco)
    found = _asked_for(request, state, years)
    context = {
        "state": state,
        "kinds": list(MessageKind),
        "kind": state.chosen("kind", list(MessageKind)),
        "years": years,
        "year": state.chosen("year", years),
        "only_new": state.chosen("unread", ["yes"]),
        "rows": [Row(delivery) for delivery in found[state.rows]],
        "paging": state.paging(found.count()),
        "filtered": bool(request.GET),
    }
    return render(request, "documents/correspondence/list.html", context)


@require_safe
def correspondence_csv(request: AcoRequest, aco_id: str) -> HttpResponseBase:
    """The messages that the page shows with the same search and filters, all of them."""
    state = ListState(request, COLUMNS, first="-received")
    found = _asked_for(request, state, _years(request.aco_access.aco))
    return list_response(f"{aco_id}-correspondence.csv", COLUMNS, map(Row, found.iterator(2_000)))


def _years(aco: Aco) -> list[str]:
    """The years in which the ACO got messages, the latest first."""
    year = ExtractYear("sent_at", tzinfo=timezone.get_current_timezone())
    sent = Delivery.objects.sent().filter(aco=aco).order_by()
    found: QuerySet[Any, Any] = sent.values_list(year, flat=True).distinct()
    return sorted(map(str, found), reverse=True)


def _asked_for(request: AcoRequest, state: ListState, years: Sequence[str]) -> QuerySet[Delivery]:
    found = of_aco(request.aco_access.aco, request.user.pk)
    if kind := state.chosen("kind", list(MessageKind)):
        found = found.filter(message__kind=kind)
    if year := state.chosen("year", years):
        found = found.filter(sent_at__year=int(year))
    if state.chosen("unread", ["yes"]):
        found = found.filter(UNREAD)
    if state.search:
        found = found.filter(
            Q(message__subject__icontains=state.search) | Q(message__body__icontains=state.search)
        )
    return found.order_by(*state.order, "-pk")


@require_safe
def message(request: AcoRequest, aco_id: str, delivery_id: int) -> HttpResponse:
    """One message with what was answered; that it was given to the reader is noted."""
    delivery = _delivery_or_404(request, delivery_id)
    if request.method == "GET":
        note_reading(acting_person=request.user, delivery=delivery)
    return _show(request, delivery, ReplyForm())


def _show(request: AcoRequest, delivery: Delivery, form: ReplyForm) -> HttpResponse:
    access = request.aco_access
    may_answer = delivery.message.may_answer
    decision = access.decide(Permission.CORRESPONDENCE_ANSWER)
    context = {
        "delivery": delivery,
        "message": delivery.message,
        "files": list(delivery.message.attachments.all()),
        "replies": list(delivery.replies.select_related("written_by")),
        "answers": may_answer and bool(decision),
        "why_not": decision.reason if may_answer and not decision else "",
        "form": form,
    }
    return render(request, "documents/correspondence/message.html", context)


@require_POST
def answer(request: AcoRequest, aco_id: str, delivery_id: int) -> HttpResponse:
    """Answer a message in the ACO's name; a mistake shows the page again, with why."""
    delivery = _delivery_or_404(request, delivery_id)
    form = ReplyForm(request.POST)
    if form.is_valid():
        try:
            answer_message(
                acting_person=request.user, delivery=delivery, body=form.cleaned_data["body"]
            )
        except MessageError as error:
            error.show_in(form)
        else:
            messages.success(request, "Your answer went to CMS.")
            return redirect("correspondence_message", aco_id, delivery_id)
    return _show(request, delivery, form)


@require_safe
def attachment(
    request: AcoRequest, aco_id: str, delivery_id: int, sent_file_id: int
) -> HttpResponseBase:
    """A file that goes with a message, to be saved."""
    delivery = _delivery_or_404(request, delivery_id)
    found = get_object_or_404(Attachment, pk=sent_file_id, message=delivery.message_id)
    response = document_response(ATTACHMENTS, found)
    if response is None:
        context = {"file": found, "delivery": delivery}
        return render(request, "documents/correspondence/gone.html", context, status=404)
    return response


def _delivery_or_404(request: AcoRequest, delivery_id: int) -> Delivery:
    deliveries = Delivery.objects.sent().select_related("message", "aco")
    return get_object_or_404(deliveries, pk=delivery_id, aco=request.aco_access.aco)
