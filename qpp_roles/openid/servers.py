"""The endpoints that websites' servers ask with a form or a token (RFC 6749, 6750 and 7009)."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from allauth.core.internal.httpkit import extract_basic_auth
from allauth.idp.oidc.views import RevokeView as LibraryRevokeView
from allauth.idp.oidc.views import TokenView as LibraryTokenView
from allauth.idp.oidc.views import UserInfoView as LibraryUserInfoView
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict

from qpp_roles.openid.questions import Refusal, repeated

GRANTS = ("authorization_code", "refresh_token")
_others: dict[str, Callable[[HttpRequest], HttpResponse]] = {}
_REALM = 'realm="ACO-MS"'
_FORM = "application/x-www-form-urlencoded"


def register_grant(grant_type: str, answer: Callable[[HttpRequest], HttpResponse]) -> None:
    """Have the token endpoint answer forms of this grant so, once their form is right. A room
    above does so in its `AppConfig.ready()`."""
    _others[grant_type] = answer


def grants() -> tuple[str, ...]:
    """What tokens are given for."""
    return (*GRANTS, *_others)


class _FormEndpoint:
    """What the token and the revocation endpoint have in common: a form with each thing once, one
    proof of who asks, and an answer that nobody keeps."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        refusal = self.refusal_of(request)
        response: HttpResponse = _refused(refusal) if refusal else super().post(request)  # type: ignore[misc]
        if response.status_code == HTTPStatus.UNAUTHORIZED:
            response["WWW-Authenticate"] = f"Basic {_REALM}"
        return _unkept(response)

    def refusal_of(self, request: HttpRequest) -> Refusal | None:
        """What is wrong with the form, whatever is in it."""
        problem = _misplaced(request) or repeated(request.POST) or _two_proofs(request)
        return Refusal("invalid_request", problem) if problem else None


class TokenView(_FormEndpoint, LibraryTokenView):  # type: ignore[misc]
    """Codes and refresh tokens for tokens, and what other rooms give tokens for."""

    def post(self, request: HttpRequest) -> HttpResponse:
        answer = _others.get(request.POST.get("grant_type", ""))
        if answer is None or self.refusal_of(request):
            return super().post(request)
        return _unkept(answer(request))

    def refusal_of(self, request: HttpRequest) -> Refusal | None:
        if refusal := super().refusal_of(request):
            return refusal
        grant = request.POST.get("grant_type")
        if not grant:
            return Refusal("invalid_request", "grant_type is missing.")
        if grant not in grants():
            return Refusal("unsupported_grant_type", f"grant_type must be {' or '.join(grants())}.")
        if request.POST.get("resource"):
            return Refusal("invalid_target", "resource is not supported.")
        return None


class RevokeView(_FormEndpoint, LibraryRevokeView):  # type: ignore[misc]
    """Tokens that a website gives back."""


class UserInfoView(LibraryUserInfoView):  # type: ignore[misc]
    """What there is to know of whoever a token is about, at this moment."""

    def _respond(self, request: HttpRequest) -> HttpResponse:
        """A token in the address is not looked at: addresses are logged."""
        request.META["QUERY_STRING"], request.GET = "", QueryDict()
        in_header = request.headers.get("Authorization", "").lower().startswith("bearer")
        in_form = bool(request.POST.get("access_token"))
        problem = repeated(request.POST)
        if in_header and in_form:
            problem = "The token is given twice."
        if problem:
            response = _refused(Refusal("invalid_request", problem))
            response["WWW-Authenticate"] = f'Bearer {_REALM}, error="invalid_request"'
        elif not (in_header or in_form):  # who has not tried is told no error (RFC 6750, 3.1)
            response = HttpResponse(status=HTTPStatus.UNAUTHORIZED)
            response["WWW-Authenticate"] = f"Bearer {_REALM}"
        else:
            response = super()._respond(request)
        return _unkept(response)


def _misplaced(request: HttpRequest) -> str:
    if request.META.get("QUERY_STRING"):
        return "Parameters belong in the form, not in the address."
    if request.content_type != _FORM:
        return f"The form must be {_FORM}."
    return ""


def _two_proofs(request: HttpRequest) -> str:
    """A website shows who it is in one way (RFC 6749, 2.3), and as one website."""
    if "Authorization" not in request.headers:
        return ""
    if request.POST.get("client_secret"):
        return "The secret is given twice."
    known, _ = extract_basic_auth(request.headers)
    if known and request.POST.get("client_id", known) != known:
        return "client_id is not that of the Authorization header."
    return ""


def _refused(refusal: Refusal) -> HttpResponse:
    answer: dict[str, Any] = {"error": refusal.error, "error_description": refusal.description}
    return JsonResponse(answer, status=HTTPStatus.BAD_REQUEST)


def _unkept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"], response["Pragma"] = "no-store", "no-cache"
    return response
