"""A message as each ACO and each person has it, and what is answered (rules G1, G2)."""

from typing import Self

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from acoms.database.history import track
from contacts.models import Aco
from documents.correspondence.models.messages import Message
from documents.correspondence.rules import LONGEST_REPLY, paragraphs
from notifications.models import Notification

_PERSON = settings.AUTH_USER_MODEL


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def sent(self) -> Self:
        return self.filter(sent_at__isnull=False)

    def to_nobody(self) -> Self:
        """Sent, and nobody received messages at the ACO then."""
        return self.filter(sent_at__isnull=False, people=0)


# Whether it is still to be sent is nobody's in the ACO to know: only what is sent has a history.
@track(
    pghistory.InsertEvent(condition=pgtrigger.Q(new__sent_at__isnull=False)),
    pghistory.UpdateEvent(),
)
class Delivery(models.Model):
    """A message to one ACO. `people` received it when it was sent, `mailed` of them by e-mail."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="deliveries")
    aco = models.ForeignKey(Aco, verbose_name="ACO", on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField("sent", null=True, blank=True)
    people = models.PositiveIntegerField("people who received it", default=0)
    mailed = models.PositiveIntegerField("of them by e-mail", default=0)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "message of an ACO"
        verbose_name_plural = "messages by ACO"
        ordering = ("-sent_at", "-pk")
        constraints = (
            models.UniqueConstraint(name="message_once_to_an_aco", fields=["message", "aco"]),
            models.CheckConstraint(
                name="message_counts_once_sent",
                condition=(Q(sent_at__isnull=False) | Q(people=0)) & Q(mailed__lte=F("people")),
            ),
        )
        indexes = (
            models.Index(name="delivery_of_aco", fields=["aco", "-sent_at"]),
            models.Index(name="delivery_to_do", fields=["message"], condition=Q(sent_at=None)),
        )

    def __str__(self) -> str:
        return f"{self.message} to {self.aco}"


class Copy(models.Model):
    """A message as one person has it: how they were told, and when they read it first and last.

    Whoever may read it later, or reads without receiving, has a row from the first reading on.
    """

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="copies")
    person = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    told = models.ForeignKey(
        Notification, on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    received = models.BooleanField(default=False)
    read_at = models.DateTimeField("first read", null=True, blank=True)
    seen_at = models.DateTimeField("last read", null=True, blank=True)

    class Meta:
        verbose_name = "copy of a message"
        verbose_name_plural = "copies of messages"
        constraints = (
            models.UniqueConstraint(name="copy_once_a_person", fields=["delivery", "person"]),
            models.CheckConstraint(
                name="copy_read_or_received",
                condition=Q(received=True) | Q(read_at__isnull=False),
            ),
            models.CheckConstraint(
                name="copy_read_before_it_is_seen_again",
                condition=Q(read_at=None, seen_at=None)
                | Q(read_at__isnull=False, seen_at__isnull=False, seen_at__gte=F("read_at")),
            ),
        )
        indexes = (models.Index(name="copy_unread", fields=["person"], condition=Q(read_at=None)),)

    def __str__(self) -> str:
        return f"{self.delivery}: {self.person}"


class ReplyQuerySet(models.QuerySet["Reply"]):
    def waiting(self) -> Self:
        """What ACOs wrote, and CMS has neither answered nor said that it needs no answer."""
        return self.filter(from_cms=False, settled_at=None)


@track()
class Reply(models.Model):
    """What was written below a message: by the ACO, or by CMS. It stays as it was written."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="replies")
    from_cms = models.BooleanField()
    body = models.TextField("text", max_length=LONGEST_REPLY)
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField("answered", null=True, blank=True)
    settled_by = models.ForeignKey(
        _PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = "answer from an ACO"
        verbose_name_plural = "answers from ACOs"
        ordering = ("written_at", "pk")
        constraints = (
            models.CheckConstraint(name="reply_says_something", condition=~Q(body="")),
            models.CheckConstraint(
                name="reply_settled_by_someone",
                condition=Q(settled_at=None, settled_by=None)
                | Q(from_cms=False, settled_at__isnull=False, settled_by__isnull=False),
            ),
        )
        indexes = (
            models.Index(name="reply_of_delivery", fields=["delivery", "written_at"]),
            models.Index(
                name="reply_waiting",
                fields=["written_at"],
                condition=Q(from_cms=False, settled_at=None),
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="reply_stays",
                operation=pgtrigger.UpdateOf("body", "from_cms", "written_at")  # type: ignore[no-untyped-call]
                | pgtrigger.Delete,
            ),
        )

    def __str__(self) -> str:
        return f"{self.delivery.aco.aco_id}, {timezone.localdate(self.written_at)}"

    @property
    def paragraphs(self) -> list[str]:
        return paragraphs(self.body)
