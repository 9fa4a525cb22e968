"""A list of organizations read in on a page: first what it would do, then, confirmed, done."""

import io
import json
import zlib
from dataclasses import dataclass
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from acoms.fields import fernet_key
from acoms.loading.reading import BadLine, UnreadableFile, left_out
from qpp_roles.actions.importing import OrganizationFile, import_organizations
from qpp_roles.errors import QppError
from qpp_roles.importing.rows import COLUMNS
from qpp_roles.importing.telling import summary

MOST_BYTES = 2_000_000
_MOST_POSTED = 2_400_000  # below Django's limit for a form
_LASTS = 3600  # seconds from the preview to its confirmation
_PURPOSE = "list of organizations on its way through a form"
_SHOWN = 100
PREVIEW_TOO_OLD = "This preview is too old. Choose the file again."


class ListForm(forms.Form):
    file = forms.FileField(
        label="The list, a CSV file",
        help_text=f"Up to 2 MB. Its first line names its columns, in any order: "
        f"{', '.join(COLUMNS)}. Larger lists are read in on the server, by import_organizations.",
    )
    complete_lists = forms.BooleanField(
        label="Take out the clinicians and members that the list does not name",
        required=False,
        help_text="Of organizations that it names some of. Then all its lines must be good.",
    )

    def clean_file(self) -> "UploadedList":
        uploaded = self.cleaned_data["file"]
        if uploaded.size > MOST_BYTES:
            raise forms.ValidationError("The file is larger than 2 MB.")
        try:
            text = uploaded.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise forms.ValidationError(
                "This is not a text file in UTF-8. Save it as CSV UTF-8."
            ) from None
        return UploadedList(uploaded.name or "list.csv", text, complete_lists=False)


@dataclass(frozen=True, slots=True)
class UploadedList:
    """A file between its preview and its confirmation, when only the page has it."""

    name: str
    text: str
    complete_lists: bool

    def sealed(self, person_id: int) -> str:
        """For a hidden field: nobody can read it on the way or change it."""
        content = json.dumps([person_id, self.name, self.text, self.complete_lists])
        return Fernet(fernet_key(_PURPOSE)).encrypt(zlib.compress(content.encode())).decode()

    @classmethod
    def unsealed(cls, sealed: str, person_id: int) -> "UploadedList | None":
        """What this person previewed within the hour, or None."""
        try:
            content = Fernet(fernet_key(_PURPOSE)).decrypt(sealed.encode(), ttl=_LASTS)
        except InvalidToken:
            return None
        of, name, text, complete_lists = json.loads(zlib.decompress(content))
        return cls(name, text, complete_lists) if of == person_id else None


def import_page(page: Any, request: HttpRequest) -> HttpResponse:
    """The page of an admin list (`page`): file, preview, and after the confirmation its record."""
    page.must(request, "add")
    if "sealed" in request.POST:
        return _confirm(page, request)
    form = ListForm(request.POST or None, request.FILES or None)
    preview: dict[str, Any] = {}
    if form.is_valid():
        chosen: UploadedList = form.cleaned_data["file"]
        chosen = UploadedList(chosen.name, chosen.text, form.cleaned_data["complete_lists"])
        try:
            preview = _preview(request, chosen)
        except (QppError, UnreadableFile) as refusal:
            form.add_error("file", str(refusal))
    context = {
        **page.admin_site.each_context(request),
        "opts": page.opts,
        "title": "Import a list",
        "form": form,
        **preview,
    }
    return render(request, "admin/qpp_roles/organization/import.html", context)


def _preview(request: HttpRequest, chosen: UploadedList) -> dict[str, Any]:
    sealed = chosen.sealed(int(request.user.pk or 0))
    if len(sealed) > _MOST_POSTED:
        raise QppError("The file is too large for this page: read it in on the server.")
    bad: list[BadLine] = []

    def keep(row: BadLine) -> None:
        if len(bad) < _SHOWN:
            bad.append(row)

    record, merged = _run(request, chosen, on_bad_line=keep, only_try=True)
    return {
        "chosen": chosen,
        "sealed": sealed,
        "lines": list(summary(record, merged)),
        "bad": bad,
        "left_out": left_out(record.left_out) if record.left_out else "",
        "more_bad": record.left_out - len(bad),
        "can_go_in": bool(record.added or record.changed or record.removed)
        and not (record.left_out and chosen.complete_lists),
    }


def _confirm(page: Any, request: HttpRequest) -> HttpResponse:
    chosen = UploadedList.unsealed(request.POST["sealed"], int(request.user.pk or 0))
    if chosen is None:
        page.message_user(request, PREVIEW_TOO_OLD, messages.ERROR)
        return redirect(request.path)
    try:
        record, merged = _run(request, chosen)
    except (QppError, UnreadableFile) as refusal:
        page.message_user(request, str(refusal), messages.ERROR)
        return redirect(request.path)
    for line in summary(record, merged):
        page.message_user(request, line)
    return redirect(reverse("admin:qpp_roles_organizationimport_change", args=[record.pk]))


def _run(request: HttpRequest, chosen: UploadedList, **how: Any) -> Any:
    file = OrganizationFile(
        name=chosen.name,
        lines=io.StringIO(chosen.text, newline=""),
        complete_lists=chosen.complete_lists,
    )
    return import_organizations(acting_person=request.user, file=file, **how)  # type: ignore[arg-type]
