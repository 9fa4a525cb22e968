from django.urls import path

from acoms.access import PUBLIC, SIGNED_IN, allow
from helpdesk import views

urlpatterns = [
    path("ask/", allow(PUBLIC)(views.ask), name="ask_helpdesk"),
    path("messages/<str:reference>/", allow(SIGNED_IN)(views.ticket), name="helpdesk_ticket"),
]
