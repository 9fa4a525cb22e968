"""HARP accounts brought in by CMS staff: file, preview, confirmation, and the record with its
report."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from accounts.models import Person
from accounts.requests import staff
from acoms.access.pages import require_POST
from acoms.loading.reading import UnreadableFile, text_of_utf8
from acoms.once.shown import CHANGED
from acoms.site.admin_pages import RecordAdmin
from acoms.text.names import Name
from qpp_roles.harp.actions import (
    HarpRefused,
    How,
    look_at,
    prepare_harp_import,
    run_harp_import,
)
from qpp_roles.harp.judging import Judged, Outcome, counts, fingerprint
from qpp_roles.harp.models import HarpImport
from qpp_roles.harp.reading import COLUMNS, EXAMPLE
from qpp_roles.harp.report import in_a_sentence, report_text

MOST_BYTES = 1_000_000  # what one request brings in while somebody waits; about 8,000 lines
SHOWN = 200


class HarpFileForm(forms.Form):
    source = "list.csv"  # what the file is called, once there is one
    file = forms.FileField(
        label="The list, a CSV file",
        help_text="Up to 1 MB. Larger lists are imported on the server, by import_harp.",
    )

    def clean_file(self) -> str:
        uploaded = self.cleaned_data["file"]
        self.source = uploaded.name or self.source
        if uploaded.size > MOST_BYTES:
            raise forms.ValidationError("The file is larger than 1 MB.")
        try:
            return text_of_utf8(uploaded.read())
        except UnreadableFile as error:
            raise forms.ValidationError(str(error)) from None


class ConfirmForm(forms.Form):
    """What was shown, and which of the people whom the list contradicts are the same all the same:
    one box for each, none ticked."""

    shown = forms.CharField(widget=forms.HiddenInput)
    confirmed = forms.MultipleChoiceField(
        label="Lines that contradict an account here",
        help_text="Tick those of whom you have found out that they are the same person. The role "
        "goes to the account that is here. The others are left out.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    mail = forms.BooleanField(
        label="Tell each person and the ACOs' administrators by e-mail",
        help_text="Each person: which role they have now, and how to set their password. The "
        "administrators of an ACO: who came. On screen they see it in any case.",
        initial=True,
        required=False,
    )

    def __init__(self, judged: Iterable[Judged], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unclear: dict[str, str] = {}
        for one in judged:
            if one.outcome is Outcome.UNCLEAR:
                unclear.setdefault(one.row.user_id, _contradiction(one))
        self.fields["confirmed"].choices = list(unclear.items())  # type: ignore[attr-defined]
        if not unclear:
            del self.fields["confirmed"]

    @property
    def how(self) -> How:
        data = self.cleaned_data
        confirmed = frozenset(data.get("confirmed", ()))
        return How(mail=data["mail"], shown=data["shown"], confirmed=confirmed)


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("done", "Imported"), ("waiting", "Waits to be confirmed")]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[HarpImport]
    ) -> QuerySet[HarpImport]:
        match self.value():
            case "done":
                return queryset.filter(finished_at__isnull=False)
            case "waiting":
                return queryset.filter(finished_at=None)
        return queryset


@admin.register(HarpImport)
class HarpImportAdmin(RecordAdmin[HarpImport]):
    """A record's page previews an import that waits, and tells of one that is done."""

    list_display = (
        "source",
        "created_at",
        "created_by",
        "state",
        "accounts_created",
        "roles_given",
        "unchanged",
        "ended",
        "refused",
    )
    export_columns = (*list_display, "finished_at")
    list_filter = (StateFilter, "created_at")
    list_select_related = ("created_by",)
    search_fields = ("source__icontains", "created_by__last_name__istartswith")
    search_help_text = "Part of the file's name, or who imported it"

    @admin.display(description="state", ordering="finished_at")
    def state(self, harp_import: HarpImport) -> str:
        return "Imported" if harp_import.finished_at else "Waits to be confirmed"

    def get_queryset(self, request: HttpRequest) -> QuerySet[HarpImport]:
        return super().get_queryset(request).defer("content", "report")  # a list needs neither

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("qpp_roles_harp.add_harpimport")

    def get_urls(self) -> list[URLPattern]:
        """Besides: the report of a list, and the button below its preview."""
        view = self.admin_site.admin_view
        return [
            path(
                "<int:object_id>/report/",
                view(self.report_view),
                name="qpp_roles_harp_harpimport_report",
            ),
            path(
                "<int:object_id>/confirm/",
                view(require_POST(self.confirm_view)),
                name="qpp_roles_harp_harpimport_confirm",
            ),
            *super().get_urls(),
        ]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The file. Nothing is imported yet."""
        self.must(request, "add")
        posted = (request.POST, request.FILES) if request.method == "POST" else ()
        form = HarpFileForm(*posted)
        if form.is_valid():
            try:
                waiting = prepare_harp_import(
                    acting_person=staff(request),
                    source=form.source,
                    text=form.cleaned_data["file"],
                )
            except UnreadableFile as error:
                error.show_in(form)
            else:
                return redirect("admin:qpp_roles_harp_harpimport_change", waiting.pk)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Import accounts from HARP",
            "form": form,
            "columns": list(zip(COLUMNS.values(), EXAMPLE, strict=True)),
        }
        return TemplateResponse(request, "admin/qpp_roles_harp/harpimport/add.html", context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """What an import would do, or did."""
        if request.method == "POST":
            self.must(request, "change")
        harp_import = self._find(request, object_id)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Import of {harp_import.source}",
            "harp_import": harp_import,
            "may_import": self.has_add_permission(request),
            "may_export": self.has_export_permission(request),
        }
        if harp_import.finished_at is None and self.has_add_permission(request):
            context |= _preview(harp_import)
        elif harp_import.finished_at is not None:
            context["imported_by"] = _imported_by(harp_import)
        return render(request, "admin/qpp_roles_harp/harpimport/import.html", context)

    def confirm_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Imports what the preview showed, if it is that still."""
        self.must(request, "add")
        harp_import = self._find(request, str(object_id))
        try:
            form = ConfirmForm(look_at(harp_import), request.POST)
            if not form.is_valid():
                raise HarpRefused(CHANGED)
            judged = run_harp_import(
                acting_person=staff(request), harp_import=harp_import, how=form.how
            )
        except HarpRefused as error:
            done = HarpImport.objects.filter(pk=object_id).first()  # it may have waited too long
            if (
                done is not None
                and done.finished_at is not None
                and _imported_by(done) == request.user
            ):
                self.message_user(request, "You have imported this file.")
            else:
                self.message_user(request, str(error), messages.ERROR)
        else:
            self.message_user(request, in_a_sentence(judged))
        return redirect("admin:qpp_roles_harp_harpimport_change", object_id)

    def report_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """What became of each line, or would, as a CSV file."""
        self.must(request, "export")
        harp_import = self._find(request, str(object_id))
        text = harp_import.report
        if harp_import.finished_at is None:
            self.must(request, "add")
            try:
                text = report_text(look_at(harp_import))
            except HarpRefused as error:
                self.message_user(request, str(error), messages.ERROR)
                return redirect("admin:qpp_roles_harp_harpimport_changelist")
        return HttpResponse(
            f"\ufeff{text}",
            content_type="text/csv; charset=utf-8",
            headers={
                "Content-Disposition": f'attachment; filename="harp-import-{object_id}.csv"',
                "Cache-Control": "private, no-store",
            },
        )

    def _find(self, request: HttpRequest, object_id: str) -> HarpImport:
        found = self.get_object(request, object_id)
        if found is None or not self.has_view_permission(request, found):
            raise Http404
        return found


