"""Assigned beneficiaries loaded on a page: first what the file would do, then done (rule C11)."""

import io
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from acoms.admin_pages import ListPage
from acoms.loading.reading import UnreadableFile
from acoms.sealed import seal, unseal
from participants.actions.benchmark import Loaded, load_figures
from participants.admin.import_page import (
    MOST_POSTED,
    PREVIEW_TOO_OLD,
    SHOWN,
    TEMPLATE,
    name_and_text,
)
from participants.benchmark.reading import COLUMNS, read_figures
from participants.effects.rules import FEWEST_BENEFICIARIES
from participants.models import AssignedBeneficiaries

_PURPOSE = "assigned beneficiaries on their way through a form"
_NAMED = 20
_INTRO = (
    "Nothing changes yet: the next page says what the file would do, line by line where something "
    "is wrong with it. A figure that is there is changed by a new one, and none is taken away."
)


class FiguresForm(forms.Form):
    file = forms.FileField(
        label="The figures, a CSV file",
        help_text=f"Up to 2 MB, in UTF-8. Its first line names its columns, in any order: "
        f"{', '.join(COLUMNS)}. Such as A1234, 2023, 12345.",
        error_messages={"required": "Choose a file.", "empty": "The file is empty."},
    )

    def clean_file(self) -> tuple[str, str]:
        """The file's name and its text."""
        return name_and_text(self.cleaned_data["file"])


def figures_page(page: ListPage[AssignedBeneficiaries], request: HttpRequest) -> HttpResponse:
    """The page of the admin list (`page`): file, preview, and after the confirmation the list."""
    page.must(request, "add")
    if "sealed" in request.POST:
        return _confirm(page, request)
    form = FiguresForm(request.POST or None, request.FILES or None)
    preview: dict[str, Any] = {}
    if form.is_valid():
        try:
            preview = _preview(request, *form.cleaned_data["file"])
        except UnreadableFile as refusal:
            form.add_error("file", str(refusal))
    context = {
        **page.admin_site.each_context(request),
        "opts": page.opts,
        "title": "Load assigned beneficiaries",
        "verb": "Load",
        "intro": _INTRO,
        "form": form,
        **preview,
    }
    return render(request, TEMPLATE, context)


def _preview(request: HttpRequest, name: str, text: str) -> dict[str, Any]:
    sealed = seal(_PURPOSE, int(request.user.pk or 0), [name, text])
    if len(sealed) > MOST_POSTED:
        raise UnreadableFile(
            "The file is too large for this page: load it on the server, by "
            "import_assigned_beneficiaries."
        )
    loaded = _load(request, name, text, only_try=True)
    return {
        "chosen": name,
        "sealed": sealed,
        "lines": [_counts(loaded), *_warnings(loaded, "would be")],
        "bad": loaded.bad[:SHOWN],
        "left_out": _left_out(loaded, "would be").removesuffix("."),
        "more_bad": len(loaded.bad) - len(loaded.bad[:SHOWN]),
        "can_go_in": bool(loaded.created or loaded.changed),
    }


def _confirm(page: ListPage[Any], request: HttpRequest) -> HttpResponse:
    chosen = unseal(_PURPOSE, int(request.user.pk or 0), request.POST["sealed"])
    if chosen is None:
        page.message_user(request, PREVIEW_TOO_OLD, messages.ERROR)
        return redirect(request.path)
    loaded = _load(request, *chosen)
    for line in (_counts(loaded), *_warnings(loaded, "are")):
        page.message_user(request, line)
    if loaded.bad:
        past = "was" if len(loaded.bad) == 1 else "were"
        page.message_user(request, _left_out(loaded, past), messages.WARNING)
    return redirect("admin:participants_assignedbeneficiaries_changelist")


def _load(request: HttpRequest, name: str, text: str, *, only_try: bool = False) -> Loaded:
    return load_figures(
        acting_person=request.user,  # type: ignore[arg-type]  # signed in: a Person
        source=name,
        rows=read_figures(io.StringIO(text, newline="")),
        only_try=only_try,
    )


def _counts(loaded: Loaded) -> str:
    return f"{loaded.created:,} new, {loaded.changed:,} changed, {loaded.same:,} as they were."


def _left_out(loaded: Loaded, verb: str) -> str:
    lines = "1 line" if len(loaded.bad) == 1 else f"{len(loaded.bad):,} lines"
    return f"{lines} {verb} left out."


def _warnings(loaded: Loaded, verb: str) -> list[str]:
    """Whom the figures warn: nothing, or one line."""
    if not loaded.warned:
        return []
    named = [str(aco) for aco in sorted(loaded.warned, key=str)]
    more = f" and {len(named) - _NAMED:,} more" if len(named) > _NAMED else ""
    return [
        f"Administrators {verb} told that their ACO is below {FEWEST_BENEFICIARIES:,} in a "
        f"benchmark year: {', '.join(named[:_NAMED])}{more}."
    ]
