"""What CMS writes to ACOs, and the files that go with it (rules A14, G1)."""

import uuid
from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone

from acoms.database.history import track
from acoms.text.named import on_one_line
from contacts.models import Track
from contacts.types import CHOICES, CONTACT_TYPES
from documents.correspondence.kinds import KIND_CHOICES, MessageKind
from documents.correspondence.rules import (
    LONGEST_BODY,
    LONGEST_SUBJECT,
    RECEIVING,
    MessageState,
    To,
    paragraphs,
    state_of,
    to_whom,
)

_PERSON = settings.AUTH_USER_MODEL
RECEIVING_CHOICES = [(code, CONTACT_TYPES[code].label) for code in RECEIVING]


class MessageQuerySet(models.QuerySet["Message"]):
    def to_send(self) -> Self:
        """Confirmed, and not all of it is sent."""
        return self.filter(confirmed_at__isnull=False, finished_at=None, withdrawn_at=None)

    def with_counts(self) -> Self:
        """Each with `acos`, the ACOs it goes to, and `sent_to`, those it has gone to."""
        sent = Count("deliveries", filter=Q(deliveries__sent_at__isnull=False))
        return self.annotate(acos=Count("deliveries"), sent_to=sent)


@track()
class Message(models.Model):
    """What CMS writes, once, to whichever ACOs: a draft, until somebody confirms it.

    `to` and the columns after it say which ACOs; once it is confirmed `deliveries` has them.
    `named_types` get the e-mail, or everyone who receives, if it is empty. It is sent at `due_at`.
    """

    kind = models.CharField(max_length=20, choices=KIND_CHOICES, default=MessageKind.GENERAL.value)
    subject = models.CharField(max_length=LONGEST_SUBJECT)
    body = models.TextField("text", max_length=LONGEST_BODY)
    named_types = ArrayField(
        models.CharField(max_length=40, choices=RECEIVING_CHOICES), default=list, blank=True
    )
    may_answer = models.BooleanField("ACOs may answer", default=False)
    to = models.CharField(
        max_length=6, choices=[(one.value, one.label) for one in To], default=To.LISTED.value
    )
    aco_ids = ArrayField(
        models.CharField(max_length=6), verbose_name="ACO IDs", default=list, blank=True
    )
    track = models.CharField(max_length=8, choices=Track.choices, blank=True)
    state_served = models.CharField("state or territory", max_length=2, blank=True)
    agreement_year = models.PositiveSmallIntegerField(
        "year in which the agreement began", null=True, blank=True
    )
    lacks_type = models.CharField("lacks", max_length=40, choices=CHOICES, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        _PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    due_at = models.DateTimeField("to be sent", null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField("sent", null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        _PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "message to ACOs"
        verbose_name_plural = "messages to ACOs"
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="message_kind_known", condition=Q(kind__in=[one.value for one in MessageKind])
            ),
            models.CheckConstraint(
                name="message_to_known", condition=Q(to__in=[one.value for one in To])
            ),
            models.CheckConstraint(
                name="message_says_something",
                condition=on_one_line("subject") & ~Q(subject="") & ~Q(body=""),
            ),
            models.CheckConstraint(
                name="message_mailed_to_who_receives",
                condition=Q(named_types__contained_by=list(RECEIVING)),
            ),
            models.CheckConstraint(
                name="message_confirmed_by_someone",
                condition=Q(confirmed_at=None, confirmed_by=None, due_at=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False, due_at__isnull=False),
            ),
            # What is being sent is withdrawn no more, and nothing goes out before its time.
            models.CheckConstraint(
                name="message_sent_once_confirmed",
                condition=Q(started_at=None, finished_at=None)
                | Q(
                    started_at__isnull=False,
                    due_at__isnull=False,
                    started_at__gte=F("due_at"),
                    withdrawn_at=None,
                ),
            ),
            models.CheckConstraint(
                name="message_withdrawn_by_someone",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
            ),
        )
        indexes = (
            models.Index(
                name="message_to_send",
                fields=["due_at"],
                condition=Q(confirmed_at__isnull=False, finished_at=None, withdrawn_at=None),
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="message_sent_stays",
                operation=pgtrigger.UpdateOf(  # type: ignore[no-untyped-call]
                    "kind", "subject", "body", "named_types", "may_answer", "due_at"
                )
                | pgtrigger.Delete,
                condition=pgtrigger.Q(old__started_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.subject

    @property
    def kind_row(self) -> MessageKind:
        return MessageKind(self.kind)

    @property
    def state(self) -> MessageState:
        return state_of(
            confirmed=self.confirmed_at is not None,
            started=self.started_at is not None,
            finished=self.finished_at is not None,
            withdrawn=self.withdrawn_at is not None,
        )

    @property
    def is_draft(self) -> bool:
        return self.state is MessageState.DRAFT

    @property
    def is_due(self) -> bool:
        """Whether its time has come: it is sent, and not taken back any more."""
        return self.due_at is not None and self.due_at <= timezone.now()

    @property
    def to_whom(self) -> str:
        return to_whom(self.named_types)

    @property
    def paragraphs(self) -> list[str]:
        return paragraphs(self.body)


@track()
class Attachment(models.Model):
    """A file that goes with a message; it stays in ACO-MS."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="attachments")
    name = models.CharField("file name", max_length=150)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    sha256 = models.CharField("SHA-256", max_length=64)
    stored_as = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("added_at", "pk")
        constraints = (
            models.UniqueConstraint(name="message_file_once", fields=["message", "sha256"]),
        )

    def __str__(self) -> str:
        return self.name
