"""Who took an ACO's files, for its administrators (rule G4)."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from acoms.tables.cells import breakable
from acoms.tables.exports import list_response
from acoms.tables.lists import Column, ListState
from acoms.text.folding import Folded
from contacts.access import AcoRequest
from documents.files.models import Download
from documents.files.queries import downloads_of
from documents.files.words import moment


def _resumed(one: Download) -> str:
    times = one.requests - 1
    return f"{times} time{'' if times == 1 else 's'}" if times else ""


COLUMNS: tuple[Column[Download], ...] = (
    Column(
        "at",
        "When (Eastern)",
        ("at",),
        cell=lambda one: moment(one.at),
        file={"When": lambda one: one.at},
    ),
    Column(
        "who",
        "Who",
        (Folded("person__last_name"), Folded("person__first_name")),
        cell=lambda one: one.person.full_name,
        names_row=True,
    ),
    Column(
        "file",
        "File",
        (Folded("version__file__name"),),
        cell=lambda one: breakable(one.version.file.name),
        file={"File": lambda one: one.version.file.name},
    ),
    Column("version", "Version", cell=lambda one: one.version.number),
    Column("from", "From", cell=lambda one: one.address or ""),
    Column("resumed", "Resumed", cell=_resumed),
)


@require_safe
def downloads(request: AcoRequest, aco_id: str) -> HttpResponse:
    """Every download, the last first."""
    state = _state(request)
    found = downloads_of(request.aco_access.aco, state.search).order_by(*state.order, "-pk")
    context = {
        "state": state,
        "rows": found[state.rows],
        "paging": state.paging(found.count()),
        "filtered": bool(request.GET),
    }
    return render(request, "documents/files/downloads.html", context)


@require_safe
def downloads_csv(request: AcoRequest, aco_id: str) -> HttpResponseBase:
    state = _state(request)
    found = downloads_of(request.aco_access.aco, state.search).order_by(*state.order, "-pk")
    return list_response(f"{aco_id}-downloads.csv", COLUMNS, found.iterator(2_000))


def _state(request: AcoRequest) -> ListState:
    return ListState(request, COLUMNS, first="-at")
