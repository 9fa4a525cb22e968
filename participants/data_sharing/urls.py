from django.urls import path

from acoms.access import allow
from contacts.access import AcoPolicy
from contacts.permissions import Permission
from participants.data_sharing import views

read = allow(AcoPolicy(Permission.BENEFICIARY_DATA_READ))
edit = allow(AcoPolicy(Permission.BENEFICIARY_DATA_EDIT))

urlpatterns = [
    path("", read(views.data_sharing), name="data_sharing"),
    path("<int:file_id>/", read(views.data_sharing_file), name="data_sharing_file"),
    path(
        "<int:file_id>/request-file.csv",
        read(views.data_sharing_answers),
        name="data_sharing_answers",
    ),
    path(
        "<int:file_id>/delete/",
        edit(views.delete_data_sharing_file),
        name="delete_data_sharing_file",
    ),
]
