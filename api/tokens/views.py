"""What programs ask of tokens: forms in, JSON out (RFC 6749, 4.4 and 5)."""

from collections.abc import Mapping
from http import HTTPStatus

from allauth.core import ratelimit
from allauth.core.internal.httpkit import extract_basic_auth, get_client_ip
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from acoms.api.authentication import Forbidden, NotAuthenticated, caller_of
from api.tokens.actions import give_token
from api.tokens.introspection import introspect, is_server
from api.tokens.rules import GRANT, TokenRefused
from qpp_roles.openid.limits import again_after

# In ACCOUNT_RATE_LIMITS.
LIMIT = "api_token"
SERVERS_LIMIT = "resource_server_failed"


@csrf_exempt
@sensitive_post_parameters("client_secret")
@require_http_methods(["POST"])
def token(request: HttpRequest) -> HttpResponse:
    """A token, as CMS's other APIs give it: the form may be empty, the header says who asks."""
    if request.POST.get("grant_type", GRANT) != GRANT:
        refused = TokenRefused("unsupported_grant_type", f"grant_type must be {GRANT}.")
        return _refused(refused)
    return answer_grant(request)


@sensitive_variables("secret")
def answer_grant(request: HttpRequest) -> HttpResponse:
    """A token for a client ID and its secret, by HTTP Basic or in the form; nothing is looked up
    or hashed for whoever asks too often."""
    client_id, secret = _who_asks(request)
    address = get_client_ip(request) or ""
    # From elsewhere nobody uses up what a program may ask (decision 92).
    if not ratelimit.consume(request, action=LIMIT, key=f"{client_id.lower()[:100]} {address}"):
        return _too_often(LIMIT)
    try:
        given = give_token(client_id=client_id, secret=secret, address=address)
    except TokenRefused as refusal:
        return _refused(refusal)
    return _answer(given.answer)


def _who_asks(request: HttpRequest) -> tuple[str, str]:
    """The client ID and the secret that were given; "" for what was not."""
    if "Authorization" in request.headers:
        found = extract_basic_auth(request.headers)
    else:
        found = request.POST.get("client_id"), request.POST.get("client_secret")
    return found[0] or "", found[1] or ""


@csrf_exempt
@sensitive_post_parameters("token", "client_secret")
@sensitive_variables("secret")
@require_http_methods(["POST"])
def introspection(request: HttpRequest) -> HttpResponse:
    """What a token is good for at a resource server, which shows its own secret (RFC 7662). Wrong
    secrets are counted; a right one never waits for them."""
    server, secret = _who_asks(request)
    if not is_server(server, secret):
        if not ratelimit.consume(request, action=SERVERS_LIMIT):
            return _too_often(SERVERS_LIMIT)
        return _refused(TokenRefused("invalid_client", "No such resource server, or its secret."))
    token, address = (request.POST.get(name, "") for name in ("token", "client_address"))
    if not token or not address:
        text = "Send token, and client_address: the address that the program called you from."
        return _refused(TokenRefused("invalid_request", text))
    return _answer(introspect(server=server, token=token, address=address))


@require_safe
def welcome(request: HttpRequest) -> HttpResponse:
    """What the request's token is good for at this moment, and from which address it came."""
    try:
        caller = caller_of(request)
    except NotAuthenticated as refusal:
        answer = {"error": "invalid_token", "error_description": str(refusal)}
        challenge = {"WWW-Authenticate": refusal.challenge}
        return _answer(answer, HTTPStatus.UNAUTHORIZED, challenge)
    except Forbidden as refusal:
        answer = {"error": "access_denied", "error_description": str(refusal)}
        return _answer(answer, HTTPStatus.FORBIDDEN)
    return _answer(
        {
            "name": caller.name,
            "client_id": caller.client_id,
            "resources": sorted(caller.resources),
            "acos": sorted(caller.aco_ids),
            "address": caller.address,
        }
    )


def _too_often(limit: str) -> HttpResponse:
    text, seconds = "Too many requests.", again_after(limit)
    return _refused(TokenRefused("temporarily_unavailable", text, retry_after=seconds))


def _refused(refusal: TokenRefused) -> HttpResponse:
    headers = {}
    if refusal.status is HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = 'Basic realm="ACO-MS"'
    if refusal.retry_after:
        headers["Retry-After"] = str(refusal.retry_after)
    answer = {"error": refusal.error, "error_description": str(refusal)}
    return _answer(answer, refusal.status, headers)


def _answer(
    answer: Mapping[str, object],
    status: HTTPStatus = HTTPStatus.OK,
    headers: dict[str, str] | None = None,
) -> HttpResponse:
    unkept = {"Cache-Control": "no-store", "Pragma": "no-cache"}
    return JsonResponse(answer, status=status, headers=unkept | (headers or {}))
