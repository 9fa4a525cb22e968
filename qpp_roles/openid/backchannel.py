"""Telling websites that a sign-in has ended (OpenID Connect Back-Channel Logout 1.0; rules B3, E6).

An outbox like the one for mail: a batch is claimed by moving its next try into the future, sent,
and marked. What dies in between is tried again; a website that is told twice signs out once.
"""

import logging
import time
import uuid
from datetime import timedelta
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from allauth.core.internal import jwkkit
from allauth.idp.oidc.adapter import get_adapter
from django.db import transaction
from django.utils import timezone
from jwt import encode

from acoms.once.lease import lock_free
from qpp_roles.openid.claims import subject_of
from qpp_roles.openid.models import LogoutNotice, SignIn
from qpp_roles.openid.rules import GIVE_UP_AFTER, delay_before

log = logging.getLogger(__name__)

BATCH = 20
PATIENCE = 5.0  # seconds for a website to answer
LEASE = timedelta(seconds=BATCH * PATIENCE + 20)
EVENT = "http://schemas.openid.net/event/backchannel-logout"


def send_due_notices() -> int:
    """Tell websites of all ends that are due; how many were told."""
    told = 0
    while batch := _claim():
        told += sum(_tell(notice) for notice in batch)
        if len(batch) < BATCH:
            break
    return told


@transaction.atomic
def _claim() -> list[LogoutNotice]:
    now = timezone.now()
    due = LogoutNotice.objects.filter(sent_at=None, given_up_at=None, due_at__lte=now)
    ids = [notice.pk for notice in lock_free(due.order_by("due_at"), BATCH)]
    LogoutNotice.objects.filter(pk__in=ids).update(due_at=now + LEASE)
    return list(
        LogoutNotice.objects.filter(pk__in=ids).select_related(
            "sign_in__website", "sign_in__person"
        )
    )


def _tell(notice: LogoutNotice) -> bool:
    """One try; whether the website has taken it."""
    notice.attempts += 1
    notice.failure = _post(notice.sign_in)
    now = timezone.now()
    if not notice.failure:
        notice.sent_at = now
    elif now - notice.created_at > GIVE_UP_AFTER:
        notice.given_up_at = now
    else:
        notice.due_at = now + delay_before(notice.attempts + 1)
    notice.save()
    return notice.sent_at is not None


def _post(sign_in: SignIn) -> str:
    """Send the logout token; what went wrong, or "" if nothing did."""
    uri = sign_in.website.backchannel_logout_uri
    if not uri:  # taken back since
        return ""
    body = urlencode({"logout_token": logout_token(sign_in)}).encode()
    request = Request(uri, data=body, method="POST")  # noqa: S310 - https, see problem_with_uri
    try:
        with _opener.open(request, timeout=PATIENCE):
            return ""
    except HTTPError as error:
        return f"The website answered {error.code}."
    except (OSError, ValueError) as error:
        log.warning("website %s cannot be told of a logout: %s", sign_in.website_id, error)
        return f"The website could not be reached: {error}"[:200]


class _NoRedirects(HTTPRedirectHandler):
    """A logout token goes to the registered address and nowhere else."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


_opener = build_opener(_NoRedirects)


def logout_token(sign_in: SignIn) -> str:
    """The signed word that a sign-in has ended; for two minutes."""
    adapter = get_adapter()
    now = int(time.time())
    token = {
        "iss": adapter.get_issuer(),
        "aud": sign_in.website_id,
        "iat": now,
        "exp": now + 120,
        "jti": uuid.uuid4().hex,
        "sub": subject_of(sign_in.person),
        "sid": str(sign_in.sid),
        "events": {EVENT: {}},
    }
    jwk, private_key = jwkkit.load_jwk_from_pem(adapter.get_signing_key().pem)
    headers = {"kid": jwk["kid"], "typ": "logout+jwt"}
    return encode(token, private_key, algorithm="RS256", headers=headers)
