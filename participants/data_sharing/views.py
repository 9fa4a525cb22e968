"""Uploading service dates and taking the revised request file (rule C7)."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from acoms.access.bodies import takes_files
from acoms.access.pages import require_POST
from contacts.access import AcoRequest
from contacts.permissions import Permission
from participants.data_sharing.actions import delete_file, give_out_answers, upload_services
from participants.data_sharing.errors import DataSharingError
from participants.data_sharing.models import DataSharingFile
from participants.data_sharing.rules import CODE_COLUMN, COLUMNS, Outcome


class UploadForm(forms.Form):
    file = forms.FileField(
        label="File of service dates",
        help_text=f"CSV in UTF-8, up to {settings.BENEFICIARY_DATA_MOST_BYTES // 1_000_000:,} MB.",
        widget=forms.ClearableFileInput({"accept": ".csv,text/csv"}),
        error_messages={"required": "Choose a file.", "empty": "The file is empty."},
    )


@takes_files(settings.BENEFICIARY_DATA_MOST_BYTES)
@require_http_methods(["GET", "HEAD", "POST"])
def data_sharing(request: AcoRequest, aco_id: str) -> HttpResponse:
    """The files; for whoever may upload one, the form for it."""
    aco = request.aco_access.aco
    if request.method == "POST":
        request.aco_access.require(Permission.BENEFICIARY_DATA_EDIT)
    form = UploadForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_bound and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            file = upload_services(
                acting_person=request.user,
                aco=aco,
                source=upload.name,
                pieces=upload.chunks(1_000_000),
            )
        except DataSharingError as error:
            error.show_in(form, otherwise="file")
        else:
            return redirect("data_sharing_file", aco_id, file.pk)
    context = {
        "form": form,
        "edits": bool(request.aco_access.decide(Permission.BENEFICIARY_DATA_EDIT)),
        "columns": COLUMNS,
        "code_column": CODE_COLUMN,
        "days": settings.BENEFICIARY_DATA_DAYS,
        "files": DataSharingFile.objects.filter(aco=aco).select_related("uploaded_by", "progress")[
            :50
        ],
    }
    return render(request, "participants/data_sharing/list.html", context)


@require_safe
def data_sharing_file(request: AcoRequest, aco_id: str, file_id: int) -> HttpResponse:
    """How far it is; then what became of whom, in numbers."""
    file = _of_aco(request, file_id)
    template = "progress" if request.headers.get("HX-Request") and file.is_at_work else "file"
    context: dict[str, Any] = {
        "file": file,
        "edits": bool(request.aco_access.decide(Permission.BENEFICIARY_DATA_EDIT)),
        "rows": [(each, file.summary.get(each.name.lower(), 0)) for each in Outcome],
        "total": sum(file.summary.get(each.name.lower(), 0) for each in Outcome),
        "changed": [
            ("N to Y" if each.code == "Y" else "Y to N", each, number)
            for each in Outcome
            if (number := file.summary.get("changed", {}).get(each.name.lower()))
        ],
        "compared_with": _day(file.summary.get("compared_with", "")),
        "more_bad": file.summary.get("bad", 0) - len(file.bad_lines),
        "accesses": file.accesses.select_related("person")[:20],
    }
    response = render(request, f"participants/data_sharing/{template}.html", context)
    if request.headers.get("HX-Request") and not file.is_at_work:
        response["HX-Refresh"] = "true"
    return response


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@require_POST
def data_sharing_answers(request: AcoRequest, aco_id: str, file_id: int) -> HttpResponseBase:
    """The revised request file, streamed; it is recorded who takes it."""
    file = _of_aco(request, file_id)
    try:
        answers = give_out_answers(acting_person=request.user, file=file)
    except DataSharingError as error:
        messages.error(request, str(error))
        return redirect("data_sharing_file", aco_id, file_id)
    name = f"{aco_id}-data-sharing-request-{file.today}.csv"
    response = FileResponse(
        answers, as_attachment=True, filename=name, content_type="text/csv; charset=utf-8"
    )
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def delete_data_sharing_file(request: AcoRequest, aco_id: str, file_id: int) -> HttpResponse:
    file = _of_aco(request, file_id)
    delete_file(acting_person=request.user, file=file)
    messages.success(request, f"Deleted: {file.source}. Its counts stay.")
    return redirect("data_sharing", aco_id)


def _of_aco(request: AcoRequest, file_id: int) -> DataSharingFile:
    files = DataSharingFile.objects.select_related("uploaded_by", "progress")
    return get_object_or_404(files, pk=file_id, aco=request.aco_access.aco)
