"""Wrong codes in a row lock a second factor for a while that doubles each time."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django_otp.models import ThrottlingMixin, VerifyNotAllowed

from accounts.rules import lock_after

THROTTLING_FIELDS = ["throttling_failure_timestamp", "throttling_failure_count"]


class GrowingLock(ThrottlingMixin):  # type: ignore[misc]
    """django-otp's throttling, with five tries before the first lock (`rules.lock_after`)."""

    class Meta:
        abstract = True

    @property
    def locked_until(self) -> datetime | None:
        """When the next code will be looked at, or None if it is now."""
        failed_at: datetime | None = self.throttling_failure_timestamp
        if failed_at is None:
            return None
        until = failed_at + lock_after(self.throttling_failure_count)
        return until if until > timezone.now() else None

    def verify_is_allowed(self) -> tuple[bool, dict[str, Any] | None]:
        if (until := self.locked_until) is None:
            return True, None
        return False, {
            "reason": VerifyNotAllowed.N_FAILED_ATTEMPTS,
            "failure_count": self.throttling_failure_count,
            "locked_until": until,
        }

    def get_throttle_factor(self) -> int:
        return 1  # throttling is on; how long it lasts is `locked_until`'s
