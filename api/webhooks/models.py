"""Webhooks of ACOs, and what is sent to them: an outbox (rule E6, decision 96)."""

import uuid
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, Func, OuterRef, Q, Subquery
from django.utils import timezone

from acoms.crypto.fields import EncryptedTextField
from acoms.database.history import track
from api.credentials.models import keepers
from api.webhooks.rules import BOTH_SIGN
from contacts.models import Aco

_PERSON = settings.AUTH_USER_MODEL


class WebhookQuerySet(models.QuerySet["Webhook"]):
    def open(self) -> Self:
        """Those that nobody has deleted."""
        return self.filter(ended_at=None)

    def told(self) -> Self:
        """Those to which anything is sent: turned on, in an ACO that has a Credential Delegate now
        (rules A6, J4)."""
        return self.open().filter(Exists(keepers().filter(aco=OuterRef("aco"))), off_at=None)

    def listening(self, code: str) -> Self:
        """Those that are told of it."""
        return self.told().filter(codes__contains=[code])

    def ready(self, now: datetime) -> Self:
        """Those for which something waits, and to which nobody sends at this moment; what has
        waited longest comes first."""
        due = WebhookDelivery.objects.due(now).filter(webhook=OuterRef("pk")).values("due_at")
        free = self.told().filter(Q(busy_until=None) | Q(busy_until__lte=now))
        found = free.annotate(since=Subquery(due[:1])).exclude(since=None)
        return found.order_by("since", "pk")


@track(exclude=["secret", "secret_before", "failing_since", "busy_until"])
class Webhook(models.Model):
    """An address of an ACO's that is told what happens: `codes` of `acoms.api.happenings`.

    `rotated_at` is when it got its `secret`, if there was one before. `off_at` is when it was
    turned off because nothing reached it for days. `failing_since` is the first failure since the
    last success, `busy_until` how long whoever sends there now may take: neither is part of the
    history.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    aco = models.ForeignKey(Aco, models.PROTECT, verbose_name="ACO", related_name="+")
    url = models.CharField("address", max_length=500)
    codes = ArrayField(models.CharField(max_length=40))
    secret = EncryptedTextField(purpose="webhooks", editable=False)
    secret_before = EncryptedTextField(purpose="webhooks", blank=True, editable=False)
    rotated_at = models.DateTimeField("secret rotated", null=True, blank=True)
    made_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField("made", default=timezone.now)
    failing_since = models.DateTimeField(null=True, blank=True)
    busy_until = models.DateTimeField(null=True, blank=True, editable=False)
    off_at = models.DateTimeField("turned off", null=True, blank=True)
    ended_at = models.DateTimeField("deleted", null=True, blank=True)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(name="webhook_hears_something", condition=Q(codes__len__gte=1)),
            models.CheckConstraint(name="webhook_has_an_address", condition=~Q(url="")),
            models.CheckConstraint(
                name="webhook_had_a_secret_before",
                condition=Q(secret_before="") | Q(rotated_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="webhook_once_in_an_aco", fields=["aco", "url"], condition=Q(ended_at=None)
            ),
        )

    def __str__(self) -> str:
        return self.url

    @property
    def state(self) -> str:
        if self.ended_at:
            return "Deleted"
        if self.off_at:
            return "Turned off"
        return "Failing" if self.failing_since else "Working"

    @property
    def both_sign_until(self) -> datetime | None:
        """Until when the secret before signs, too; None where it signs no more."""
        until = self.rotated_at and self.rotated_at + BOTH_SIGN
        return until if until and until > timezone.now() else None

    @property
    def signing_secrets(self) -> list[str]:
        return [self.secret, *([self.secret_before] if self.both_sign_until else [])]


class WebhookDeliveryQuerySet(models.QuerySet["WebhookDelivery"]):
    def waiting(self) -> Self:
        return self.filter(delivered_at=None, given_up_at=None)

    def failed(self) -> Self:
        """What was given up, of webhooks that nobody has deleted."""
        return self.filter(given_up_at__isnull=False, webhook__ended_at=None)

    def delivered(self) -> Self:
        return self.filter(delivered_at__isnull=False)

    def due(self, now: datetime) -> Self:
        """What waits and whose time has come: what has waited longest first."""
        return self.waiting().filter(due_at__lte=now).order_by("due_at", "pk")


class WebhookDelivery(models.Model):
    """One thing that one webhook is told. `uid` is the same at every try, so that a receiver knows
    a repetition. `transaction` is the database's number of the change it tells of."""

    uid = models.UUIDField("message ID", default=uuid.uuid4, unique=True, editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    code = models.CharField("message", max_length=40)
    subject = models.CharField(max_length=200, blank=True)
    data = models.JSONField(default=dict)
    transaction = models.BigIntegerField(
        db_default=Func(function="txid_current", output_field=models.BigIntegerField()),
        editable=False,
    )
    happened_at = models.DateTimeField("happened", default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField("tries", default=0)
    tried_at = models.DateTimeField("last tried", null=True, blank=True)
    status = models.PositiveSmallIntegerField("answer", null=True, blank=True)
    failure = models.CharField(max_length=200, blank=True)
    delivered_at = models.DateTimeField("delivered", null=True, blank=True)
    given_up_at = models.DateTimeField("given up", null=True, blank=True)

    objects = WebhookDeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "message to a webhook"
        verbose_name_plural = "messages to webhooks"
        ordering = ("-pk",)
        indexes = (
            models.Index(
                name="delivery_due",
                fields=["webhook", "due_at", "id"],
                condition=Q(delivered_at=None, given_up_at=None),
            ),
        )
        constraints = (
            models.UniqueConstraint(
                name="delivery_once_of_a_change",
                fields=["webhook", "code", "subject", "transaction"],
            ),
            models.CheckConstraint(
                name="delivery_delivered_or_given_up",
                condition=Q(delivered_at=None) | Q(given_up_at=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.data.get('name', '')}".rstrip()

    @property
    def state(self) -> str:
        if self.delivered_at:
            return "Delivered"
        if self.given_up_at:
            return "Not delivered"
        return "Trying again" if self.attempts else "Waiting"

    @property
    def is_over(self) -> bool:
        return bool(self.delivered_at or self.given_up_at)

    def said(self) -> dict[str, Any]:
        """What the receiver is told."""
        return {"aco_id": self.webhook.aco.aco_id, **self.data}
