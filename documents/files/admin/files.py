"""Publishing files to ACOs: one by a form, several by their names; until when they are shown."""

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import admin, messages
from django.db.models import Count, Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse

from accounts.requests import staff
from acoms.access.bodies import takes_files
from acoms.once.shown import fingerprint
from acoms.site.admin_pages import ListPage
from documents.files.actions.publishing import publish, set_last_day
from documents.files.actions.several import (
    MOST,
    Judged,
    give_up_several,
    judge,
    keep_several,
    parts_of,
    publish_several,
    waiting_of,
)
from documents.files.admin.forms import LastDayForm, PublishForm, SeveralForm
from documents.files.errors import FilesError
from documents.files.models import PublishedFile

PIECE = 1024 * 1024
_LIST = "admin:documents_files_publishedfile_changelist"
_SEVERAL = "admin:documents_files_publishedfile_several"


@admin.register(PublishedFile)
class PublishedFileAdmin(ListPage[PublishedFile]):
    """The files of all ACOs. A file's page says until when it is shown; nobody opens one here."""

    change_list_template = "admin/documents_files/publishedfile/change_list.html"
    form = LastDayForm
    list_display = ("name", "aco", "kind", "performance_year", "versions", "delivered", "last_day")
    list_filter = ("performance_year", "type", ("last_day", admin.EmptyFieldListFilter))
    list_select_related = ("aco",)
    search_fields = ("name__icontains", "aco__aco_id__istartswith", "aco__name__named")
    search_help_text = "File name, ACO ID or part of the ACO's name"
    fields = ("name", "aco", "kind", "performance_year", "published_at", "last_day")
    readonly_fields = ("name", "aco", "kind", "performance_year", "published_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[PublishedFile]:
        found = super().get_queryset(request).filter(aco__isnull=False)
        return found.annotate(
            number_of=Count("versions"), delivered_last=Max("versions__delivered_at")
        )

    @admin.display(description="type", ordering="type")
    def kind(self, file: PublishedFile) -> str:
        return f"{file.place.label}: {file.kind}"

    @admin.display(description="versions", ordering="number_of")
    def versions(self, file: Any) -> int:
        return int(file.number_of)

    @admin.display(description="delivered last", ordering="delivered_last")
    def delivered(self, file: Any) -> Any:
        return file.delivered_last

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        name = "documents_files_publishedfile_several"
        return [
            path("several/", view(self.several_view), name=name),
            path("several/<uuid:batch>/", view(self.preview_view), name=f"{name}_preview"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        more = {
            "unscanned": not settings.CLAMAV_ADDRESS,
            "may_add": self.has_add_permission(request),
        }
        return super().changelist_view(request, {**more, **(extra_context or {})})

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        set_last_day(acting_person=staff(request), file=obj, last_day=form.cleaned_data["last_day"])

    @takes_files(settings.FILES_MOST_BYTES)
    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """One file for one ACO."""
        self.must(request, "add")
        form = PublishForm(request.POST or None, request.FILES or None)
        if form.is_valid():
            asked = form.cleaned_data
            try:
                published = publish(
                    acting_person=staff(request),
                    aco=asked["aco"],
                    type=asked["type"],
                    name=asked["file"].name,
                    content=asked["file"].chunks(PIECE),
                    year=asked["performance_year"],
                    last_day=asked["last_day"],
                )
            except FilesError as error:
                error.show_in(form, otherwise="file")
            else:
                said = f"{published.version.file.name} {published.outcome.value}."
                self.message_user(request, said)
                return redirect(_LIST)
        return self._page(request, "add", title="Publish a file", form=form)

    @takes_files(settings.FILES_MOST_BYTES)
    def several_view(self, request: HttpRequest) -> HttpResponse:
        """Several files, kept until a page has shown what their names say."""
        self.must(request, "add")
        form = SeveralForm(request.POST or None, request.FILES or None)
        if form.is_valid():
            chosen, batch = form.cleaned_data["chosen"], uuid4()
            try:
                if len(chosen) > MOST:
                    raise FilesError(
                        f"At most {MOST} files go in at once. More are published on the server, by "
                        "publish_files.",
                        field="chosen",
                    )
                keep_several(
                    acting_person=staff(request),
                    batch=batch,
                    files=[(one.name, one.chunks(PIECE)) for one in chosen],
                    last_day=form.cleaned_data["last_day"],
                )
            except FilesError as error:
                error.show_in(form, otherwise="chosen")
            else:
                return redirect(f"{_SEVERAL}_preview", batch)
        return self._page(request, "several", title="Publish several files", form=form)

    def preview_view(self, request: HttpRequest, batch: UUID) -> HttpResponse:
        """What would become of each; once confirmed, what became of them."""
        self.must(request, "add")
        if request.method == "POST" and "give_up" in request.POST:
            try:
                give_up_several(acting_person=staff(request), batch=batch)
            except FilesError as error:
                self.message_user(request, str(error), messages.ERROR)
                return redirect(_LIST)
            self.message_user(request, "Nothing was published.")
            return redirect(_SEVERAL)
        if request.method == "POST":
            try:
                published = publish_several(
                    acting_person=staff(request), batch=batch, shown=request.POST.get("shown", "")
                )
            except FilesError as error:
                self.message_user(request, str(error), messages.ERROR)
                return redirect(request.path)
            for one in published:
                self.message_user(request, f"{one.version.file.name} {one.outcome.value}.")
            return redirect(_LIST)
        judged = judge(waiting_of(staff(request), batch))
        if not judged:
            raise Http404
        return self._preview(request, judged)

    def _preview(self, request: HttpRequest, judged: list[Judged]) -> HttpResponse:
        good = [one for one in judged if one.outcome is not None]
        return self._page(
            request,
            "preview",
            title="What these files are",
            judged=judged,
            good=len(good),
            left_out=len(judged) - len(good),
            shown=fingerprint(parts_of(judged)),
        )

    def _page(self, request: HttpRequest, template: str, **more: Any) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "list_url": reverse(_LIST),
            "unscanned": not settings.CLAMAV_ADDRESS,
            **more,
        }
        return render(request, f"admin/documents_files/publishedfile/{template}.html", context)
