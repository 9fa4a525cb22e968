"""Who worked with files about beneficiaries. No file is opened here (rule C7)."""

from django.contrib import admin

from acoms.site.admin_pages import RecordAdmin
from participants.data_sharing.models import DataSharingAccess, DataSharingFile


@admin.register(DataSharingFile)
class DataSharingFileAdmin(RecordAdmin[DataSharingFile]):
    """What was uploaded, and when it was deleted; counts only."""

    list_display = ("source", "aco", "uploaded_at", "uploaded_by", "finished_at", "deleted_at")
    list_filter = ("uploaded_at", ("deleted_at", admin.EmptyFieldListFilter))
    list_select_related = ("aco", "uploaded_by")
    search_fields = ("aco__aco_id__istartswith",)
    search_help_text = "ACO ID"
    exclude = ("uploaded_as", "made_as")


@admin.register(DataSharingAccess)
class DataSharingAccessAdmin(RecordAdmin[DataSharingAccess]):
    """Who took a revised request file, and when."""

    list_display = ("at", "person", "file", "aco")
    list_filter = ("at",)
    list_select_related = ("person", "file__aco")
    search_fields = ("file__aco__aco_id__istartswith", "person__last_name__istartswith")
    search_help_text = "ACO ID or last name"

    @admin.display(description="ACO", ordering="file__aco__aco_id")
    def aco(self, access: DataSharingAccess) -> str:
        return str(access.file.aco)
