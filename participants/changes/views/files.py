"""Many changes by file: read in, looked at, made into drafts once."""

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from acoms.access.pages import require_POST
from acoms.loading.reading import UnreadableFile
from acoms.tables.exports import csv_response
from contacts.access import AcoRequest
from participants.changes.actions.files import (
    KEPT_UNCONFIRMED,
    confirm_change_file,
    plan_of,
    prepare_change_file,
)
from participants.changes.errors import ChangeError
from participants.changes.forms import ChangeFileForm
from participants.changes.models import ChangeFile
from participants.changes.plan import provider_count
from participants.changes.reading import KINDS, LABELS, MOST_BYTES, text_of_file

MOST_SHOWN = 200


@require_http_methods(["GET", "HEAD", "POST"])
def change_file(request: AcoRequest, aco_id: str) -> HttpResponse:
    """The form for a file, and the files of before."""
    aco = request.aco_access.aco
    form = ChangeFileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            text, remarks = text_of_file(file.read(MOST_BYTES + 1))
            prepared = prepare_change_file(
                acting_person=request.user, aco=aco, source=file.name, text=text, remarks=remarks
            )
            return redirect("change_file_checked", aco_id, prepared.pk)
        except UnreadableFile as error:
            error.show_in(form)
    context = {
        "form": form,
        "kinds": [words[0] for words in KINDS.values()],
        "labels": LABELS,
        "earlier": ChangeFile.objects.filter(aco=aco)
        .select_related("created_by")
        .defer("content")[:10],
    }
    return render(request, "participants/changes/file.html", context)


@require_safe
def change_file_template(request: AcoRequest, aco_id: str) -> StreamingHttpResponse:
    """An empty file with its headings."""
    return csv_response("change-requests.csv", LABELS, [])


@require_safe
def change_file_checked(request: AcoRequest, aco_id: str, change_file_id: int) -> HttpResponse:
    """One file: what it would become, or what became of it."""
    file = _of_aco(request, change_file_id)
    if file.confirmed_at is not None:
        return render(request, "participants/changes/file_done.html", {"file": file})
    plan = plan_of(file)
    context = {
        "file": file,
        "plan": plan,
        "planned": plan.planned[:MOST_SHOWN],
        "more": max(0, len(plan.planned) - MOST_SHOWN),
        "good": file.rows - len(plan.left_out),
        "providers": provider_count(plan.planned),
        "kept_days": KEPT_UNCONFIRMED.days,
    }
    return render(request, "participants/changes/file_checked.html", context)


@require_POST
def confirm_file(request: AcoRequest, aco_id: str, change_file_id: int) -> HttpResponse:
    """The one confirmation. Said twice, it leads to the same page, and nothing is doubled."""
    try:
        confirm_change_file(
            acting_person=request.user,
            file=_of_aco(request, change_file_id),
            shown=request.POST.get("shown", ""),
            good_ones_only=request.POST.get("rows") == "good",
        )
    except ChangeError as error:
        messages.error(request, str(error))
    return redirect("change_file_checked", aco_id, change_file_id)


def _of_aco(request: AcoRequest, change_file_id: int) -> ChangeFile:
    files = ChangeFile.objects.select_related("aco", "created_by", "confirmed_by")
    return get_object_or_404(files, pk=change_file_id, aco=request.aco_access.aco)
