"""Credentials of programs: their ACOs, and the client IDs with which they ask for tokens."""

import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from acoms.api.resources import resource
from acoms.database.history import track
from api.credentials.rules import Change
from contacts.models import Aco, HeldType
from contacts.permissions import Permission, types_with

_PERSON = settings.AUTH_USER_MODEL


class CredentialsQuerySet(models.QuerySet["Credentials"]):
    def open(self) -> Self:
        """Those that nobody has deleted. Their time may be over."""
        return self.filter(ended_at=None)

    def of_aco(self, aco: Aco) -> Self:
        """Those that stand on an ACO's page, whether or not they still open it."""
        return self.open().filter(
            pk__in=CredentialsAco.objects.open().filter(aco=aco).values("credentials")
        )

    def ending(self, *, after: datetime, until: datetime | None = None) -> Self:
        """Those whose newest client ID ends then."""
        newest = ClientId.objects.filter(credentials=OuterRef("pk")).order_by("-pk")
        found = self.annotate(ends_at=Subquery(newest.values("ends_at")[:1]))
        found = found.filter(ends_at__gt=after)
        return found.filter(ends_at__lte=until) if until else found


@track()
class Credentials(models.Model):
    """What an ACO's programs get in with: for which resources, from which addresses.

    `uid` is what programs and addresses of pages name it by. `ended_at` is when somebody deleted
    it; that its time is over is told by its client IDs.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=60)
    resources = ArrayField(models.CharField(max_length=30))
    addresses = ArrayField(models.CharField(max_length=43))
    made_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField("made", default=timezone.now)
    ended_at = models.DateTimeField("ended", null=True, blank=True)
    end_reason = models.CharField(max_length=500, blank=True)

    objects = CredentialsQuerySet.as_manager()

    class Meta:
        verbose_name = "API credentials"
        verbose_name_plural = "API credentials"
        ordering = ("name", "pk")
        constraints = (
            models.CheckConstraint(name="credentials_have_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="credentials_for_a_resource", condition=Q(resources__len__gte=1)
            ),
            models.CheckConstraint(
                name="credentials_from_an_address", condition=Q(addresses__len__gte=1)
            ),
            models.CheckConstraint(
                name="credentials_ended_with_a_reason",
                condition=Q(ended_at=None, end_reason="")
                | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def resource_names(self) -> str:
        found = (resource(code) for code in self.resources)
        return ", ".join(one.name for one in found if one)

    @property
    def group(self) -> str:
        found = (resource(code) for code in self.resources)
        return next((one.group for one in found if one), "")


class CredentialsAcoQuerySet(models.QuerySet["CredentialsAco"]):
    def open(self) -> Self:
        return self.filter(ended_at=None)

    def answered_for(self) -> Self:
        """Those that open their ACO now: whoever answers for them there is its Credential Delegate
        at this moment (rule H1)."""
        held = keepers().filter(contact__person=OuterRef("delegate"), aco=OuterRef("aco"))
        return self.open().filter(Exists(held))


def keepers() -> QuerySet[HeldType]:
    """The types by which somebody keeps credentials of an ACO now: of one whose agreement is over
    nobody does, and nobody whose account is closed (rules A6, A9, J4, decision 110)."""
    held = HeldType.objects.active().filter(type__in=types_with(Permission.API_CREDENTIALS_MANAGE))
    return held.filter(contact__person__is_active=True, aco__in=Aco.objects.in_program())


@track()
class CredentialsAco(models.Model):
    """An ACO that credentials are for, as long as `delegate` is its Credential Delegate.

    `last_change` is what was done last with the credentials: so each ACO's Activity has it.
    """

    credentials = models.ForeignKey(Credentials, on_delete=models.PROTECT, related_name="acos")
    aco = models.ForeignKey(Aco, verbose_name="ACO", on_delete=models.PROTECT, related_name="+")
    delegate = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField("ended", null=True, blank=True)
    last_change = models.CharField(max_length=12, choices=[(one.value, one.past) for one in Change])
    changed_at = models.DateTimeField("changed", default=timezone.now)

    objects = CredentialsAcoQuerySet.as_manager()

    class Meta:
        verbose_name = "ACO of credentials"
        verbose_name_plural = "ACOs of credentials"
        constraints = (
            models.UniqueConstraint(
                name="credentials_once_for_an_aco", fields=["credentials", "aco"]
            ),
            models.CheckConstraint(
                name="credentials_change_is_known",
                condition=Q(last_change__in=[one.value for one in Change]),
            ),
        )

    def __str__(self) -> str:
        return f"{self.credentials_id} for {self.aco_id}"


class ClientIdQuerySet(models.QuerySet["ClientId"]):
    def alive(self, now: datetime) -> Self:
        """Those that get tokens, if anything of their credentials is left."""
        return self.filter(ends_at__gt=now, credentials__ended_at=None)


@track(exclude=["secret_mac", "last_used_at", "last_used_from"])
class ClientId(models.Model):
    """A client ID with its secret, of which only a keyed hash is kept (decision 92).

    Rotating makes a new one; the old one ends a day later. When it was last used is no part of the
    history.
    """

    credentials = models.ForeignKey(
        Credentials, on_delete=models.PROTECT, related_name="client_ids"
    )
    client_id = models.UUIDField("client ID", default=uuid.uuid4, unique=True, editable=False)
    secret_mac = models.BinaryField(max_length=32, editable=False)
    made_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField("made", default=timezone.now)
    ends_at = models.DateTimeField("ends")
    last_used_at = models.DateTimeField("last used", null=True, blank=True)
    last_used_from = models.GenericIPAddressField(null=True, blank=True)

    objects = ClientIdQuerySet.as_manager()

    class Meta:
        verbose_name = "client ID"
        verbose_name_plural = "client IDs"
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                name="client_id_ends_later", condition=Q(ends_at__gte=F("made_at"))
            ),
            models.CheckConstraint(
                name="client_id_used_from_somewhere",
                condition=Q(last_used_at=None, last_used_from=None)
                | Q(last_used_at__isnull=False, last_used_from__isnull=False),
            ),
        )
        indexes = (models.Index(name="client_id_end", fields=["ends_at"]),)

    def __str__(self) -> str:
        return str(self.client_id)
