"""The files of the Knowledge Library, as CMS staff publish them (rules G3, G4)."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse

from accounts.requests import staff
from acoms.access.bodies import takes_files
from acoms.once.shown import fingerprint
from acoms.programme.clock import in_words
from acoms.site.admin_pages import ListPage
from acoms.text.numbers import key_of
from documents.files.errors import FilesError
from documents.files.models import FileVersion
from documents.files.rules import Scan
from documents.library.actions import files as actions
from documents.library.actions.files import describe_library_file
from documents.library.admin.asked import Asked
from documents.library.admin.forms import AskedForm, WithdrawForm
from documents.library.admin.of_files import DescribeForm, PublishLibraryFileForm
from documents.library.errors import LibraryError
from documents.library.models import LibraryFile, Version
from documents.library.queries import shown_of_file

PIECE = 1024 * 1024
_LIST = "admin:documents_library_libraryfile_changelist"
_PAGE = "admin:documents_library_libraryfile_change"
WITHDRAW = Asked(
    "Withdraw the file",
    "Readers neither see it nor find it any more. Its versions stay, and who took them.",
    "It is withdrawn. Readers do not see it any more.",
    actions.withdraw_library_file,
)
BRING_BACK = Asked(
    "Bring the file back",
    "Readers see it again, as it was.",
    "It is back in the library.",
    actions.bring_back_library_file,
)


@admin.register(LibraryFile)
class LibraryFileAdmin(ListPage[LibraryFile]):
    """Files for all readers. A file's page says what it is; nobody opens one here."""

    change_form_template = "admin/documents_library/libraryfile/change_form.html"
    form = DescribeForm
    list_display = ("name", "about", "place", "version", "delivered", "last_day", "withdrawn")
    list_filter = (("withdrawn_at", admin.EmptyFieldListFilter), "section")
    list_select_related = ("file", "section", "article")
    search_fields = ("file__name__icontains", "about__icontains")
    search_help_text = "Part of the file's name, or of what it is"
    ordering = ("file__name", "pk")
    fields = ("name", "about", "section", "article", "last_day", "version", "scan", "withdrawal")
    readonly_fields = ("name", "version", "scan", "withdrawal")

    def get_queryset(self, request: HttpRequest) -> QuerySet[LibraryFile]:
        last = FileVersion.objects.filter(file=OuterRef("file")).order_by("-number")
        title = Version.objects.filter(article=OuterRef("article")).order_by("-number")
        return (
            super()
            .get_queryset(request)
            .annotate(
                number=Subquery(last.values("number")[:1]),
                scanned=Subquery(last.values("scan")[:1]),
                delivered_last=Subquery(last.values("delivered_at")[:1]),
                with_article=Subquery(title.values("title")[:1]),
            )
        )

    def get_urls(self) -> list[URLPattern]:
        name, view = "documents_library_libraryfile_", self.admin_site.admin_view
        pages: dict[str, Callable[..., HttpResponse]] = {
            "withdraw": self.withdraw_view,
            "bring-back": self.bring_back_view,
        }
        own = [path(f"<int:pk>/{at}/", view(page), name=name + at) for at, page in pages.items()]
        return [*own, *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        describe_library_file(acting_person=staff(request), file=obj, description=form.description)

    def beside(self, request: HttpRequest, row: LibraryFile) -> dict[str, Any]:
        return {"may_publish": self.has_add_permission(request)}

    @takes_files(settings.FILES_MOST_BYTES)
    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """A file for all readers; with `of`, a new version of one that is there."""
        self.must(request, "add")
        of = self._of(request)
        form = PublishLibraryFileForm(of, request.POST or None, request.FILES or None)
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                published = actions.publish_library_file(
                    acting_person=staff(request),
                    name=file.name,
                    content=file.chunks(PIECE),
                    description=form.description,
                )
            except (LibraryError, FilesError) as error:
                error.show_in(form, otherwise="file")
            else:
                self.message_user(request, f"{file.name} {published.outcome.value}.")
                return redirect(_LIST)
        title = f"Publish a new version of {of}" if of else "Publish a file to all readers"
        return self._page(request, "add", of, title=title, form=form)

    def _of(self, request: HttpRequest) -> LibraryFile | None:
        asked = key_of(request.GET.get("of", ""))
        rows = LibraryFile.objects.select_related("file")
        return get_object_or_404(rows, pk=asked) if asked else None

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take it out of the library."""
        return self._confirmed(request, pk, WITHDRAW, WithdrawForm(request.POST or None))

    def bring_back_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put it back into the library."""
        return self._confirmed(request, pk, BRING_BACK, AskedForm(request.POST or None))

    def _confirmed(self, request: HttpRequest, pk: int, asked: Asked, form: Any) -> HttpResponse:
        """Ask, and do it as it was shown."""
        self.must(request, "change")
        row = get_object_or_404(LibraryFile.objects.select_related("file"), pk=pk)
        if request.method == "POST" and form.is_valid():
            try:
                asked.action(
                    acting_person=staff(request),
                    file=row,
                    shown=request.POST.get("shown"),
                    **form.cleaned_data,
                )
            except LibraryError as error:
                error.show_in(form)
                row = LibraryFile.objects.select_related("file").get(pk=pk)
            else:
                self.message_user(request, asked.done)
                return redirect(_PAGE, pk)
        return self._page(
            request,
            "confirm",
            row,
            title=f"{asked.title}: {row}",
            form=form,
            asked=asked,
            shows=fingerprint(shown_of_file(row)),
        )

    def _page(
        self, request: HttpRequest, template: str, row: LibraryFile | None, **more: Any
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "row": row,
            "back_url": reverse(_PAGE, args=[row.pk]) if row else reverse(_LIST),
            "unscanned": not settings.CLAMAV_ADDRESS,
            **more,
        }
        return render(request, f"admin/documents_library/libraryfile/{template}.html", context)

    @admin.display(description="file", ordering="file__name")
    def name(self, row: LibraryFile) -> str:
        return row.file.name

    @admin.display(description="place", ordering="section__name")
    def place(self, row: Any) -> str:
        return f"With “{row.with_article}”" if row.article_id else str(row.section)

    @admin.display(description="version", ordering="number")
    def version(self, row: Any) -> int:
        return int(row.number)

    @admin.display(description="virus scan", ordering="scanned")
    def scan(self, row: Any) -> str:
        return Scan(row.scanned).label

    @admin.display(description="published", ordering="delivered_last")
    def delivered(self, row: Any) -> Any:
        return row.delivered_last

    @admin.display(description="last day", ordering="file__last_day")
    def last_day(self, row: LibraryFile) -> Any:
        return row.file.last_day

    @admin.display(description="withdrawn", ordering="withdrawn_at")
    def withdrawn(self, row: LibraryFile) -> Any:
        return row.withdrawn_at

    @admin.display(description="withdrawn")
    def withdrawal(self, row: LibraryFile) -> str:
        if row.withdrawn_at is None or row.withdrawn_by is None:
            return "No"
        by = row.withdrawn_by.full_name
        return f"{in_words(row.withdrawn_at)}, {by}: {row.withdrawal_reason}"
