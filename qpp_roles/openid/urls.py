"""The endpoints of OpenID Connect. Websites find them in the discovery document."""

from django.urls import path

from acoms.access import PUBLIC, SIGNED_IN, allow
from qpp_roles.openid import servers, views
from qpp_roles.openid.access import AskedByWebsite
from qpp_roles.openid.limits import before_hashing
from qpp_roles.openid.sign_out import SignOutView

# Websites' servers are told apart by their secrets and tokens, not by a session.
anyone = allow(PUBLIC)

urlpatterns = [
    path(
        ".well-known/openid-configuration",
        anyone(views.configuration),
        name="openid_configuration",
    ),
    path("openid/keys", anyone(views.KeysView.as_view()), name="openid_keys"),
    path(
        "openid/authorize",
        allow(AskedByWebsite())(views.AuthorizationView.as_view()),
        name="openid_authorize",
    ),
    path("openid/sign-in-again", allow(SIGNED_IN)(views.sign_in_again), name="openid_again"),
    path("openid/token", anyone(before_hashing(servers.TokenView.as_view())), name="openid_token"),
    path("openid/userinfo", anyone(servers.UserInfoView.as_view()), name="openid_userinfo"),
    path(
        "openid/revoke", anyone(before_hashing(servers.RevokeView.as_view())), name="openid_revoke"
    ),
    path("openid/sign-out", anyone(SignOutView.as_view()), name="openid_sign_out"),
]
