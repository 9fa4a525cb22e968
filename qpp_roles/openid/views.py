"""The endpoints that are not the library's as they are."""

from http import HTTPStatus
from typing import Any

from allauth.core.internal.httpkit import add_query_params
from allauth.idp.oidc.internal.oauthlib.utils import respond_html_error
from allauth.idp.oidc.views import AuthorizationView as LibraryAuthorizationView
from allauth.idp.oidc.views import TokenView as LibraryTokenView
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_GET
from oauthlib.oauth2.rfc6749.errors import InvalidRequestFatalError

from accounts.requests import SignedInRequest
from acoms.access.pages import require_POST
from qpp_roles.openid.access import forget_newest, remember_asked, wants_fresh_sign_in
from qpp_roles.openid.actions.sign_ins import NO_ROLE, refusal_of
from qpp_roles.openid.models import Website
from qpp_roles.openid.rules import ACR, SCOPES
from qpp_roles.roles.queries import last_ended_role_of

CLAIMS = (
    "sub iss aud exp iat auth_time nonce acr amr sid name given_name family_name "
    "preferred_username email email_verified organizations"
)


@require_GET
def configuration(request: HttpRequest) -> JsonResponse:
    """The discovery document: what is so here, no more."""
    site = str(settings.SITE_URL).rstrip("/")

    def at(name: str) -> str:
        return site + reverse(name)

    methods = list(settings.IDP_OIDC_AUTH_METHODS)
    document = {
        "issuer": site,
        "authorization_endpoint": at("openid_authorize"),
        "token_endpoint": at("openid_token"),
        "userinfo_endpoint": at("openid_userinfo"),
        "jwks_uri": at("openid_keys"),
        "end_session_endpoint": at("openid_sign_out"),
        "revocation_endpoint": at("openid_revoke"),
        "scopes_supported": list(SCOPES),
        "claims_supported": CLAIMS.split(),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": methods,
        "revocation_endpoint_auth_methods_supported": methods,
        "id_token_signing_alg_values_supported": ["RS256"],
        "subject_types_supported": ["public"],
        "acr_values_supported": [ACR],
        "prompt_values_supported": ["none", "login"],
        "claims_parameter_supported": False,
        "request_parameter_supported": False,
        "request_uri_parameter_supported": False,
        "backchannel_logout_supported": True,
        "backchannel_logout_session_supported": True,
    }
    response = JsonResponse(document)
    response["Access-Control-Allow-Origin"] = "*"
    return response


class AuthorizationView(LibraryAuthorizationView):  # type: ignore[misc]
    """May this website have this person signed in? The policy has seen to it that someone is."""

    http_method_names = ["get"]
    _is_understood = False

    def _login_required(self, request: HttpRequest) -> None:
        return None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "resource" in request.GET:
            problem = InvalidRequestFatalError(description="There is no resource to ask for.")
            return _refused(respond_html_error(request, error=problem))
        response: HttpResponse = super().get(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response if self._is_understood else _refused(response)

    def _skip_consent(self) -> HttpResponse:
        """The website's question is understood. Nobody is asked for consent: CMS staff have
        registered the website, and what it learns is what it is for."""
        self._is_understood = True
        forget_newest(self.request)
        if wants_fresh_sign_in(self.request):
            context = {"website": self._website, "question": self.request.get_full_path()}
            return render(self.request, "qpp_roles/openid/sign_in_again.html", context)
        if refusal_of(self.request.user) == NO_ROLE:
            return self._refuse_without_role()
        response: HttpResponse = super()._skip_consent()
        return response

    @property
    def _website(self) -> Website:
        website: Website = self._request_info["request"].client
        return website

    def _refuse_without_role(self) -> HttpResponse:
        """The person is told what is missing, and carries the refusal back by a link."""
        answer = {"error": "access_denied", "error_description": "The person has no QPP role."}
        if state := self._request_info.get("state"):
            answer["state"] = state
        back = add_query_params(self._request_info["redirect_uri"], answer)
        ended = last_ended_role_of(self.request.user.pk)
        context = {"website": self._website, "back": back, "ended": ended}
        status = HTTPStatus.FORBIDDEN
        return render(self.request, "qpp_roles/openid/no_role.html", context, status=status)


def _refused(response: HttpResponse) -> HttpResponse:
    """The library's page about an error comes with the status of a page that went well."""
    if response.status_code == HTTPStatus.OK:
        response.status_code = HTTPStatus.BAD_REQUEST
    return response


@require_POST
def sign_in_again(request: SignedInRequest) -> HttpResponse:
    """Leave this session for a new one, because a website asks for a fresh sign-in."""
    question = request.POST.get("question", "")
    if not question.startswith(reverse("openid_authorize") + "?"):
        return HttpResponseBadRequest()
    # Not a sign-out: what the session has opened at websites goes on.
    request.session.flush()
    remember_asked(request, question)
    return redirect_to_login(question)


class TokenView(LibraryTokenView):  # type: ignore[misc]
    """Codes and refresh tokens for tokens."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        if "resource" in request.POST:
            error = {"error": "invalid_target"}
            return JsonResponse(error, status=HTTPStatus.BAD_REQUEST)
        response: HttpResponse = super().post(request)
        return response
