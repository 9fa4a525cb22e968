"""Which lists of organizations were read in, by whom, and what became of them."""

from django.contrib import admin

from acoms.site.admin_pages import RecordAdmin
from qpp_roles.organizations.importing.models import OrganizationImport


@admin.register(OrganizationImport)
class OrganizationImportAdmin(RecordAdmin[OrganizationImport]):
    list_display = (
        "file_name",
        "imported_at",
        "by",
        "read",
        "added",
        "changed",
        "removed",
        "left_out",
    )
    list_filter = ("imported_at", "complete_lists")
    list_select_related = ("imported_by",)
    search_fields = ("file_name__icontains",)
    search_help_text = "Part of the file's name"
    fields = (*list_display, "complete_lists")
    readonly_fields = fields

    @admin.display(description="imported by")
    def by(self, record: OrganizationImport) -> str:
        return str(record.imported_by) if record.imported_by else "The command on the server"
