"""Tickets of the SSP Helpdesk, and the messages in each (rule J3)."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from acoms.database.history import track
from acoms.text.email_addresses import in_one_spelling
from acoms.text.named import on_one_line
from helpdesk.rules import KEPT_FOR, LONGEST, Where

_PERSON = settings.AUTH_USER_MODEL
# CMS staff have to answer it: the last word is not theirs. Of rows `with_last`.
WAITING = Q(closed_at=None, last_from_cms=False)


class TicketQuerySet(models.QuerySet["Ticket"]):
    def with_last(self) -> Self:
        """Each with `last_at` and `last_from_cms`, of its last message."""
        last = Message.objects.filter(ticket=OuterRef("pk")).order_by("-written_at", "-pk")
        return self.annotate(
            last_at=Subquery(last.values("written_at")[:1]),
            last_from_cms=Subquery(last.values("from_cms")[:1]),
        )

    def waiting(self) -> Self:
        return self.with_last().filter(WAITING)

    def to_forget(self, now: datetime) -> Self:
        """Those in which nobody has written for so long that they are deleted."""
        return self.with_last().filter(last_at__lt=now - KEPT_FOR)


@track(exclude=["name", "email"])  # of strangers: they are forgotten with the ticket
class Ticket(models.Model):
    """What somebody asks. Of a stranger the name and address that they typed, which nobody has
    proven; of a person neither: their account has them."""

    reference = models.CharField(max_length=9, unique=True)
    person = models.ForeignKey(_PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=160, blank=True)
    email = models.EmailField("e-mail", blank=True)
    where = models.CharField(
        "about", max_length=10, choices=[(one.value, one.label) for one in Where]
    )
    asked_at = models.DateTimeField("asked", default=timezone.now)
    closed_at = models.DateTimeField("closed", null=True)
    closed_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, null=True, related_name="+")

    objects = TicketQuerySet.as_manager()

    last_at: datetime  # of those `with_last`
    last_from_cms: bool

    class Meta:
        verbose_name = "message to the SSP Helpdesk"
        verbose_name_plural = "messages to the SSP Helpdesk"
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="ticket_of_a_person_or_an_address",
                condition=Q(person__isnull=False, name="", email="")
                | (Q(person=None) & ~Q(email="") & in_one_spelling()),
            ),
            models.CheckConstraint(name="ticket_name_on_one_line", condition=on_one_line("name")),
            models.CheckConstraint(
                name="ticket_where_is_known", condition=Q(where__in=[one.value for one in Where])
            ),
            models.CheckConstraint(
                name="ticket_closed_by_someone",
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def about(self) -> str:
        return Where(self.where).label

    @property
    def waits(self) -> bool:
        """`WAITING`, of this row."""
        return self.closed_at is None and not self.last_from_cms


@track(exclude=["body"])  # which goes with the ticket
class Message(models.Model):
    """One message of a ticket; a stranger's is written by nobody whom we know."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="messages")
    from_cms = models.BooleanField(default=False)
    body = models.TextField("text", max_length=LONGEST)
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("written_at", "pk")
        constraints = (
            models.CheckConstraint(name="helpdesk_message_says_something", condition=~Q(body="")),
            models.CheckConstraint(
                name="helpdesk_answer_by_someone",
                condition=Q(from_cms=False) | Q(written_by__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.ticket}, {timezone.localdate(self.written_at)}"
