"""QPP's organizations and who is in them.

Shared Savings Program ACOs have no rows here: they are the ACOs of `contacts` (decision 0014).
"""

from typing import Any, Self

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone

from acoms.database.history import track
from acoms.programme.tins import WithTin, tin_and_hash_together
from acoms.text.folding import searchable_of
from qpp_roles.organizations.importing.models import OrganizationImport as OrganizationImport
from qpp_roles.organizations.kinds import KINDS, STORED, Kind, KindCode

ADDED = "insert"


def kind_choices() -> list[tuple[str, str]]:
    return [(code, KINDS[code].label) for code in STORED]


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def open(self) -> Self:
        """Those that one can connect to."""
        return self.filter(closed_at=None)

    def of_kinds(self, kinds: list[Kind]) -> Self:
        return self.filter(kind__in=[kind.code for kind in kinds])


def _added() -> Any:
    """An entry in the history for a row that was added by hand (`pghistory.create_event`)."""
    return pghistory.ManualEvent(ADDED)  # type: ignore[no-untyped-call]


def _track_corrections() -> Any:
    """Keep what is changed and taken out, and what CMS staff add one by one.

    Millions come in by COPY: their arrival is their row and the import's record. The TIN itself is
    not copied into the history, where no new key could reach it; its hash is. What is searched is
    the name.
    """
    return track(
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        _added(),
        exclude=["tin", "searched"],
    )


@_track_corrections()
class Organization(WithTin):
    """A practice, an APM Entity that is no Shared Savings Program ACO, a registry, a virtual group.

    `identifier` is its public ID in the programme (Practice Site ID, Vendor ID, …), empty for a
    practice, which is known by its TIN.
    """

    kind = models.CharField(max_length=20, choices=kind_choices)
    name = models.CharField("legal business name", max_length=200)
    identifier = models.CharField("ID", max_length=20, blank=True)
    location = models.CharField(
        max_length=60, blank=True, help_text="City and state; tells those of one name apart."
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # The name as it is found and ordered: `qpp_roles.organizations.search`.
    searched = models.GeneratedField(
        expression=searchable_of("name"),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        ordering = ("searched", "pk")
        constraints = (
            models.CheckConstraint(
                name="organization_kind_known", condition=Q(kind__in=list(STORED))
            ),
            tin_and_hash_together("organization_tin_and_hash"),
            # A practice is its TIN; every other kind has an identifier of its own.
            models.CheckConstraint(
                name="organization_is_identified",
                condition=Q(kind=KindCode.PRACTICE.value, identifier="", tin_hash__isnull=False)
                | (~Q(kind=KindCode.PRACTICE.value) & ~Q(identifier="")),
            ),
            models.UniqueConstraint(
                name="organization_practice_once",
                fields=["tin_hash"],
                condition=Q(kind=KindCode.PRACTICE.value),
            ),
            models.UniqueConstraint(
                name="organization_identifier_once",
                fields=["kind", "identifier"],
                condition=~Q(identifier=""),
            ),
        )
        indexes = (
            # Suggestions: names that begin so in their order, then names with it inside.
            models.Index(name="organization_name", fields=["kind", "searched"]),
            models.Index(
                name="organization_closed",
                fields=["kind", "searched"],
                condition=Q(closed_at__isnull=False),
            ),
            GinIndex(name="organization_trigrams", fields=["searched"], opclasses=["gin_trgm_ops"]),
            models.Index(
                name="organization_tin",
                fields=["tin_hash"],
                condition=Q(tin_hash__isnull=False) & ~Q(kind=KindCode.PRACTICE.value),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.identifier})" if self.identifier else self.name

    @property
    def kind_row(self) -> Kind:
        return KINDS[self.kind]


@track(pghistory.DeleteEvent(), _added())
class Clinician(models.Model):
    """A clinician of a practice: their NPI, and a PTAN that they bill under there."""

    practice = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="clinicians")
    npi = models.CharField("NPI", max_length=10)
    ptan = models.CharField("PTAN", max_length=15)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="clinician_once", fields=["practice", "npi", "ptan"]),
        )

    def __str__(self) -> str:
        return self.npi


@_track_corrections()
class MemberPractice(WithTin):
    """A practice, by its TIN, in a virtual group, a Next Generation ACO or a CPC+ Practice Site."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="members")

    class Meta:
        verbose_name = "member practice"
        constraints = (
            tin_and_hash_together("member_tin_and_hash"),
            models.CheckConstraint(name="member_has_a_tin", condition=Q(tin_hash__isnull=False)),
            models.UniqueConstraint(name="member_once", fields=["organization", "tin_hash"]),
        )

    def __str__(self) -> str:
        return self.masked_tin


@track(pghistory.DeleteEvent(), _added())
class SiteClinician(models.Model):
    """A clinician of a member practice who practises in a CPC+ Practice Site."""

    member = models.ForeignKey(MemberPractice, on_delete=models.CASCADE, related_name="clinicians")
    npi = models.CharField("NPI", max_length=10)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="site_clinician_once", fields=["member", "npi"]),
        )

    def __str__(self) -> str:
        return self.npi
