"""A page of the admin on which a file is chosen, previewed and, once confirmed, loaded."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, TextIO

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from acoms.crypto.sealed import seal, unseal
from acoms.loading.reading import BadLine, UnreadableFile, left_out, text_of_utf8
from acoms.loading.staging import OnBadLine, ignore
from acoms.loading.tally import tallied
from acoms.once.shown import fingerprint, refusal_of_change
from acoms.site.admin_pages import ListPage
from acoms.text.refusals import Refusal

MOST_BYTES = 2_000_000
_MOST_POSTED = 2_400_000  # below Django's limit for a form
_SHOWN = 100
PREVIEW_TOO_OLD = "This preview is too old. Choose the file again."


class CsvField(forms.FileField):
    """A CSV file of up to 2 MB; what it gives the form is the file's name and its text."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": "Choose a file.",
        "empty": "The file is empty.",
    }

    def clean(self, data: Any, initial: Any = None) -> tuple[str, str]:
        uploaded = super().clean(data, initial)
        if uploaded.size > MOST_BYTES:
            raise forms.ValidationError("The file is larger than 2 MB.")
        try:
            return uploaded.name or "list.csv", text_of_utf8(uploaded.read())
        except UnreadableFile as error:
            raise forms.ValidationError(str(error)) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a file did, or would do, in the same sentences; `leads_to` is the page that shows it."""

    said: Sequence[str]
    left_out: int
    changes_something: bool
    leads_to: str


class LoadPage:
    """File, preview, and after the confirmation what it did; called with an admin list's page.

    `form` has a CsvField `file` and what else is chosen. Between preview and confirmation only the
    page has the file, sealed.
    """

    title: ClassVar[str]
    verb: ClassVar[str]
    intro: ClassVar[str]
    purpose: ClassVar[str]
    form: ClassVar[type[forms.Form]]
    template: ClassVar[str] = "admin/load.html"

    def load(
        self, person: Any, name: str, lines: TextIO, on_bad_line: OnBadLine, **choices: Any
    ) -> Loaded:
        """Load a file of this name. `choices` are those of the form, and `only_try`."""
        raise NotImplementedError

    def __call__(self, page: ListPage[Any], request: HttpRequest) -> HttpResponse:
        page.must(request, "add")
        if "sealed" in request.POST:
            return self._confirm(page, request)
        form = self.form(request.POST or None, request.FILES or None)
        preview: dict[str, Any] = {}
        if form.is_valid():
            try:
                preview = self._preview(request, form.cleaned_data)
            except Refusal as refusal:
                refusal.show_in(form, otherwise="file")
        return self._page(page, request, form, preview)

    def _page(
        self, page: ListPage[Any], request: HttpRequest, form: forms.Form, preview: dict[str, Any]
    ) -> HttpResponse:
        context = {
            **page.admin_site.each_context(request),
            "opts": page.opts,
            "title": self.title,
            "verb": self.verb,
            "intro": self.intro,
            "form": form,
            **preview,
        }
        return render(request, self.template, context)

    def _preview(self, request: HttpRequest, chosen: dict[str, Any]) -> dict[str, Any]:
        sealed = seal(self.purpose, int(request.user.pk or 0), chosen)
        if len(sealed) > _MOST_POSTED:
            raise UnreadableFile("The file is too large for this page: load it on the server.")
        bad: list[BadLine] = []

        def keep(line: BadLine) -> None:
            if len(bad) < _SHOWN:
                bad.append(line)

        loaded = self._run(request, chosen, keep, only_try=True)
        return {
            "chosen": chosen["file"][0],
            "sealed": sealed,
            "lines": loaded.said,
            "bad": bad,
            "left_out": left_out(loaded.left_out, tried=True),
            "more_bad": loaded.left_out - len(bad),
            "can_go_in": loaded.changes_something,
            "shows": fingerprint(_shown(loaded)),
        }

    def _confirm(self, page: ListPage[Any], request: HttpRequest) -> HttpResponse:
        chosen = unseal(self.purpose, int(request.user.pk or 0), request.POST["sealed"])
        if chosen is None:
            page.message_user(request, PREVIEW_TOO_OLD, messages.ERROR)
            return redirect(request.path)
        try:
            # What it did under its locks is compared, and undone if that is not what was shown.
            with transaction.atomic():
                loaded = self._run(request, chosen, ignore, only_try=False)
                changed = refusal_of_change(request.POST.get("shown"), _shown(loaded))
                transaction.set_rollback(bool(changed))
            if changed:
                preview = self._preview(request, chosen)
                page.message_user(request, changed, messages.ERROR)
                return self._page(page, request, self.form(), preview)
        except Refusal as refusal:
            page.message_user(request, str(refusal), messages.ERROR)
            return redirect(request.path)
        for line in loaded.said:
            page.message_user(request, line)
        if loaded.left_out:
            page.message_user(request, f"{left_out(loaded.left_out)}.", messages.WARNING)
        return redirect(loaded.leads_to)

    def _run(
        self, request: HttpRequest, chosen: dict[str, Any], on_bad_line: OnBadLine, **how: bool
    ) -> Loaded:
        choices = dict(chosen)
        name, text = choices.pop("file")
        lines = io.StringIO(text, newline="")
        with transaction.atomic(), tallied() as tally:
            loaded = self.load(request.user, name, lines, on_bad_line, **choices, **how)
        return replace(loaded, said=[*loaded.said, str(tally)])


def _shown(loaded: Loaded) -> dict[str, object]:
    """What a preview shows of a file (`acoms.once.shown`)."""
    return {"what the file would do": list(loaded.said), "lines left out": loaded.left_out}
