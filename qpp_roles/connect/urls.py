"""Under /manage-access/connect/: anyone who is signed in may ask (rule D7)."""

from django.urls import path

from acoms.access import SIGNED_IN, allow
from qpp_roles.connect.views import asking, finding

signed_in = allow(SIGNED_IN)

urlpatterns = [
    path("", signed_in(finding.choose_type), name="connect"),
    path("model/", signed_in(finding.choose_model), name="connect_model"),
    path("organization/", signed_in(finding.find), name="connect_find"),
    path("suggestions/", signed_in(finding.suggestions), name="connect_suggestions"),
    path("role/", signed_in(asking.choose_role), name="connect_role"),
    path(
        "requests/<int:request_id>/",
        signed_in(asking.confirmation),
        name="connect_confirmation",
    ),
    path("requests/<int:request_id>/again/", signed_in(asking.ask_again), name="ask_role_again"),
]
