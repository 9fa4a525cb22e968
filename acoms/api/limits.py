"""How many requests credentials may be used for, and how an answer says what is left.

Counted in the cache, in fixed windows. Without a cache nobody is counted: who may read what is
asked all the same.
"""

import logging
import time
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponseBase

log = logging.getLogger(__name__)
WINDOW = 60  # seconds


@dataclass(frozen=True, slots=True)
class Standing:
    """How credentials stand in the window of now: `left` is below 0 once there were too many."""

    most: int
    left: int
    seconds: int  # until the window ends

    @property
    def is_over(self) -> bool:
        return self.left < 0

    def write(self, response: HttpResponseBase) -> None:
        """The fields of draft-ietf-httpapi-ratelimit-headers, and when to come back."""
        response["RateLimit-Policy"] = f'"requests";q={self.most};w={WINDOW}'
        response["RateLimit"] = f'"requests";r={max(0, self.left)};t={self.seconds}'
        if self.is_over:
            response["Retry-After"] = str(self.seconds)


def count(credentials: UUID, now: float | None = None) -> Standing:
    """One request more, and how the credentials stand with it."""
    moment = time.time() if now is None else now
    window, gone = divmod(int(moment), WINDOW)
    most: int = settings.API_REQUESTS_A_MINUTE
    return Standing(most, most - _add(f"api:{credentials}:{window}"), WINDOW - gone)


def _add(key: str) -> int:
    try:
        cache.add(key, 0, 2 * WINDOW)
        return cache.incr(key)
    except Exception:  # whatever the cache's client raises where it is gone
        log.exception("requests to the API are not counted")
        return 0
