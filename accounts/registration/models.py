"""Addresses for which somebody has asked for an account."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.registration.rules import KEPT_FOR, TRIES, State, state_at
from acoms.text.email_addresses import in_one_spelling


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def open(self, now: datetime) -> Self:
        """Those whose link and code work at `now`, as far as time goes."""
        return self.filter(expires_at__gt=now)

    def to_forget(self, now: datetime) -> Self:
        return self.filter(expires_at__lte=now - KEPT_FOR)


class Registration(models.Model):
    """That somebody asked for an account for an address, once or again.

    Link and code are derived from `id` and `generation` (`accounts.registration.secrets`). It is
    used up when the address has an account, which nothing repeats here. It has no history: nobody
    has shown yet that the address is theirs, and it is forgotten if nobody does.
    """

    email = models.EmailField("e-mail", unique=True)
    generation = models.PositiveIntegerField("times sent", default=1)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    wrong_codes = models.PositiveSmallIntegerField(default=0)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="registration_email_in_one_spelling", condition=in_one_spelling()
            ),
            models.CheckConstraint(
                name="registration_ends_after_sending", condition=Q(expires_at__gt=F("sent_at"))
            ),
        )

    def __str__(self) -> str:
        return self.email

    @property
    def state(self) -> State:
        return state_at(timezone.now(), expires_at=self.expires_at, wrong_codes=self.wrong_codes)

    @property
    def tries_left(self) -> int:
        return max(0, TRIES - self.wrong_codes)
