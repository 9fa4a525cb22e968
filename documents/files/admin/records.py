"""What was delivered, taken and refused: read, never changed. No file is opened here (G4)."""

from typing import Any

from django.contrib import admin
from django.template.defaultfilters import filesizeformat

from acoms.site.admin_filters import RecentFilter
from acoms.site.admin_pages import RecordAdmin
from documents.files.models import Download, FileVersion, PublishedFile, RefusedFile


def _of(file: PublishedFile) -> str:
    return str(file.aco) if file.aco else "All: the Knowledge Library"


class ScannedFilter(RecentFilter):
    title = "scanned"
    field = "scanned_at"


@admin.register(FileVersion)
class FileVersionAdmin(RecordAdmin[FileVersion]):
    """Each version of each file, and what the virus scanner said of it."""

    list_display = (
        "name",
        "aco",
        "number",
        "long",
        "delivered_at",
        "deliverer",
        "scan",
        "deleted_at",
    )
    export_columns = (
        "name",
        "aco",
        "number",
        "size",
        "sha256",
        "delivered_at",
        "deliverer",
        "scan",
        "found",
        "deleted_at",
    )
    list_filter = (
        "scan",
        ScannedFilter,
        "delivered_at",
        ("deleted_at", admin.EmptyFieldListFilter),
    )
    list_select_related = ("file__aco", "delivered_by")
    search_fields = ("file__name__icontains", "file__aco__aco_id__istartswith", "sha256__iexact")
    search_help_text = "File name, ACO ID or SHA-256"
    fields = readonly_fields = (
        "name",
        "aco",
        "number",
        "size",
        "sha256",
        "delivered_at",
        "deliverer",
        "scan",
        "found",
        "scanned_at",
        "told_at",
        "deleted_at",
    )

    @admin.display(description="file", ordering="file__name")
    def name(self, version: Any) -> str:
        return str(version.file.name)

    @admin.display(description="ACO", ordering="file__aco__aco_id")
    def aco(self, version: Any) -> str:
        return _of(version.file)

    @admin.display(description="size", ordering="size")
    def long(self, version: Any) -> str:
        return filesizeformat(version.size)

    @admin.display(description="published by", ordering="delivered_by__last_name")
    def deliverer(self, version: Any) -> str:
        by = version.delivered_by
        return by.full_name if by else "A delivery job, or ACO-MS itself"


@admin.register(Download)
class DownloadAdmin(RecordAdmin[Download]):
    """Who took which version, when and from where."""

    list_display = ("at", "person", "file", "number", "aco", "address", "requests")
    list_filter = ("at",)
    list_select_related = ("person", "version__file__aco")
    search_fields = (
        "version__file__name__icontains",
        "version__file__aco__aco_id__istartswith",
        "person__last_name__istartswith",
    )
    search_help_text = "File name, ACO ID or last name"
    fields = readonly_fields = (*list_display, "resumed_at")

    @admin.display(description="file", ordering="version__file__name")
    def file(self, download: Any) -> str:
        return str(download.version.file.name)

    @admin.display(description="version", ordering="version__number")
    def number(self, download: Any) -> int:
        return int(download.version.number)

    @admin.display(description="ACO", ordering="version__file__aco__aco_id")
    def aco(self, download: Any) -> str:
        return _of(download.version.file)


class RefusedFilter(RecentFilter):
    field = "refused_at"


@admin.register(RefusedFile)
class RefusedFileAdmin(RecordAdmin[RefusedFile]):
    """What a delivery job brought that was not published, and why."""

    list_display = ("name", "reason", "refused_at", "written_at")
    list_filter = (RefusedFilter,)
    search_fields = ("name__icontains",)
    search_help_text = "Part of the file's name"
