"""What a resource server asks of a token that a program brought to it (RFC 7662, decision 107)."""

import hmac
from typing import Any

from django.conf import settings

from acoms.api.authentication import Forbidden
from api.tokens.actions import note_use
from api.tokens.models import AccessToken
from api.tokens.reading import caller_from, good_token

INACTIVE = {"active": False}


def is_server(name: str, secret: str) -> bool:
    """Whether a resource server of the settings has shown its secret, in constant time; without
    BCDA's site there is none."""
    known: str = settings.RESOURCE_SERVERS.get(name, "") if settings.BCDA_SITE else ""
    return bool(known) and hmac.compare_digest(known.encode(), secret.encode())


def introspect(*, server: str, token: str, address: str) -> dict[str, Any]:
    """What a token lets a program do at this resource server, when it comes from `address`.

    A token for other resources, from another address, or that has run out is only "not active":
    its holder is told no more by way of a third party.
    """
    found = good_token(token)
    if found is None or server not in found.client_id.credentials.resources:
        return INACTIVE
    try:
        caller = caller_from(found.client_id, address)
    except Forbidden:
        return INACTIVE
    note_use(found.client_id, address)
    return _said(found, server, sorted(caller.aco_ids))


def _said(found: AccessToken, server: str, acos: list[str]) -> dict[str, Any]:
    return {
        "active": True,
        "iss": settings.SITE_URL,
        "aud": server,
        "scope": server,
        "client_id": str(found.client_id.client_id),
        "token_type": "Bearer",
        "exp": int(found.expires_at.timestamp()),
        "acos": acos,
    }
