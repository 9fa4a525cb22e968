"""The outbox: a row is written with the change it tells of, and sent afterwards (rules E3, E6)."""

from datetime import datetime
from typing import Self
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from acoms.database.history import track
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

    def held(self) -> Self:
        """Those whose mail waits for their person's next digest."""
        return self.filter(held=True, gather="")

    def gathered(self) -> Self:
        """Those whose mail waits for others of the same sitting."""
        return self.filter(held=True).exclude(gather="")


class Notification(models.Model):
    """One thing that one person is told, on screen, by e-mail or both.

    `data` holds names and references, never a secret: a mail's link and code are derived when it
    is rendered (rule E5). One that is `held` waits for the weekly digest that is due at `due_at`;
    then `digest` is the mail that carried it. It is not `by_email` itself, so that the relay never
    meets it. One with `gather` waits some minutes for others about the same
    (`notifications.actions.gathering`).
    """

    kind = models.CharField(max_length=60)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
    )
    address = models.EmailField("e-mail", blank=True)
    data = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)
    on_screen = models.BooleanField()
    read_at = models.DateTimeField(null=True)
    by_email = models.BooleanField()
    held = models.BooleanField("waits for the digest", default=False)
    gather = models.CharField("waits for others about", max_length=120, blank=True, db_default="")
    digest = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="carried", db_index=False
    )
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True)

    objects = NotificationQuerySet.as_manager()

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
            models.Index(
                name="notification_held", fields=["person", "due_at"], condition=Q(held=True)
            ),
            models.Index(
                name="notification_gathered",
                fields=["gather"],
                condition=Q(held=True) & ~Q(gather=""),
            ),
            models.Index(
                name="notification_carried",
                fields=["digest"],
                condition=Q(digest__isnull=False),
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
            # Mailed alone, waiting for a digest, or carried by one: never two of them.
            models.CheckConstraint(
                name="notification_held_is_mailed_once",
                condition=Q(held=False) | Q(by_email=False, on_screen=True, digest=None),
            ),
            models.CheckConstraint(
                name="notification_carried_is_mailed_once",
                condition=Q(digest=None) | Q(by_email=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} to {self.address or self.person_id}"

    @property
    def details(self) -> Kind:
        return kind_of(self.kind)

    @property
    def text(self) -> str:
        """The sentence that stands on screen; behind one that a mail has too, what people typed."""
        pattern = self.details.on_screen
        said = pattern.format_map(self.data)
        if "{said}" not in pattern:
            return said
        typed = [f"{_short(one)}: “{one['text']}”." for one in self.data.get("quoted", ())]
        return " ".join([said, *typed])

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


def _short(quoted: dict[str, str]) -> str:
    """Its label without what only a mail has to explain."""
    return quoted["label"].partition(" (")[0]


@track()
class MailPreference(models.Model):
    """How a person wants their mail. Without a row: each one at once."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    weekly_digest = models.BooleanField(default=False)
    changed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.person_id}: {'weekly' if self.weekly_digest else 'at once'}"
