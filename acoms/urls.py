"""The URL map. Each room declares its own pages and who may use them."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from acoms.access import PUBLIC, allow
from acoms.operations import health
from acoms.site import pages
from acoms.site.languages import speaks

urlpatterns = [
    path("", include("dashboard.urls")),
    path("", include("contacts.urls")),
    path("account/", include("accounts.urls")),
    path("account/register/", include("accounts.registration.urls")),
    path("acos/<str:aco_id>/", include("invitations.aco_urls")),
    path("acos/<str:aco_id>/", include("invitations.bulk.urls")),
    path("", include("invitations.across.urls")),
    path("acos/<str:aco_id>/correspondence/", include("documents.correspondence.urls")),
    path("acos/<str:aco_id>/api-credentials/", include("api.credentials.urls")),
    path("acos/<str:aco_id>/activity/", include("activity.urls")),
    path("acos/<str:aco_id>/contacts/review/", include("recertification.urls")),
    path("acos/<str:aco_id>/reporting/reports/", include("documents.reports.urls")),
    path("acos/<str:aco_id>/participants/", include("participants.lists.urls")),
    path(
        "acos/<str:aco_id>/participants/certification/", include("participants.certification.urls")
    ),
    path(
        "acos/<str:aco_id>/participants/data-sharing/",
        include("participants.data_sharing.urls"),
    ),
    path(
        "acos/<str:aco_id>/participants/benchmark/", include("participants.effects.benchmark.urls")
    ),
    path("acos/<str:aco_id>/participants/effects/", include("participants.effects.urls")),
    path("acos/<str:aco_id>/change-requests/", include("participants.changes.urls")),
    path("acos/<str:aco_id>/change-requests/letters/", include("participants.deciding.urls")),
    path("acos/<str:aco_id>/", include("documents.files.urls")),
    path("acos/<str:aco_id>/api-credentials/webhooks/", include("api.webhooks.urls")),
    path("invitation/", include("invitations.urls")),
    path("", include("signing.urls")),
    path("knowledge-library/", include("documents.library.urls")),
    path("manage-access/connect/", include("qpp_roles.connect.urls")),
    path("manage-access/", include("qpp_roles.roles.manage_access.urls")),
    path("notifications/", include("notifications.urls")),
    path("search/", include("search.urls")),
    path("", include("qpp_roles.openid.urls")),
    path("auth/", include("api.tokens.urls")),
    path("api/v1/", include("api.v1.urls")),
    path("help/", allow(PUBLIC)(speaks(pages.helpdesk)), name="helpdesk"),
    path("help/", include("helpdesk.urls")),
    path("robots.txt", allow(PUBLIC)(pages.robots), name="robots"),
    path(".well-known/security.txt", allow(PUBLIC)(pages.security), name="security"),
    path("healthz/", allow(PUBLIC)(health.healthz), name="healthz"),
    path("admin/", admin.site.urls),
]
if settings.LOCAL_MODE:
    urlpatterns.append(path("_mail/", include("acoms.local.urls")))

handler400 = pages.unreadable
handler403 = pages.refused
handler404 = pages.not_found
handler500 = pages.server_error
