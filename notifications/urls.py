from django.urls import path

from acoms.access import SIGNED_IN, allow
from notifications import views

urlpatterns = [
    path("", allow(SIGNED_IN)(views.notifications), name="notifications"),
    path("read/", allow(SIGNED_IN)(views.mark_read), name="notifications_read"),
    path("preferences/", allow(SIGNED_IN)(views.preferences), name="mail_preferences"),
]
