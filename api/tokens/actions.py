"""Giving tokens, noting who used them, and forgetting those that have run out (rule H2)."""

import hmac
import math
import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.rules import CODE_TRIES, lock_after
from acoms.crypto.keys import macs
from api.credentials.actions.making import PURPOSE
from api.credentials.models import ClientId
from api.credentials.notices import tell_wrong_secrets
from api.credentials.queries import acos_answered, why_unanswered
from api.credentials.rules import MINUTE, is_among
from api.tokens.models import AccessToken, WrongSecrets
from api.tokens.rules import FORGET_WRONG_AFTER, Given, TokenRefused

_UNKNOWN = "The client ID or the secret is wrong."


def give_token(*, client_id: str, secret: str, address: str) -> Given:
    """A token for whoever has the secret and comes from an allowed address.

    Raises TokenRefused. Wrong secrets are counted, and lock the client ID for that address: its
    other addresses go on (see `lock_after`).
    """
    found = _of_allowed_address(client_id, address)
    with transaction.atomic():
        wrong = WrongSecrets.objects.select_for_update().filter(client_id=found, address=address)
        _refuse_locked(wrong.first())
        if is_secret_of(found, secret):
            wrong.delete()
            return _given(found)
        _count(found, address)
    raise TokenRefused("invalid_client", _UNKNOWN)


def is_secret_of(client_id: ClientId, secret: str) -> bool:
    """Whether it is the secret, by any of our keys; in constant time."""
    kept = bytes(client_id.secret_mac)
    equal = [hmac.compare_digest(kept, mac) for mac in macs(PURPOSE, secret)]
    return any(equal)


def note_use(client_id: ClientId, address: str) -> None:
    """When and from where it was last used, at most once a minute."""
    now = timezone.now()
    if client_id.last_used_at is None or client_id.last_used_at <= now - MINUTE:
        due = Q(last_used_at=None) | Q(last_used_at__lte=now - MINUTE)
        ClientId.objects.filter(due, pk=client_id.pk).update(
            last_used_at=now, last_used_from=address
        )


def hash_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def forget_tokens() -> None:
    """Delete tokens that have run out, and wrong secrets of days ago."""
    AccessToken.objects.over().delete()
    WrongSecrets.objects.filter(last_at__lt=timezone.now() - FORGET_WRONG_AFTER).delete()


def _of_allowed_address(client_id: str, address: str) -> ClientId:
    """The client ID, if it works and may be used from there. Raises TokenRefused."""
    try:
        uuid = UUID(client_id)
    except ValueError:
        raise TokenRefused("invalid_client", _UNKNOWN) from None
    known = ClientId.objects.alive(timezone.now()).filter(client_id=uuid)
    found = known.select_related("credentials").first()
    if found is None:
        raise TokenRefused("invalid_client", _UNKNOWN)
    if not is_among(address, found.credentials.addresses):
        raise TokenRefused(
            "invalid_client",
            f"These credentials may not be used from {address}. The ACO's Credential Delegate "
            "adds addresses on the API Credentials page.",
        )
    return found


def _refuse_locked(wrong: WrongSecrets | None) -> None:
    left = wrong.last_at + lock_after(wrong.number) - timezone.now() if wrong else timedelta(0)
    if left > timedelta(0):
        raise TokenRefused(
            "temporarily_unavailable",
            "Too many wrong secrets came from this address. Try again later.",
            retry_after=math.ceil(left.total_seconds()),
        )


def _count(client_id: ClientId, address: str) -> None:
    """One wrong secret more; the delegates hear of the one that locks first."""
    wrong, _ = WrongSecrets.objects.select_for_update().get_or_create(
        client_id=client_id, address=address
    )
    wrong.number, wrong.last_at = wrong.number + 1, timezone.now()
    wrong.save(update_fields=["number", "last_at"])
    if wrong.number == CODE_TRIES:
        credentials = client_id.credentials
        tell_wrong_secrets(credentials, address, wrong.number, acos_answered(credentials))


def _given(client_id: ClientId) -> Given:
    if not acos_answered(client_id.credentials):
        raise TokenRefused("unauthorized_client", why_unanswered(client_id.credentials))
    token = secrets.token_urlsafe(32)
    expires = min(_in_seconds(settings.API_TOKEN_SECONDS), client_id.ends_at)
    AccessToken.objects.create(client_id=client_id, sha256=hash_of(token), expires_at=expires)
    seconds = int((expires - timezone.now()).total_seconds() + 0.5)
    return Given(token, seconds, tuple(client_id.credentials.resources))


def _in_seconds(seconds: int) -> datetime:
    return timezone.now() + timedelta(seconds=seconds)
