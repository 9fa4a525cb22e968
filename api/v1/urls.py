"""The operations, what describes them, and the pages about them."""

from django.urls import path

from acoms.access import PUBLIC, allow
from api.v1 import views
from api.v1.mounting import operation_urls

open_ = allow(PUBLIC)

urlpatterns = [
    path("openapi.json", open_(views.openapi), name="openapi"),
    path("docs/", open_(views.docs), name="api_docs"),
    path("docs/acoms-cli.pyz", open_(views.acoms_cli), name="acoms_cli"),
    path("docs/limits/", open_(views.limits), name="api_limits"),
    path("docs/problems/", open_(views.problems), name="api_problems"),
    path("docs/problems/<slug:slug>/", open_(views.problem), name="api_problem"),
    *operation_urls(),
]
