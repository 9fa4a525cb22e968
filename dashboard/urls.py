from django.urls import path

from acoms.access import PUBLIC, SIGNED_IN, allow
from dashboard import views

urlpatterns = [
    path("", allow(PUBLIC)(views.home), name="home"),
    path("dashboard/", allow(SIGNED_IN)(views.dashboard), name="dashboard"),
]
