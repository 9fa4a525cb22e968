"""The outbox: a row is written with the change it tells of, and sent afterwards (rules E3, E6)."""

from datetime import datetime
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from notifications.kinds import Kind, kind_of


class NotificationQuerySet(models.QuerySet["Notification"]):
    def on_screen_for(self, person_id: int) -> Self:
        """What `person_id` sees on the notifications page, newest first."""
        return self.filter(person_id=person_id, on_screen=True).order_by("-id")

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def due(self, now: datetime) -> Self:
        """Mail that is to be sent now, oldest first."""
        return self.filter(by_email=True, sent_at=None, failed_at=None, due_at__lte=now).order_by(
            "due_at", "id"
        )


class Notification(models.Model):
    """One thing that one person is told, on screen, by e-mail or both.

    `data` holds names and references, never a secret: a mail's link and code are derived when it
    is rendered (rule E5).
    """

    kind = models.CharField(max_length=60)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        related_name="notifications",
    )
    address = models.EmailField("e-mail", blank=True)
    data = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)
    on_screen = models.BooleanField()
    read_at = models.DateTimeField(null=True)
    by_email = models.BooleanField()
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True)

    objects: ClassVar[Any] = NotificationQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(
                name="notification_due",
                fields=["due_at", "id"],
                condition=Q(by_email=True, sent_at=None, failed_at=None),
            ),
            models.Index(
                name="notification_on_screen", fields=["person", "-id"], condition=Q(on_screen=True)
            ),
            models.Index(
                name="notification_unread",
                fields=["person"],
                condition=Q(on_screen=True, read_at=None),
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="notification_sent_or_failed",
                condition=Q(sent_at=None) | Q(failed_at=None),
            ),
            models.CheckConstraint(
                name="notification_reaches_someone",
                condition=Q(on_screen=True, person__isnull=False)
                | (Q(by_email=True) & ~Q(address="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} to {self.address or self.person_id}"

    @property
    def details(self) -> Kind:
        return kind_of(self.kind)

    @property
    def text(self) -> str:
        """The sentence that stands on screen."""
        return self.details.on_screen.format_map(self.data)

    @property
    def url(self) -> str:
        """Where the sentence leads, or ""."""
        return str(self.data.get("url", ""))

    @property
    def message_id(self) -> str:
        """The same for every attempt, so that a repeat is recognizable as one (rule E6)."""
        return f"<notification-{self.pk}@{urlsplit(settings.SITE_URL).hostname}>"

    @property
    def mail_state(self) -> str:
        """`sent`, `not delivered` or `waiting`."""
        if self.sent_at:
            return "sent"
        return "not delivered" if self.failed_at else "waiting"
