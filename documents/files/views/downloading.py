"""Downloads: whole, in part, or several as a ZIP. In production processes of their own serve these
addresses (`downloads` of docker-compose.yml): whoever takes a gigabyte keeps nobody from a page.

What is given out is data: saved, never shown or run in the page (rule G4).
"""

from collections.abc import Callable, Iterator
from functools import partial

from allauth.core.internal.httpkit import get_client_ip
from django.contrib import messages
from django.core.files.base import File
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
)
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.models import Person
from accounts.requests import SignedInRequest
from acoms.access import Refused
from acoms.access.conditions import answer_by_conditions
from acoms.access.pages import require_POST
from acoms.text.numbers import key_of
from contacts.access import AcoRequest, explain
from contacts.permissions import types_with
from documents.files.actions.downloading import give_out, open_at, record_several
from documents.files.errors import FilesError
from documents.files.models import FileVersion
from documents.files.queries import files_of
from documents.files.rules import NoSuchRange, Range, read_range
from documents.files.storage import FILES
from documents.files.types import Place
from documents.files.zipping import Entry, zip_of

PIECE = 256 * 1024
MOST_IN_A_ZIP = 200
CSP = "sandbox; default-src 'none'; frame-ancestors 'none'"


class BytesResponse(FileResponse):
    """Pieces of bytes that go as they are made (`acoms.site.compression`)."""


@require_safe
def download(
    request: AcoRequest, aco_id: str, place: Place, published_id: int, number: int
) -> HttpResponseBase:
    """A version, or the part that `Range` asks for; what is resumed begins behind its beginning."""
    version = _version_or_404(request, place, published_id, number)
    _require(request, version)
    back = reverse(f"{place.url_name}_file", args=[aco_id, published_id])
    return answer_with(request, version, give_out, back=back)


def answer_with(
    request: SignedInRequest, version: FileVersion, give: Callable[..., File[bytes]], *, back: str
) -> HttpResponseBase:
    """A version that somebody may open, as `served`. Where its bytes cannot be read, `back` is the
    page that says so."""
    address = get_client_ip(request) or ""
    try:
        return served(request, version, give, acting_person=request.user, address=address)
    except FilesError as error:
        messages.error(request, str(error))
        return redirect(back)


def served(
    request: HttpRequest,
    version: FileVersion,
    give: Callable[..., File[bytes]],
    *,
    acting_person: Person,
    address: str,
) -> HttpResponseBase:
    """A version that somebody may open, whole or as `Range` asks, unless the client has it already;
    `give` records that and has its bytes. Raises FilesError where those cannot be read."""
    if (known := answer_by_conditions(request, _etag(version))) is not None:
        return known if known.status_code >= 400 else _described(known, version, None)
    if request.method == "HEAD":
        return _described(HttpResponse(), version, None)
    try:
        part = _part(request, version)
    except NoSuchRange:
        return _not_there(version)
    first = part.first if part else 0
    file = give(acting_person=acting_person, version=version, address=address, first=first)
    wanted = part or Range(0, version.size - 1)
    response = BytesResponse(_pieces(file, wanted))
    response.status_code = 206 if part else 200
    return _described(response, version, part)


def _version_or_404(
    request: AcoRequest, place: Place, published_id: int, number: int
) -> FileVersion:
    shown = FileVersion.objects.shown().filter(file=published_id, file__aco=request.aco_access.aco)
    found = get_object_or_404(shown.select_related("file"), number=number)
    if found.file.place is not place:
        raise Http404
    return found


def _require(request: AcoRequest, version: FileVersion) -> None:
    access = request.aco_access
    for permission in version.file.kind.needs:
        if not (decision := access.decide(permission)):
            raise Refused(explain(decision, access, types_with(permission)))


def _part(request: HttpRequest, version: FileVersion) -> Range | None:
    """What is asked for of the version that the client has the beginning of (`If-Range`)."""
    header, known = request.headers.get("Range", ""), request.headers.get("If-Range")
    if not header or (known is not None and known.strip() != _etag(version)):
        return None
    return read_range(header, version.size)


def _etag(version: FileVersion) -> str:
    return f'"{version.sha256}"'


def _pieces(file: File[bytes], part: Range) -> Iterator[bytes]:
    with file:
        file.seek(part.first)
        left = part.length
        while left and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece


def _described(
    response: HttpResponseBase, version: FileVersion, part: Range | None
) -> HttpResponseBase:
    response["Content-Type"] = "application/octet-stream"
    response["Content-Disposition"] = content_disposition_header(True, version.file.name) or ""
    response["Content-Length"] = str(part.length if part else version.size)
    if part:
        response["Content-Range"] = f"bytes {part.first}-{part.last}/{version.size}"
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = _etag(version)
    return _as_data(response)


def _as_data(response: HttpResponseBase) -> HttpResponseBase:
    response["Content-Security-Policy"] = CSP
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _not_there(version: FileVersion) -> HttpResponseBase:
    response = HttpResponse("This file has fewer bytes.", status=416, content_type="text/plain")
    response["Content-Range"] = f"bytes */{version.size}"
    return _as_data(response)


@require_POST
def as_zip(request: AcoRequest, aco_id: str, place: Place) -> HttpResponseBase:
    """The files that were ticked, as one ZIP."""
    ticked = {key for each in request.POST.getlist("version") if (key := key_of(each))}
    there = files_of(request.aco_access.aco, place).filter(pk__in=ticked)
    versions = list(there.order_by("file__name")[: MOST_IN_A_ZIP + 1])
    if refusal := _refusal_of_choice(versions):
        messages.error(request, refusal)
        return redirect(place.url_name, aco_id)
    for version in versions:
        _require(request, version)
    record_several(
        acting_person=request.user, versions=versions, address=get_client_ip(request) or ""
    )
    name = f"{aco_id}-{place.value}-{timezone.localdate()}.zip"
    response = BytesResponse(zip_of(map(_entry, versions)))
    response["Content-Type"] = "application/zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return _as_data(response)


def _refusal_of_choice(versions: list[FileVersion]) -> str:
    if not versions:
        return "Tick the files that you want in the ZIP."
    if len(versions) > MOST_IN_A_ZIP:
        return f"A ZIP takes at most {MOST_IN_A_ZIP} files."
    try:
        for one in versions:
            open_at(one).close()
    except FilesError as error:
        return str(error)
    return ""


def _entry(version: FileVersion) -> Entry:
    at = timezone.localtime(version.delivered_at)
    return Entry(version.file.name, version.size, at, partial(_all_of, version))


def _all_of(version: FileVersion) -> Iterator[bytes]:
    return _pieces(FILES.open(version.stored_as), Range(0, version.size - 1))
