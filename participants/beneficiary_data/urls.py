from django.urls import path

from acoms.access import allow
from contacts.access import AcoPolicy
from contacts.permissions import Permission
from participants.beneficiary_data import views

work = allow(AcoPolicy(Permission.BENEFICIARY_DATA))

urlpatterns = [
    path("", work(views.data_sharing), name="data_sharing"),
    path("<int:file_id>/", work(views.data_sharing_file), name="data_sharing_file"),
    path(
        "<int:file_id>/request-file.csv",
        work(views.data_sharing_answers),
        name="data_sharing_answers",
    ),
    path(
        "<int:file_id>/delete/",
        work(views.delete_data_sharing_file),
        name="delete_data_sharing_file",
    ),
]