def _imported_by(harp_import: HarpImport) -> Person | None:
    """Who confirmed it, as the history has it: another one may have read the file in."""
    done = harp_import.events.filter(finished_at__isnull=False)  # type: ignore[attr-defined]
    by = done.order_by("pgh_id").values_list("pgh_context__metadata__acting_person", flat=True)
    return Person.objects.filter(pk=by.first()).first()


def _preview(harp_import: HarpImport) -> dict[str, Any]:
    try:
        judged = look_at(harp_import)
    except HarpRefused as error:
        return {"why_not": str(error)}
    found = counts(judged)
    return {
        "said": in_a_sentence(judged),
        "rows": sorted(judged, key=_refused_first)[:SHOWN],
        "more": max(0, len(judged) - SHOWN),
        "left_out": found[Outcome.REFUSED] + found[Outcome.UNCLEAR],
        "refused": found[Outcome.REFUSED],
        "gives": found[Outcome.CREATED] + found[Outcome.GIVEN] + found[Outcome.UNCLEAR],
        "form": ConfirmForm(judged, initial={"shown": fingerprint(judged)}),
    }


_FIRST = (Outcome.REFUSED, Outcome.UNCLEAR, Outcome.ENDED)


def _refused_first(one: Judged) -> tuple[int, int]:
    return _FIRST.index(one.outcome) if one.outcome in _FIRST else len(_FIRST), one.row.line


def _contradiction(one: Judged) -> str:
    """Both sides, as whoever confirms has to know them."""
    row = one.row
    name = Name(row.first_name, row.last_name).full
    return f"Line {row.line}: {row.user_id}, {name}, {row.email}. {one.reason}"
