"""A list of participants read in on a page: first what it would do, then, confirmed, done."""

import io
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from acoms.admin_pages import ListPage
from acoms.loading.reading import BadLine, UnreadableFile, left_out
from acoms.sealed import seal, unseal
from participants.actions.importing import ListFile, import_participants
from participants.errors import ListError
from participants.importing.counts import Merged
from participants.importing.rows import COLUMNS, Layout

MOST_BYTES = 2_000_000
MOST_POSTED = 2_400_000  # below Django's limit for a form
SHOWN = 100
TEMPLATE = "admin/participants/import.html"
PREVIEW_TOO_OLD = "This preview is too old. Choose the file again."
_PURPOSE = "participant list on its way through a form"
_INTRO = (
    "Nothing changes yet: the next page says what the list would do, line by line where something "
    "is wrong with it. Nobody is taken off a list here but by a day in the column “until”."
)
_LAYOUTS = {
    Layout.LIST: "An ACO's own list: " + ", ".join(COLUMNS[Layout.LIST]),
    Layout.PUBLIC: "CMS's public list: " + ", ".join(COLUMNS[Layout.PUBLIC]),
}


def name_and_text(uploaded: Any) -> tuple[str, str]:
    """Of an uploaded CSV file. Raises ValidationError where it is too large or is not text."""
    if uploaded.size > MOST_BYTES:
        raise forms.ValidationError("The file is larger than 2 MB.")
    try:
        return uploaded.name or "list.csv", uploaded.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise forms.ValidationError(
            "This is not a text file in UTF-8. Save it as CSV UTF-8."
        ) from None


class ImportForm(forms.Form):
    layout = forms.ChoiceField(
        label="Which columns the file has",
        choices=[(layout.value, label) for layout, label in _LAYOUTS.items()],
        initial=Layout.LIST.value,
        widget=forms.RadioSelect,
    )
    year = forms.IntegerField(
        label="Performance year",
        min_value=1990,
        max_value=2199,
        help_text="On the list from January 1 of this year on, where the file says no day.",
    )
    file = forms.FileField(
        label="The list, a CSV file",
        help_text="Up to 2 MB, in UTF-8. Its first line names its columns, in any order. Larger "
        "lists are read in on the server, by import_participants.",
    )

    def clean_file(self) -> tuple[str, str]:
        return name_and_text(self.cleaned_data["file"])


def import_page(page: ListPage[Any], request: HttpRequest) -> HttpResponse:
    """The page of an admin list (`page`): file, preview, and after the confirmation its list."""
    page.must(request, "add")
    if "sealed" in request.POST:
        return _confirm(page, request)
    initial = {"year": timezone.localdate().year, "layout": Layout.LIST.value}
    form = ImportForm(request.POST or None, request.FILES or None, initial=initial)
    preview: dict[str, Any] = {}
    if form.is_valid():
        name, text = form.cleaned_data["file"]
        chosen = [name, text, form.cleaned_data["layout"], form.cleaned_data["year"]]
        try:
            preview = _preview(request, chosen)
        except (ListError, UnreadableFile) as refusal:
            form.add_error("file", str(refusal))
    context = {
        **page.admin_site.each_context(request),
        "opts": page.opts,
        "title": "Import a list",
        "verb": "Import",
        "intro": _INTRO,
        "form": form,
        **preview,
    }
    return render(request, TEMPLATE, context)


def _preview(request: HttpRequest, chosen: list[Any]) -> dict[str, Any]:
    sealed = seal(_PURPOSE, int(request.user.pk or 0), chosen)
    if len(sealed) > MOST_POSTED:
        raise ListError("The file is too large for this page: read it in on the server.")
    bad: list[BadLine] = []

    def keep(row: BadLine) -> None:
        if len(bad) < SHOWN:
            bad.append(row)

    merged = _run(request, chosen, on_bad_line=keep, only_try=True)
    return {
        "chosen": chosen[0],
        "sealed": sealed,
        "lines": list(merged.summary()),
        "bad": bad,
        "left_out": left_out(merged.left_out) if merged.left_out else "",
        "more_bad": merged.left_out - len(bad),
        "can_go_in": merged.changes_something,
    }


def _confirm(page: ListPage[Any], request: HttpRequest) -> HttpResponse:
    chosen = unseal(_PURPOSE, int(request.user.pk or 0), request.POST["sealed"])
    if chosen is None:
        page.message_user(request, PREVIEW_TOO_OLD, messages.ERROR)
        return redirect(request.path)
    try:
        merged = _run(request, chosen)
    except (ListError, UnreadableFile) as refusal:
        page.message_user(request, str(refusal), messages.ERROR)
        return redirect(request.path)
    for line in merged.summary():
        page.message_user(request, line)
    return redirect("admin:participants_participant_changelist")


def _run(request: HttpRequest, chosen: list[Any], **how: Any) -> Merged:
    name, text, layout, year = chosen
    file = ListFile(
        name=name,
        lines=io.StringIO(text, newline=""),
        layout=Layout(layout),
        as_of=date(year, 1, 1),
    )
    return import_participants(acting_person=request.user, file=file, **how)  # type: ignore[arg-type]
