"""Pages inside an ACO, for its administrators."""

from django.urls import path

from acoms.access import allow
from contacts.access import AcoPolicy
from contacts.permissions import Permission
from invitations.bulk import views

editors = allow(AcoPolicy(Permission.CONTACTS_EDIT))

urlpatterns = [
    path("contacts/invite-several/", editors(views.invite_several), name="invite_several"),
    path(
        "contacts/invite-several/template.csv", editors(views.bulk_template), name="bulk_template"
    ),
    path(
        "contacts/invite-several/<int:bulk_id>/",
        editors(views.bulk_invitation),
        name="bulk_invitation",
    ),
    path(
        "contacts/invite-several/<int:bulk_id>/send/",
        editors(views.send_bulk_invitation),
        name="send_bulk_invitation",
    ),
    path(
        "contacts/invite-several/<int:bulk_id>/result.csv",
        editors(views.bulk_result),
        name="bulk_result",
    ),
]
