from django.urls import path

from acoms.access import PUBLIC, SIGNED_IN, allow
from dashboard.views import landing, to_do

urlpatterns = [
    path("", allow(PUBLIC)(landing.home), name="home"),
    path("dashboard/", allow(SIGNED_IN)(landing.dashboard), name="dashboard"),
    path("dashboard/to-do/", allow(SIGNED_IN)(to_do.to_do), name="to_do"),
]
