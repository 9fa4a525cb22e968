"""The Change Requests subtab: everyone of it reads, administrators prepare, signers submit."""

from django.urls import path

from acoms.access import allow
from contacts.access import AcoPolicy
from contacts.permissions import Permission
from participants.changes.views import (
    agreements,
    detail,
    documents,
    drafting,
    files,
    listing,
    submitting,
)

readers = allow(AcoPolicy(Permission.CHANGE_REQUESTS_READ))
editors = allow(AcoPolicy(Permission.CHANGE_REQUESTS_EDIT))
signers = allow(AcoPolicy(Permission.SIGN_ACO_DOCUMENTS))

urlpatterns = [
    path("", readers(listing.change_requests), name="aco_change_requests"),
    path("change-requests.csv", readers(listing.change_requests_csv), name="change_requests_csv"),
    path("start/", editors(drafting.start_change), name="start_change"),
    path(
        "start/<slug:change_kind>/",
        editors(drafting.start_change_of_kind),
        name="start_change_of_kind",
    ),
    path("submit/", signers(submitting.submit), name="submit_changes"),
    path("file/", editors(files.change_file), name="change_file"),
    path("file/template.csv", editors(files.change_file_template), name="change_file_template"),
    path(
        "file/<int:change_file_id>/",
        editors(files.change_file_checked),
        name="change_file_checked",
    ),
    path(
        "file/<int:change_file_id>/confirm/",
        editors(files.confirm_file),
        name="confirm_change_file",
    ),
    path("<int:change_id>/", readers(detail.change_request), name="change_request"),
    path("<int:change_id>/edit/", editors(drafting.edit_change), name="edit_change"),
    path("<int:change_id>/withdraw/", editors(drafting.withdraw), name="withdraw_change"),
    path("<int:change_id>/agreement/", editors(agreements.start_agreement), name="start_agreement"),
    path(
        "<int:change_id>/agreement/stop/",
        editors(agreements.stop_agreement),
        name="stop_agreement",
    ),
    path("<int:change_id>/documents/", editors(documents.attach), name="attach_document"),
    path(
        "<int:change_id>/documents/<int:attachment_id>/",
        readers(documents.document),
        name="change_document",
    ),
    path(
        "<int:change_id>/documents/<int:attachment_id>/remove/",
        editors(documents.remove),
        name="remove_document",
    ),
]
