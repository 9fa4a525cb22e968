from django.urls import path

from acoms.access import PUBLIC, SIGNED_IN, allow
from acoms.site.languages import speaks
from helpdesk import views

urlpatterns = [
    path("ask/", allow(PUBLIC)(speaks(views.ask)), name="ask_helpdesk"),
    path("messages/<str:reference>/", allow(SIGNED_IN)(views.ticket), name="helpdesk_ticket"),
]
