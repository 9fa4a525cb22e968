"""The addresses at which calendars fetch their person's deadlines."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Person
from acoms.database.history import track


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def in_use(self) -> Self:
        """Those that still answer: not revoked, of an account that is open."""
        found = self.filter(revoked_at=None, person__is_active=True)
        return found.exclude(person__in=Person.objects.dormant())


@track()
class CalendarFeed(models.Model):
    """A person's address. Its secret is derived of the row and `generation`, and stands nowhere:
    a new address is one generation more, and the one before stops working (rule E5)."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    generation = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="calendar_feed_revoked_after_it_was_made",
                condition=Q(revoked_at=None) | Q(revoked_at__gte=F("made_at")),
            ),
        )

    def __str__(self) -> str:
        return f"Calendar of {self.person}"
