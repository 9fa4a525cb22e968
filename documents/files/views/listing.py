"""The Data Hub and Reporting: an ACO's files, on screen and as lists to take along (rule G5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.views.decorators.http import require_safe

from acoms.tables.cells import badge, link, together, two_lines, whole
from acoms.tables.exports import list_response
from acoms.tables.lists import Column, ListState
from acoms.text.folding import Folded
from contacts.access import AcoAccess, AcoRequest
from contacts.permissions import Permission
from documents.files.actions.visiting import note_visit
from documents.files.forms import WishForm
from documents.files.models import FileVersion
from documents.files.queries import asked_for, facts_of, files_of, last_visit, wish_of
from documents.files.types import TYPES, Place
from documents.files.words import moment


@dataclass(frozen=True, slots=True)
class Row:
    """A file's current version as the pages show it; `opens` says whether the viewer may."""

    version: FileVersion
    aco_id: str
    opens: bool

    @property
    def place(self) -> Place:
        return self.version.file.place

    @property
    def file_page(self) -> str:
        return reverse(f"{self.place.url_name}_file", args=[self.aco_id, self.version.file_id])

    @property
    def download(self) -> str:
        args = [self.aco_id, self.version.file_id, self.version.number]
        return reverse(f"{self.place.url_name}_download", args=args)


def _kind(row: Row) -> str:
    kind = row.version.file.kind
    beneficiaries = badge("Beneficiaries") if kind.about_beneficiaries else ""
    return two_lines(kind, together(kind.category, beneficiaries))


COLUMNS: tuple[Column[Row], ...] = (
    Column(
        "name",
        "File",
        (Folded("file__name"),),
        cell="documents/files/cells/name.html",
        file={"File": lambda row: row.version.file.name},
        names_row=True,
    ),
    Column(
        "type",
        "Type",
        ("type_name", "file__type"),
        cell=_kind,
        file={
            "Type": lambda row: row.version.file.kind.name,
            "Code": lambda row: row.version.file.type,
            "Category": lambda row: row.version.file.kind.category,
        },
    ),
    Column(
        "year",
        "Year",
        ("file__performance_year",),
        cell=lambda row: whole(row.version.file.performance_year or ""),
        file={"Performance year": lambda row: row.version.file.performance_year},
    ),
    Column(
        "size",
        "Size",
        ("size",),
        cell=lambda row: whole(filesizeformat(row.version.size)),
        file={"Bytes": lambda row: row.version.size},
    ),
    Column(
        "delivered",
        "Delivered (Eastern)",
        ("delivered_at",),
        cell=lambda row: moment(row.version.delivered_at),
        file={"Delivered": lambda row: row.version.delivered_at},
    ),
    Column(
        "version",
        "Version",
        ("number",),
        cell=lambda row: whole(link(row.file_page, f"{row.version.number}, details")),
        file={
            "Version": lambda row: row.version.number,
            "SHA-256": lambda row: row.version.sha256,
        },
    ),
)


@require_safe
def files(request: AcoRequest, aco_id: str, place: Place) -> HttpResponse:
    """The subtab. Looking at it is a visit, from which what is new is reckoned."""
    access = request.aco_access
    wish, before = wish_of(request.user, access.aco), _visit(request, place)
    state = _state(request)
    all_ = files_of(access.aco, place)
    years, codes = facts_of(all_)
    found = _asked_for(request, state, place, all_)
    rows = _rows(found[state.rows], access)
    context = {
        "place": place,
        "state": state,
        "rows": rows,
        "paging": state.paging(found.count()),
        "years": years,
        "types": [row for row in TYPES.values() if row.code in codes],
        "categories": sorted({TYPES[code].category for code in codes}),
        "chosen": _chosen(state, place),
        "before": before,
        "filtered": bool(request.GET),
        "closed": _why_closed(access, rows),
        "opens_some": any(row.opens for row in rows),
        "sees_downloads": bool(access.decide(Permission.ACTIVITY_READ)),
        "form": None if access.aco.has_ended else WishForm(initial={"how": wish or "no"}),
    }
    return render(request, "documents/files/list.html", context)


def _visit(request: AcoRequest, place: Place) -> datetime | None:
    """When the visit before this one ended; who only asks whether the page is there is on none."""
    person, aco = request.user, request.aco_access.aco
    if request.method == "HEAD":
        return last_visit(person, aco, place)
    return note_visit(acting_person=person, aco=aco, place=place)


@require_safe
def files_csv(request: AcoRequest, aco_id: str, place: Place) -> HttpResponseBase:
    """The files that the page shows with the same search and filters, all of them."""
    found = _asked_for(request, _state(request), place)
    rows = (_row(one, request.aco_access) for one in found.iterator(2_000))
    return list_response(f"{aco_id}-{place.value}.csv", COLUMNS, rows)


@require_safe
def checksums(request: AcoRequest, aco_id: str, place: Place) -> HttpResponseBase:
    """What `sha256sum --check` reads, of the files that the page shows with the same filters."""
    found = _asked_for(request, _state(request), place)

    def lines() -> Iterator[str]:
        for one in found.iterator(2_000):
            yield f"{one.sha256}  {one.file.name}\n"

    return StreamingHttpResponse(
        lines(),
        content_type="text/plain; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{aco_id}-{place.value}.sha256"',
            "Cache-Control": "private, no-store",
        },
    )


def _state(request: AcoRequest) -> ListState:
    return ListState(request, COLUMNS, first="-delivered")


def _chosen(state: ListState, place: Place) -> dict[str, str]:
    types = {code: row for code, row in TYPES.items() if row.place is place}
    return {
        "year": state.chosen("year", [str(year) for year in range(2012, 2101)]),
        "category": state.chosen("category", [row.category for row in types.values()]),
        "type": state.chosen("type", types),
        "new": state.chosen("new", ["yes"]),
    }


def _asked_for(
    request: AcoRequest, state: ListState, place: Place, files: QuerySet[FileVersion] | None = None
) -> QuerySet[FileVersion]:
    aco, chosen = request.aco_access.aco, _chosen(state, place)
    found = asked_for(
        files_of(aco, place) if files is None else files,
        place,
        search=state.search,
        year=chosen["year"],
        category=chosen["category"],
        code=chosen["type"],
        since=last_visit(request.user, aco, place) if chosen["new"] else None,
    )
    return found.order_by(*state.order, "pk")


def _rows(versions: QuerySet[FileVersion], access: AcoAccess) -> list[Row]:
    return [_row(one, access) for one in versions]


def _row(version: FileVersion, access: AcoAccess) -> Row:
    opens = all(access.decide(permission) for permission in version.file.kind.needs)
    return Row(version, access.aco.aco_id, opens)


def _why_closed(access: AcoAccess, rows: list[Row]) -> dict[str, Any] | None:
    """Why some of the rows are not opened, and who could; at most one query (rule E1)."""
    if all(row.opens for row in rows):
        return None
    decision = access.decide(Permission.BENEFICIARY_DATA_READ)
    return {
        "reason": decision.reason,
        "types": decision.who_could,
        "people": access.who_could(Permission.BENEFICIARY_DATA_READ) if access.sees_people else [],
    }
