from django.urls import path

from acoms.access import PUBLIC, SIGNED_IN, allow
from invitations.views import answering

urlpatterns = [
    path("answer/", allow(PUBLIC)(answering.answer_invitation), name="answer_invitation"),
    path(
        "<int:invitation_id>/activate/",
        allow(SIGNED_IN)(answering.activate),
        name="activate_invitation",
    ),
    path(
        "<int:invitation_id>/decline/",
        allow(SIGNED_IN)(answering.decline),
        name="decline_invitation",
    ),
    path("<str:token>/new-link/", allow(PUBLIC)(answering.ask_for_link), name="ask_for_link"),
    path("<str:token>/not-for-me/", allow(PUBLIC)(answering.not_meant), name="not_meant"),
    path("<str:token>/", allow(PUBLIC)(answering.open_invitation), name="open_invitation"),
]
