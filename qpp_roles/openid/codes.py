"""Authorization codes: what one carries from the browser's session to the website's server.

The library keeps a code for a minute in the cache. It is given the code's hash for its name, so
that no code can be read there (rule E5).
"""

import hashlib
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Self

from django.http import HttpRequest
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.models import Device

from accounts.middleware import STARTED_KEY
from accounts.models import OpenSession, RecoveryCodes
from qpp_roles.openid.rules import AMR_APP, AMR_RECOVERY_CODE


def hash_of(secret: str) -> str:
    """How codes and tokens are kept: both have more random bits than can be guessed."""
    return hashlib.sha256(secret.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class SignInFacts:
    """How a session was opened: its row, when, and with what."""

    session: int
    signed_in_at: int
    methods: list[str]

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """Of a session that is signed in. Raises OpenSession.DoesNotExist if it was just ended."""
        session = OpenSession.objects.of_key(request.session.session_key).get(
            person=request.user.pk
        )
        device = Device.from_persistent_id(request.session[DEVICE_ID_SESSION_KEY])
        methods = AMR_RECOVERY_CODE if isinstance(device, RecoveryCodes) else AMR_APP
        return cls(session.pk, request.session[STARTED_KEY], list(methods))

    @classmethod
    def from_code(cls, stored: dict[str, Any]) -> Self:
        return cls(**stored)

    def for_code(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def moment(self) -> datetime:
        return datetime.fromtimestamp(self.signed_in_at, UTC)


def is_too_long_ago(request: HttpRequest, max_age: int | None) -> bool:
    """Whether the session's person gave password and second factor longer ago than `max_age`
    seconds."""
    age = time.time() - float(request.session.get(STARTED_KEY, 0))
    return max_age is not None and age > max_age
