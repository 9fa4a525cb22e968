"""The URL map. Each room declares its own pages and who may use them."""

from django.contrib import admin
from django.urls import path

from acoms import pages
from acoms.access import PUBLIC, allow

urlpatterns = [
    path("help/", allow(PUBLIC)(pages.helpdesk), name="helpdesk"),
    path("robots.txt", allow(PUBLIC)(pages.robots), name="robots"),
    path("admin/", admin.site.urls),
]

handler403 = pages.refused
handler404 = pages.not_found
handler500 = pages.server_error
