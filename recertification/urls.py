"""The yearly review's pages inside an ACO."""

from django.urls import path

from acoms.access import allow
from contacts.access import AcoPolicy
from contacts.permissions import Permission
from recertification.views import answering, reading

readers = allow(AcoPolicy(Permission.CONTACTS_READ))
editors = allow(AcoPolicy(Permission.CONTACTS_EDIT))

urlpatterns = [
    path("", readers(reading.review), name="yearly_review"),
    path("confirm-others/", editors(answering.confirm_others), name="yearly_review_confirm_others"),
    path("complete/", editors(answering.complete), name="yearly_review_complete"),
    path("<int:year>/", readers(reading.record), name="yearly_review_record"),
    path("<int:year>/record.csv", readers(reading.record_csv), name="yearly_review_csv"),
    path(
        "contacts/<int:contact_id>/confirm/",
        editors(answering.confirm),
        name="yearly_review_confirm",
    ),
    path("contacts/<int:contact_id>/end/", editors(answering.end), name="yearly_review_end"),
]
