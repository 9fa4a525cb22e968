"""An ACO's participants and their providers/suppliers, each with the days on which they are one."""

from datetime import date
from typing import Self, TypeVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Lower
from django.utils import timezone

from acoms.database.history import track
from acoms.programme.tins import WithTin, tin_and_hash_together
from contacts.models import Aco

_PERSON = settings.AUTH_USER_MODEL


# The days from `effective_from` (inclusive) to `effective_until` (exclusive).
_DAYS = Func(
    F("effective_from"),
    F("effective_until"),
    RangeBoundary(inclusive_lower=True, inclusive_upper=False),
    function="DATERANGE",
    output_field=DateRangeField(),
)


def in_effect_on(day: date) -> Q:
    """The rows that are in effect on a day (rule C1)."""
    return Q(effective_from__lte=day) & (Q(effective_until=None) | Q(effective_until__gt=day))


_Row = TypeVar("_Row", bound=models.Model)


class EffectiveQuerySet(models.QuerySet[_Row]):
    def on(self, day: date) -> Self:
        """Those in effect on a day, past or future (rule C1)."""
        return self.filter(in_effect_on(day))


class Effective(models.Model):
    """In effect from `effective_from` (inclusive) until `effective_until` (exclusive), or on."""

    effective_from = models.DateField("in effect from")
    effective_until = models.DateField(
        "until", null=True, blank=True, help_text="The first day on which it is not any more."
    )

    class Meta:
        abstract = True


def days_in_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=Q(effective_until=None) | Q(effective_until__gte=F("effective_from")),
    )


@track(exclude=["tin"])  # whose ciphertext no new key would reach in the history; its hash is there
class Participant(WithTin, Effective):
    """A participant of an ACO: a Medicare-enrolled TIN that signed its participant agreement.

    CMS's public list has no TINs, and the same legal business name more than once in an ACO:
    `same_name` numbers those, from 1. A TIN that the ACO gave stands once on any day.
    """

    aco = models.ForeignKey(Aco, verbose_name="ACO", on_delete=models.PROTECT, related_name="+")
    legal_business_name = models.CharField(max_length=200)
    same_name = models.PositiveSmallIntegerField(default=1, editable=False)
    doing_business_as = models.CharField(max_length=200, blank=True)
    sole_proprietor = models.BooleanField(default=False)
    primary_care = models.BooleanField(
        "bills primary care services",
        default=True,
        help_text="Then its TIN belongs to one ACO only (42 CFR 425.306).",
    )
    merged_or_acquired = models.BooleanField(
        "merged or acquired TIN",
        default=False,
        help_text="Subsumed by another TIN of the list (42 CFR 425.204(g)).",
    )

    objects = EffectiveQuerySet.as_manager()

    class Meta:
        ordering = (Lower("legal_business_name"), "same_name", "pk")  # Abacus before ABC
        constraints = (
            tin_and_hash_together("participant_tin_and_hash"),
            days_in_order("participant_days_in_order"),
            ExclusionConstraint(
                name="participant_tin_once_on_a_day",
                expressions=[
                    ("aco", RangeOperators.EQUAL),
                    ("tin_hash", RangeOperators.EQUAL),
                    (_DAYS, RangeOperators.OVERLAPS),
                ],
                condition=Q(tin_hash__isnull=False),
            ),
            ExclusionConstraint(
                name="participant_without_tin_once_on_a_day",
                expressions=[
                    ("aco", RangeOperators.EQUAL),
                    ("legal_business_name", RangeOperators.EQUAL),
                    ("same_name", RangeOperators.EQUAL),
                    (_DAYS, RangeOperators.OVERLAPS),
                ],
                condition=Q(tin_hash=None),
            ),
        )
        indexes = (
            models.Index(name="participant_tin", fields=["tin_hash"]),
            models.Index(name="participant_of_aco", fields=["aco", "legal_business_name"]),
        )

    def __str__(self) -> str:
        return self.legal_business_name


@track()
class ProviderSupplier(Effective):
    """A provider/supplier that bills under a participant's TIN, as PECOS lists it (rule C1).

    A clinician or an organization by NPI; a facility also by CCN.
    """

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="providers")
    npi = models.CharField("NPI", max_length=10)
    name = models.CharField(max_length=200, blank=True)
    ccn = models.CharField("CCN", max_length=6, blank=True)
    ptan = models.CharField("PTAN", max_length=15, blank=True)
    specialty = models.CharField(max_length=100, blank=True)

    objects = EffectiveQuerySet.as_manager()

    class Meta:
        verbose_name = "provider/supplier"
        verbose_name_plural = "providers/suppliers"
        ordering = ("npi", "pk")
        constraints = (
            days_in_order("provider_days_in_order"),
            models.CheckConstraint(
                name="provider_npi_form", condition=Q(npi__regex=r"^[12][0-9]{9}$")
            ),
            ExclusionConstraint(
                name="provider_once_on_a_day",
                expressions=[
                    ("participant", RangeOperators.EQUAL),
                    ("npi", RangeOperators.EQUAL),
                    (_DAYS, RangeOperators.OVERLAPS),
                ],
            ),
        )
        indexes = (models.Index(name="provider_npi", fields=["npi"]),)

    def __str__(self) -> str:
        return f"{self.name} ({self.npi})" if self.name else self.npi


class TinShown(models.Model):
    """Someone was shown a TIN in full: who, which row's, when. Written before it is shown.

    `in_bulk` are those of a whole list that is given out, which use up nobody's limit.
    """

    person = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    aco = models.ForeignKey(
        Aco, verbose_name="ACO", on_delete=models.PROTECT, related_name="+", null=True
    )
    of = models.CharField("whose TIN", max_length=200)
    in_bulk = models.BooleanField(default=False)
    shown_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "TIN shown in full"
        verbose_name_plural = "TINs shown in full"
        ordering = ("-shown_at", "-pk")
        indexes = (models.Index(name="tin_shown_latest", fields=["-shown_at"]),)
        triggers = (
            pgtrigger.Protect(
                name="tin_shown_stays", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        )

    def __str__(self) -> str:
        return f"{self.of}, {timezone.localdate(self.shown_at)}"


def whose_tin(row: WithTin) -> str:
    """How the record names a row whose TIN was shown: by its name and the TIN's end."""
    name = str(getattr(row, "legal_business_name", "") or row)
    return f"{name[:180]}, {row.masked_tin}"


def taken_by(of: str, credentials: str) -> str:
    """How the record names what a program took: with the name of its API credentials."""
    return f"{of}, by the API credentials {credentials}" if credentials else of
