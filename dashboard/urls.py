from django.urls import path

from acoms.access import PUBLIC, SIGNED_IN, allow
from acoms.site.languages import speaks
from dashboard.views import calendar, landing, to_do

urlpatterns = [
    path("", allow(PUBLIC)(speaks(landing.home)), name="home"),
    path("dashboard/", allow(SIGNED_IN)(landing.dashboard), name="dashboard"),
    path("dashboard/to-do/", allow(SIGNED_IN)(to_do.to_do), name="to_do"),
    path("dashboard/calendar/", allow(SIGNED_IN)(calendar.calendar_page), name="calendar"),
    path(
        "dashboard/calendar/deadlines.ics",
        allow(SIGNED_IN)(calendar.download),
        name="calendar_download",
    ),
    path("dashboard/calendar/renew/", allow(SIGNED_IN)(calendar.renew), name="calendar_renew"),
    path("dashboard/calendar/revoke/", allow(SIGNED_IN)(calendar.revoke), name="calendar_revoke"),
    path("calendar/<str:token>.ics", allow(PUBLIC)(calendar.feed), name="calendar_feed"),
]
