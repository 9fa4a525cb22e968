"""Invite several: read a list in, look at it, confirm it, watch it being sent."""

import csv
import io
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRefresh

from acoms.access.pages import require_POST
from acoms.tables.exports import csv_response
from acoms.text.numbers import key_of
from contacts.access import AcoRequest
from contacts.types import CONTACT_TYPES, in_order
from invitations.bulk import actions
from invitations.bulk.actions import KEPT_UNCONFIRMED, BulkInvitationError
from invitations.bulk.checks import check_rows, fingerprint
from invitations.bulk.forms import ListForm
from invitations.bulk.models import BulkInvitation, Row
from invitations.bulk.queries import earlier_lists, rows_with_results
from invitations.bulk.reading import EXAMPLE, HEADINGS
from invitations.giving import own_addresses

POLLED_FOR = timedelta(minutes=15)  # a page left open does not ask, nor keep a session, for ever


@require_http_methods(["GET", "HEAD", "POST"])
def invite_several(request: AcoRequest, aco_id: str) -> HttpResponse:
    """The form for a list, and the lists of before."""
    aco = request.aco_access.aco
    lost = ""
    if request.method == "POST":
        form = ListForm(request.POST, request.FILES)
        if form.is_valid():
            bulk = actions.prepare_bulk_invitation(
                acting_person=request.user, aco=aco, source=form.source, reading=form.reading
            )
            return redirect("bulk_invitation", aco_id, bulk.pk)
    else:
        again, lost = _rows_again(request)
        form = ListForm(initial={"pasted": again})
    context = {
        "form": form,
        "lost": lost,
        "headings": HEADINGS.values(),
        "example": EXAMPLE,
        "types": CONTACT_TYPES.values(),
        "earlier": earlier_lists(aco),
    }
    return render(request, "invitations/bulk/list.html", context)


def _rows_again(request: AcoRequest) -> tuple[str, str]:
    """The rows of an earlier list that are not sent, as text to correct: `?again=<id>`; and which
    of its lines are not among them, since they could not be taken apart."""
    asked = key_of(request.GET.get("again", ""))
    unsent = Row.objects.filter(bulk=asked, bulk__aco=request.aco_access.aco, invitation=None)
    rows = [_typed(row) for row in unsent]
    lost = [str(row.line) for row, typed in zip(unsent, rows, strict=True) if not any(typed)]
    text = _as_csv([list(HEADINGS.values()), *filter(any, rows)]) if rows else ""
    return text, _lost(lost) if lost else ""


def _lost(lines: list[str]) -> str:
    one = len(lines) == 1
    return (
        f"Line{'' if one else 's'} {', '.join(lines)} of the list could not be read and "
        f"{'is' if one else 'are'} not among the rows below. Enter {'it' if one else 'them'} again."
    )


def _as_csv(lines: Iterable[list[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(lines)
    return text.getvalue()


def _typed(row: Row) -> list[str]:
    return [getattr(row, column) for column in HEADINGS]


@require_safe
def bulk_template(request: AcoRequest, aco_id: str) -> StreamingHttpResponse:
    """An empty list with its headings."""
    return csv_response("invitations.csv", list(HEADINGS.values()), [])


@require_safe
def bulk_invitation(request: AcoRequest, aco_id: str, bulk_id: int) -> HttpResponse:
    """One list: what will happen, how far it is, or what became of it."""
    bulk = _of_aco(request, bulk_id)
    if bulk.confirmed_at is None:
        return _preview(request, bulk)
    if bulk.done < bulk.total:
        return _progress(request, bulk)
    if request.htmx:  # type: ignore[attr-defined]  # set by its middleware
        return HttpResponseClientRefresh()
    return _result(request, bulk)


def _preview(request: AcoRequest, bulk: BulkInvitation) -> HttpResponse:
    own = own_addresses(request.user, bulk.aco)
    checked = check_rows(bulk.aco, list(bulk.rows.all()), request.aco_access.held, own)
    context = {
        "bulk": bulk,
        "good": [each for each in checked if each.good],
        "bad": [each for each in checked if not each.good],
        "shown": fingerprint(checked),
        "kept_days": KEPT_UNCONFIRMED.days,
    }
    return render(request, "invitations/bulk/preview.html", context)


def _progress(request: AcoRequest, bulk: Any) -> HttpResponse:
    part = request.htmx  # type: ignore[attr-defined]  # set by its middleware
    name = "progress_part" if part else "progress"
    polled = bulk.confirmed_at > timezone.now() - POLLED_FOR
    context = {"bulk": bulk, "polled": polled}
    return render(request, f"invitations/bulk/{name}.html", context)


def _result(request: AcoRequest, bulk: BulkInvitation) -> HttpResponse:
    rows = rows_with_results(bulk)
    context = {
        "bulk": bulk,
        "sent": [row for row in rows if row.invitation],
        "unsent": [row for row in rows if not row.invitation],
    }
    return render(request, "invitations/bulk/result.html", context)


@require_POST
def send_bulk_invitation(request: AcoRequest, aco_id: str, bulk_id: int) -> HttpResponse:
    """The one confirmation. Said twice, it leads to the same page, and nothing is doubled."""
    bulk = _of_aco(request, bulk_id)
    try:
        actions.confirm_bulk_invitation(
            acting_person=request.user,
            bulk=bulk,
            shown=request.POST.get("shown", ""),
            good_ones_only=request.POST.get("rows") == "good",
        )
    except BulkInvitationError as error:
        messages.error(request, str(error))
    return redirect("bulk_invitation", aco_id, bulk_id)


@require_safe
def bulk_result(
    request: AcoRequest, aco_id: str, bulk_id: int
) -> HttpResponse | StreamingHttpResponse:
    """The result as a file: who, as what, and sent or why not."""
    bulk = _of_aco(request, bulk_id)
    if bulk.confirmed_at is None:
        return redirect("bulk_invitation", aco_id, bulk_id)
    lines = (
        [row.line, *_typed(row)[:-1], _types(row), _outcome(row), row.result]
        for row in rows_with_results(bulk)
    )
    header = ["Line", *HEADINGS.values(), "Result", "Why not"]
    return csv_response(f"invitations-{aco_id}-{bulk.pk}.csv", header, lines)


def _types(row: Row) -> str:
    return "; ".join(kind.label for kind in in_order(row.codes)) if row.codes else row.types


def _outcome(row: Row) -> str:
    if row.done_at is None:
        return "Waiting"
    return "Sent" if row.invitation_id else "Not sent"


def _of_aco(request: AcoRequest, bulk_id: int) -> Any:
    """A list of the request's ACO, whoever read it in; any other is not there."""
    lists = BulkInvitation.objects.with_counts().select_related("created_by", "confirmed_by", "aco")
    return get_object_or_404(lists, pk=bulk_id, aco=request.aco_access.aco)
