"""Pages inside an ACO, for those who receive what CMS writes and for the Credential Delegate."""

from django.urls import path

from acoms.access import allow
from contacts.access import AcoPolicy
from contacts.permissions import Permission
from documents.correspondence import views

read = allow(AcoPolicy(Permission.CORRESPONDENCE_READ))
answer = allow(AcoPolicy(Permission.CORRESPONDENCE_ANSWER))

urlpatterns = [
    path("", read(views.correspondence), name="aco_correspondence"),
    path("messages.csv", read(views.correspondence_csv), name="correspondence_csv"),
    path("<int:delivery_id>/", read(views.message), name="correspondence_message"),
    path("<int:delivery_id>/answer/", answer(views.answer), name="answer_message"),
    path(
        "<int:delivery_id>/files/<int:sent_file_id>/",
        read(views.attachment),
        name="correspondence_attachment",
    ),
]
