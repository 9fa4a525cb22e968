"""One file with its versions; and how somebody wants to be told of new ones."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from acoms.access.pages import require_POST
from contacts.access import AcoRequest, explain
from contacts.models import Aco
from contacts.permissions import Permission, types_with
from documents.files.actions.telling import choose_wish
from documents.files.forms import WishForm
from documents.files.models import FileVersion
from documents.files.types import Place


@require_safe
def file(request: AcoRequest, aco_id: str, place: Place, published_id: int) -> HttpResponse:
    """A file's facts and its versions, the last first."""
    access = request.aco_access
    shown = FileVersion.objects.shown().filter(file=published_id, file__aco=access.aco)
    versions = list(shown.select_related("file").order_by("-number"))
    if not versions or versions[0].file.place is not place:
        raise Http404
    found = versions[0].file
    closed = next((d for d in map(access.decide, found.kind.needs) if not d), None)
    if closed is not None:
        closed = explain(closed, access, types_with(Permission.BENEFICIARY_DATA_READ))
    context = {
        "place": place,
        "file": found,
        "versions": [(one, "" if closed else _download(access.aco, one)) for one in versions],
        "is_closed": closed is not None,
        "closed": closed,
    }
    return render(request, "documents/files/file.html", context)


def _download(aco: Aco, version: FileVersion) -> str:
    args = [aco.aco_id, version.file_id, version.number]
    return reverse(f"{version.file.place.url_name}_download", args=args)


@require_POST
def tell_me(request: AcoRequest, aco_id: str, place: Place) -> HttpResponse:
    """The choice of the form below the list, for both places."""
    form = WishForm(request.POST)
    if form.is_valid():
        choose_wish(acting_person=request.user, aco=request.aco_access.aco, how=form.wish)
        messages.success(request, "Saved.")
    else:
        messages.error(request, "Choose how you want to be told of new files.")
    return redirect(place.url_name, aco_id)
