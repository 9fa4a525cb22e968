"""Recovery codes: ten single-use codes for someone without their authenticator app.

They are derived, not stored: keyed hashes of the row, its generation and the code's position.
Whoever reads the database finds only which positions are used (rule E5).
"""

import hmac
from datetime import datetime
from functools import partial

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q, Value
from django_otp.models import Device

from accounts.throttling import THROTTLING_FIELDS, GrowingLock
from acoms.crypto.codes import crockford, grouped, read_app_code, read_code
from acoms.crypto.keys import macs
from acoms.database.history import track
from acoms.text.saying import say

HOW_MANY = 10
LENGTH = 12


def read_any_code(typed: str) -> str:
    """The six digits of an app, or the characters of a recovery code. ValueError for neither."""
    for read in (read_app_code, partial(read_code, length=LENGTH)):
        try:
            return read(typed)
        except ValueError:
            continue
    raise ValueError(
        say(
            "Enter the six digits from your app, or one recovery code. This did not count as a try."
        )
    )


@track(exclude=THROTTLING_FIELDS)
class RecoveryCodes(GrowingLock, Device):  # type: ignore[misc]
    """One person's set of recovery codes. A new generation ends all codes before it."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recovery_codes"
    )
    name = models.CharField(max_length=64, default="Recovery codes")
    generation = models.PositiveIntegerField(default=1)
    used = ArrayField(models.IntegerField(), default=list, blank=True)
    saved_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(
        "person says they have saved them", null=True, blank=True
    )

    class Meta:
        verbose_name = "set of recovery codes"
        verbose_name_plural = "sets of recovery codes"
        constraints = (
            models.CheckConstraint(
                name="recovery_codes_used_exist",
                condition=Q(used__contained_by=list(range(HOW_MANY))),
            ),
        )

    def _codes_at(self, position: int) -> list[str]:
        """The code at a position under each key, newest first."""
        message = f"{self.pk}:{self.generation}:{position}"
        return [crockford(mac, LENGTH) for mac in macs("recovery codes", message)]

    @property
    def codes(self) -> list[str]:
        """All ten as they are shown: XXXX-XXXX-XXXX."""
        return [grouped(self._codes_at(position)[0]) for position in range(HOW_MANY)]

    @property
    def left(self) -> int:
        return HOW_MANY - len(self.used)

    def is_shown_to(self, generation: int | None) -> bool:
        """Whether whoever made this generation may still see the codes: until they are saved."""
        return self.saved_at is None and self.generation == generation

    def _position_of(self, typed: str) -> int | None:
        """Which code was typed; every one is compared, so that the time tells nothing."""
        try:
            code = read_code(typed, LENGTH)
        except ValueError:
            return None
        found = None
        for position in range(HOW_MANY):
            for candidate in self._codes_at(position):
                if hmac.compare_digest(code.encode(), candidate.encode()):
                    found = position
        return found

    def verify_token(self, token: str) -> bool:
        """Whether `token` is one of the codes, used up by this very call.

        The use is one conditional UPDATE: of two at once, one wins.
        """
        if not self.verify_is_allowed()[0]:
            return False
        position = self._position_of(token)
        if position is not None and self._use(position):
            self.throttle_reset(commit=False)
            self.save(update_fields=THROTTLING_FIELDS)
            return True
        self.throttle_increment(commit=False)
        self.save(update_fields=THROTTLING_FIELDS)
        return False

    def _use(self, position: int) -> bool:
        unused = (
            type(self)
            .objects.filter(pk=self.pk, generation=self.generation)
            .exclude(used__contains=[position])
        )
        append = Func(F("used"), Value(position), function="array_append")
        return bool(unused.update(used=append))
