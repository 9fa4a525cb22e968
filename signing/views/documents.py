"""A document: read in the page or as a PDF, signed, or said to be wrong (rules F3, F5, F6)."""

from typing import Any

from django.contrib import messages
from django.core.files.base import ContentFile, File
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import too_many_from_here
from acoms.storage.stream import DamagedFile
from acoms.text.names import UnreadableName
from acoms.text.refusals import Refusal
from contacts.access import AcoRequest
from contacts.missing import url_to_add
from contacts.types import Code, label_of
from signing.actions import Reading, reading_of, say_concern, sign_document
from signing.errors import SigningError
from signing.forms import ConcernForm, SignForm
from signing.models import AcoEvent, Signature
from signing.paper.making import sha256
from signing.queries import DocumentStanding, Standing, events_of, signatures_of, standing_of
from signing.renewals import file_of
from signing.rules import signing_type, statement

# A document is data, whatever stands in it: nothing of it is run, framed or fetched.
DOCUMENT_CSP = "default-src 'none'; sandbox; frame-ancestors 'none'"


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def document(request: AcoRequest, aco_id: str, aco_event_id: int, document_id: int) -> HttpResponse:
    """The whole document, with its version and hash; signers sign it below."""
    standing, found = _found(request, aco_event_id, document_id)
    if found.page:
        return redirect(found.page, aco_id)
    form = SignForm(request.POST or None, says=_says(request, standing, found))
    if request.method == "POST":
        if (limited := too_many_from_here(request, "second_factor")) is not None:
            return limited
        if form.is_valid() and (signed := _signed(request, form, found)) is not None:
            messages.success(
                request, f"You signed {signed.version.document.title}. The signed PDF is kept here."
            )
            return redirect("aco_signing_event", aco_id)
        standing, found = _found(request, aco_event_id, document_id)
    return _show(request, standing, found, form)


def _as_type(request: AcoRequest, standing: Standing, found: DocumentStanding) -> str:
    """The contact type as which the reader can sign now, or ""."""
    if not standing.is_open:
        return ""
    return found.may_be_signed_by(request.user.pk, request.aco_access.held)


def _says(request: AcoRequest, standing: Standing, found: DocumentStanding) -> str:
    """What the reader states by signing."""
    as_type = _as_type(request, standing, found)
    return statement(str(request.aco_access.aco), label_of(as_type)) if as_type else ""


def _signed(request: AcoRequest, form: SignForm, found: DocumentStanding) -> Signature | None:
    said = form.cleaned_data
    try:
        return sign_document(
            acting_person=request.user,
            aco=request.aco_access.aco,
            document=found.document,
            read=Reading(
                version=said["version"], sha256=said["seen"], contact_type=said["contact_type"]
            ),
            name=said["name"],
            code=said["code"],
        )
    except UnreadableName as error:
        form.add_error("name", str(error))
    except Refusal as error:
        error.show_in(form)
    return None


def _show(
    request: AcoRequest, standing: Standing, found: DocumentStanding, form: SignForm
) -> HttpResponse:
    access, version = request.aco_access, found.version
    assert version is not None
    own = standing.aco_event
    try:
        paper, pdf = reading_of(version, own)
    except SigningError as error:
        return _unreadable(request, found, error)
    as_type = _as_type(request, standing, found)
    context: dict[str, Any] = {
        "own": own,
        "standing": standing,
        "found": found,
        "version": version,
        "paper": paper,
        "sha256": sha256(pdf),
        "size": len(pdf),
        "form": form,
        "as_type": as_type,
        "url_to_add": url_to_add(access.aco, [Code.DUA_CUSTODIAN]) if access.edits_contacts else "",
        "may_say": standing.is_open and bool(signing_type(access.held, found.kind)),
        "signers": access.who_could(found.kind.permission),
        "concerns": own.concerns.filter(version__document=found.document).select_related(
            "said_by", "answered_by", "version"
        ),
        "earlier": signatures_of(access.aco)
        .filter(aco_event=own, version__document=found.document)
        .exclude(version=version),
    }
    return render(request, "signing/document.html", context)


def _unreadable(request: AcoRequest, found: DocumentStanding, error: SigningError) -> HttpResponse:
    """A page that says so, where the kept file is gone or damaged."""
    context = {"found": found, "why": str(error)}
    return render(request, "signing/unreadable.html", context, status=404)


@require_safe
def document_pdf(
    request: AcoRequest, aco_id: str, aco_event_id: int, document_id: int
) -> HttpResponseBase:
    """The PDF that is read: the very bytes whose hash the page says."""
    standing, found = _found(request, aco_event_id, document_id)
    if found.version is None:
        raise Http404
    try:
        _, pdf = reading_of(found.version, standing.aco_event)
    except SigningError as error:
        return _unreadable(request, found, error)
    return pdf_response(ContentFile(pdf), len(pdf), f"{_name(found, aco_id)}.pdf")


@require_safe
def signed_pdf(request: AcoRequest, aco_id: str, signature_id: int) -> HttpResponseBase:
    """A signed document, to be saved; also one whose version was replaced since."""
    found = get_object_or_404(signatures_of(request.aco_access.aco), pk=signature_id)
    return signed_response(found)


def signed_response(signature: Signature) -> HttpResponseBase:
    """The signed file as a download."""
    try:
        file = file_of(signature).opened()
    except (FileNotFoundError, DamagedFile):
        raise Http404 from None
    own, version = signature.aco_event, signature.version
    name = f"{own.aco.aco_id}-{version.document.kind}-version-{version.number}-signed.pdf"
    return pdf_response(file, file.size, name)


def pdf_response(file: File[bytes], size: int, name: str) -> FileResponse:
    """A PDF as a download: never shown within the site."""
    response = FileResponse(file, as_attachment=True, filename=name, content_type="application/pdf")
    response["Content-Length"] = str(size)
    response["Content-Security-Policy"] = DOCUMENT_CSP
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def concern(request: AcoRequest, aco_id: str, aco_event_id: int, document_id: int) -> HttpResponse:
    """Something is wrong with this document: to CMS's queue."""
    standing, found = _found(request, aco_event_id, document_id)
    form = ConcernForm(request.POST or None)
    if form.is_valid():
        try:
            say_concern(
                acting_person=request.user,
                aco=request.aco_access.aco,
                document=found.document,
                text=form.cleaned_data["text"],
            )
        except SigningError as error:
            error.show_in(form, otherwise="text")
        else:
            messages.success(request, "CMS has your message. The answer comes here and by e-mail.")
            return redirect("read_document", aco_id, aco_event_id, document_id)
    access = request.aco_access
    context = {
        "own": standing.aco_event,
        "found": found,
        "form": form,
        "is_open": standing.is_open,
        "may_say": standing.is_open and bool(access.decide(found.kind.permission)),
        "signers": access.who_could(found.kind.permission),
    }
    return render(request, "signing/concern.html", context)


def _found(
    request: AcoRequest, aco_event_id: int, document_id: int
) -> tuple[Standing, DocumentStanding]:
    """An event of this ACO, which may still wait to open, and one of its documents."""
    own: AcoEvent = get_object_or_404(events_of(request.aco_access.aco), pk=aco_event_id)
    standing = standing_of(own)
    found = standing.of(document_id)
    if found is None:
        raise Http404
    return standing, found


def _name(found: DocumentStanding, aco_id: str) -> str:
    number = found.version.number if found.version else 0
    return f"{aco_id}-{found.document.kind}-version-{number}"
