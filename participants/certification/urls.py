from django.urls import path

from acoms.access import allow
from contacts.access import AcoPolicy
from contacts.permissions import Permission
from participants.certification import views

see = allow(AcoPolicy(Permission.PARTICIPANTS_READ))

urlpatterns = [
    path("", see(views.certify), name="certify_list"),
    path("<int:year>/", see(views.certified_list), name="certified_list"),
    path(
        "<int:year>/certification.pdf",
        see(views.certification_pdf),
        name="certification_pdf",
    ),
    path(
        "<int:year>/list.json",
        allow(AcoPolicy(Permission.TINS_READ))(views.certified_list_file),
        name="certified_list_file",
    ),
]
