"""Who a request comes from, by its bearer token (rule H2)."""

from allauth.core.internal.httpkit import get_client_ip
from django.http import HttpRequest
from django.utils import timezone

from acoms.api.authentication import Forbidden, NotAuthenticated
from acoms.api.caller import Caller
from api.credentials.models import ClientId, CredentialsAco
from api.credentials.queries import why_unanswered
from api.credentials.rules import is_among
from api.tokens.actions import hash_of, note_use
from api.tokens.models import AccessToken

ASK_FOR_ONE = "Send an access token: Authorization: Bearer TOKEN. POST /auth/token gives one."
OVER = "This token has run out, or its credentials have ended. Ask for another one."


def read_token(request: HttpRequest) -> Caller:
    """The caller; two queries, and once a minute one that notes the use. Raises NotAuthenticated,
    and Forbidden outside the addresses."""
    header = request.headers.get("Authorization", "")
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise NotAuthenticated(ASK_FOR_ONE, tried=bool(header))
    address = get_client_ip(request) or ""
    found = good_token(token.strip())
    if found is None:
        raise NotAuthenticated(OVER)
    caller = caller_from(found.client_id, address)
    note_use(found.client_id, address)
    return caller


def good_token(token: str) -> AccessToken | None:
    """The token, if it, its client ID and its credentials are good at this moment; one query."""
    now = timezone.now()
    good = AccessToken.objects.filter(
        sha256=hash_of(token),
        expires_at__gt=now,
        client_id__ends_at__gt=now,
        client_id__credentials__ended_at=None,
    )
    return good.select_related("client_id__credentials").first()


def caller_from(client_id: ClientId, address: str) -> Caller:
    """The caller at that address; one query. Raises Forbidden."""
    credentials = client_id.credentials
    if not is_among(address, credentials.addresses):
        raise Forbidden(
            f"These credentials may not be used from {address}. The ACO's Credential Delegate adds "
            "addresses on the API Credentials page."
        )
    rows = CredentialsAco.objects.answered_for().filter(credentials=credentials)
    answered = dict(rows.values_list("aco__aco_id", "delegate__id"))
    if not answered:
        raise Forbidden(why_unanswered(credentials))
    return Caller(
        credentials_id=credentials.uid,
        client_id=str(client_id.client_id),
        name=credentials.name,
        resources=frozenset(credentials.resources),
        address=address,
        delegates=answered,
    )
