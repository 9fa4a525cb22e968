"""Documents of change requests, for CMS staff: listed, and given as downloads."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from acoms.site.admin_pages import RecordAdmin
from acoms.storage.giving import document_response
from participants.changes.models import Attachment
from participants.changes.storage import DOCUMENTS


@admin.register(Attachment)
class AttachmentAdmin(RecordAdmin[Attachment]):
    """What ACOs sent with their requests. What they removed before is kept as a record only."""

    list_display = ("name", "kind", "of", "aco", "uploaded_at", "removed_at")
    list_filter = ("kind", ("removed_at", admin.EmptyFieldListFilter), "uploaded_at")
    list_select_related = ("change__aco", "change__participant")
    search_fields = ("name__icontains", "change__aco__aco_id__istartswith", "sha256__iexact")
    search_help_text = "File name, ACO ID or SHA-256"
    fields = readonly_fields = (
        "name",
        "kind",
        "of",
        "aco",
        "media_type",
        "size",
        "sha256",
        "uploaded_at",
        "uploaded_by",
        "removed_at",
        "download",
    )

    def get_urls(self) -> list[URLPattern]:
        own = path(
            "<int:attachment_id>/download/",
            self.admin_site.admin_view(self.download_view),
            name="participants_changes_attachment_download",
        )
        return [own, *super().get_urls()]

    def download_view(self, request: HttpRequest, attachment_id: int) -> HttpResponseBase:
        """The file, or a message that it is not there any more."""
        self.must(request, "view")
        found = get_object_or_404(Attachment, pk=attachment_id)
        response = document_response(DOCUMENTS, found)
        if response is None:
            why = "was removed" if found.removed_at else "is missing from the store"
            messages.error(request, f"The file of {found.name} {why}.")
            return redirect("admin:participants_changes_attachment_change", found.pk)
        return response

    @admin.display(description="change request")
    def of(self, document: Any) -> str:
        return str(document.change)

    @admin.display(description="ACO")
    def aco(self, document: Any) -> str:
        return str(document.change.aco)

    @admin.display(description="file")
    def download(self, document: Any) -> SafeString:
        url = reverse("admin:participants_changes_attachment_download", args=[document.pk])
        return format_html('<a href="{}">Download</a>', url)
