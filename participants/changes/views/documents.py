"""Documents of a change request: added, removed, and given to those who may see them."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from acoms.access.bodies import takes_files
from acoms.access.pages import require_POST
from acoms.storage.giving import document_response
from contacts.access import AcoRequest
from participants.changes.actions.documents import attach_document, remove_document
from participants.changes.errors import ChangeError
from participants.changes.forms import DocumentForm
from participants.changes.models import Attachment
from participants.changes.storage import DOCUMENTS
from participants.changes.views.detail import change_or_404, show


@takes_files(settings.ATTACHMENT_MOST_BYTES)
@require_POST
def attach(request: AcoRequest, aco_id: str, change_id: int) -> HttpResponse:
    """Add a document; a mistake shows the page again, with why."""
    change = change_or_404(request, change_id)
    form = DocumentForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            document = attach_document(
                acting_person=request.user,
                change=change,
                kind=form.cleaned_data["kind"],
                name=file.name,
                content=file.read(settings.ATTACHMENT_MOST_BYTES + 1),
            )
        except ChangeError as error:
            error.show_in(form)
        else:
            messages.success(request, f"Attached: {document.name}.")
            return redirect("change_request", aco_id, change_id)
    return show(request, change, form)


@require_safe
def document(
    request: AcoRequest, aco_id: str, change_id: int, attachment_id: int
) -> HttpResponseBase:
    """A document, to be saved. Also one that was replaced after CMS had it."""
    found = _document_or_404(request, change_id, attachment_id)
    response = document_response(DOCUMENTS, found)
    if response is None:
        context = {"document": found, "change": found.change}
        return render(request, "participants/changes/gone.html", context, status=404)
    return response


@require_POST
def remove(request: AcoRequest, aco_id: str, change_id: int, attachment_id: int) -> HttpResponse:
    """Take a document off a draft; the record says that it was there."""
    found = _document_or_404(request, change_id, attachment_id)
    try:
        remove_document(acting_person=request.user, document=found)
    except ChangeError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Removed: {found.name}.")
    return redirect("change_request", aco_id, change_id)


def _document_or_404(request: AcoRequest, change_id: int, attachment_id: int) -> Attachment:
    documents = Attachment.objects.select_related("change__aco")
    found = get_object_or_404(
        documents, pk=attachment_id, change=change_id, change__aco=request.aco_access.aco
    )
    if found.removed_at is not None and not found.seen_by_cms:
        raise Http404
    return found
