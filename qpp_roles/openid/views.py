"""The endpoints for browsers and everybody: discovery, keys, the question to sign someone in."""

import json
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from allauth.idp.oidc.adapter import get_adapter
from allauth.idp.oidc.internal.oauthlib.utils import respond_html_error
from allauth.idp.oidc.views import AuthorizationView as LibraryAuthorizationView
from allauth.idp.oidc.views import JwksView as LibraryJwksView
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe
from oauthlib.oauth2.rfc6749.errors import OAuth2Error

from accounts.requests import SignedInRequest
from acoms.access.pages import require_POST
from qpp_roles.openid.access import (
    forget_newest,
    leave_session,
    remember_asked,
    wants_fresh_sign_in,
)
from qpp_roles.openid.actions.sign_ins import NO_ROLE, refusal_of
from qpp_roles.openid.questions import PROMPTS, Question, Refusal, question_of, read_question
from qpp_roles.openid.rules import ACR, SCOPES, with_answer
from qpp_roles.openid.servers import grants
from qpp_roles.roles.queries import last_ended_role_of

LONGEST_ADDRESS = 8_000
CLAIMS = (
    "sub iss aud exp iat auth_time nonce acr amr sid name given_name family_name "
    "preferred_username email email_verified organizations"
)


@require_safe
def configuration(request: HttpRequest) -> JsonResponse:
    """The discovery document: what is so here, no more."""

    issuer = get_adapter().get_issuer()

    def at(name: str) -> str:
        return str(issuer + reverse(name))

    methods = list(settings.IDP_OIDC_AUTH_METHODS)
    document = {
        "issuer": issuer,
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
        "grant_types_supported": list(grants()),
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": methods,
        "revocation_endpoint_auth_methods_supported": methods,
        "id_token_signing_alg_values_supported": ["RS256"],
        "subject_types_supported": ["public"],
        "acr_values_supported": [ACR],
        "prompt_values_supported": list(PROMPTS),
        "ui_locales_supported": ["en-US"],
        "claims_parameter_supported": False,
        "request_parameter_supported": False,
        "request_uri_parameter_supported": False,
        "authorization_response_iss_parameter_supported": True,
        "backchannel_logout_supported": True,
        "backchannel_logout_session_supported": True,
    }
    response = JsonResponse(document)
    response["Access-Control-Allow-Origin"] = "*"
    return response


class KeysView(LibraryJwksView):  # type: ignore[misc]
    """The public halves of the keys, each with what it is for (RFC 7517, 4.2 and 4.4)."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().get(request, *args, **kwargs)
        keys = [
            {name: key[name] for name in ("kty", "kid", "n", "e")} | {"use": "sig", "alg": "RS256"}
            for key in json.loads(response.content)["keys"]
        ]
        response.content = json.dumps({"keys": keys})
        return response


class AuthorizationView(LibraryAuthorizationView):  # type: ignore[misc]
    """May this website have this person signed in? The policy has seen to it that someone is, if
    the question is to be answered with a person at all."""

    http_method_names = ("get", "post")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self._question = question = question_of(request)
        if question.refusal:
            response = self._refuse(question, question.refusal)
        else:
            # The library reads the address; what is passed on, it finds there and nothing else.
            request.META["QUERY_STRING"] = question.query
            request.GET = QueryDict(question.query)
            response = super().get(request, *args, **kwargs)
        if "Location" in response:
            response["Location"] = _with_issuer(response["Location"])
        add_never_cache_headers(response)
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """From another site a form comes without our cookies: it is asked again as a GET."""
        question = question_of(request)
        return self.get(request) if question.refusal else redirect(question.path)

    def _login_required(self, request: HttpRequest) -> None:
        return None

    def _refuse(self, question: Question, refusal: Refusal) -> HttpResponse:
        """At the website, or here if it is not known who asks or the answer fits in no address."""
        to = self._back(question, refusal)
        if question.website and len(to) <= LONGEST_ADDRESS:
            return redirect(to)
        return page_about(self.request, refusal)

    def _back(self, question: Question, refusal: Refusal) -> str:
        """The address that carries a refusal back to the website."""
        asked = question.asked
        state = {"state": asked["state"]} if "state" in asked else {}
        answer = {"error": refusal.error, "error_description": refusal.description}
        return with_answer(asked.get("redirect_uri", ""), answer | state)

    def _skip_consent(self) -> HttpResponse:
        """The website's question is understood. Nobody is asked for consent: CMS staff have
        registered the website, and what it learns is what it is for."""
        forget_newest(self.request)
        if wants_fresh_sign_in(self.request, self._question):
            context = {"website": self._question.website, "question": self._question.path}
            return render(self.request, "qpp_roles/openid/sign_in_again.html", context)
        if refusal_of(self.request.user) == NO_ROLE:
            return self._refuse_without_role()
        try:
            response: HttpResponse = super()._skip_consent()
        except OAuth2Error as error:
            return self._refuse(self._question, Refusal(error.error, error.description))
        return response

    def _refuse_without_role(self) -> HttpResponse:
        """The person is told what is missing, and carries the refusal back by a link."""
        refusal = Refusal("access_denied", "The person has no QPP role.")
        context = {
            "website": self._question.website,
            "back": _with_issuer(self._back(self._question, refusal)),
            "ended": last_ended_role_of(self.request.user.pk),
        }
        status = HTTPStatus.FORBIDDEN
        return render(self.request, "qpp_roles/openid/no_role.html", context, status=status)


def page_about(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """What a person reads where there is no website to tell."""
    page: HttpResponse = respond_html_error(request, error=refusal)
    page.status_code = HTTPStatus.BAD_REQUEST
    return page


def _with_issuer(answer: str) -> str:
    """An answer that says whose it is (RFC 9207)."""
    return with_answer(answer, {"iss": get_adapter().get_issuer()})


@require_POST
def sign_in_again(request: SignedInRequest) -> HttpResponse:
    """Leave this session for a new one, because a website asks for a fresh sign-in."""
    posted = urlsplit(request.POST.get("question", ""))
    question = read_question(QueryDict(posted.query))
    if question.refusal:
        return HttpResponseBadRequest()
    leave_session(request)
    remember_asked(request, question)
    return redirect_to_login(question.path)
