"""QPP's organizations, who is in them, the roles people hold there and their requests.

Shared Savings Program ACOs have no rows here: they are the ACOs of `contacts`, their roles are
contact types (decision 0014), and only a request to one names it here.
"""

from typing import Any, ClassVar, Self

import pghistory
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from acoms.folding import searchable_of
from acoms.history import track
from acoms.tins import WithTin, tin_and_hash_together
from contacts.models import Aco
from qpp_roles.connect.models import ValidationTry as ValidationTry
from qpp_roles.harp.models import HarpImport as HarpImport
from qpp_roles.importing.models import OrganizationImport as OrganizationImport
from qpp_roles.kinds import KINDS, STORED, Kind, Role
from qpp_roles.openid.models import Website as Website
from qpp_roles.rules import RequestState

_PERSON = settings.AUTH_USER_MODEL
ADDED = "insert"


def kind_choices() -> list[tuple[str, str]]:
    return [(code, KINDS[code].label) for code in STORED]


def role_choices() -> list[tuple[str, str]]:
    return [(role.value, role.label) for role in Role]


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
    return pghistory.track(
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        _added(),
        exclude=["tin", "searched"],
        append_only=True,
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
    # The name as it is found and ordered: `qpp_roles.search`.
    searched = models.GeneratedField(
        expression=searchable_of("name"),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )

    objects: ClassVar[Any] = OrganizationQuerySet.as_manager()

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
                condition=Q(kind="practice", identifier="", tin_hash__isnull=False)
                | (~Q(kind="practice") & ~Q(identifier="")),
            ),
            models.UniqueConstraint(
                name="organization_practice_once",
                fields=["tin_hash"],
                condition=Q(kind="practice"),
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
                condition=Q(tin_hash__isnull=False) & ~Q(kind="practice"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.identifier})" if self.identifier else self.name

    @property
    def kind_row(self) -> Kind:
        return KINDS[self.kind]


@pghistory.track(pghistory.DeleteEvent(), _added(), append_only=True)
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


@pghistory.track(pghistory.DeleteEvent(), _added(), append_only=True)
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


class HeldRoleQuerySet(models.QuerySet["HeldRole"]):
    def active(self) -> Self:
        return self.filter(ended_at=None)

    def security_officials(self) -> Self:
        return self.filter(role=Role.SECURITY_OFFICIAL.value)


@track()
class HeldRole(models.Model):
    """A role that someone holds in an organization, from `since` until `ended_at` (exclusive)."""

    class Source(models.TextChoices):
        VALIDATED = "validated", "Validated as the first Security Official"
        APPROVED = "approved", "Approved by a Security Official"
        QPP_STAFF = "qpp_staff", "Given by QPP staff"

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="held_roles"
    )
    person = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="held_roles")
    role = models.CharField(max_length=17, choices=role_choices)
    source = models.CharField(max_length=9, choices=Source)
    since = models.DateTimeField(default=timezone.now)
    given_by = models.ForeignKey(
        _PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        _PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    end_reason = models.CharField(max_length=500, blank=True)

    objects: ClassVar[Any] = HeldRoleQuerySet.as_manager()

    class Meta:
        verbose_name = "role"
        constraints = (
            models.CheckConstraint(
                name="held_role_is_a_role", condition=Q(role__in=[role.value for role in Role])
            ),
            models.CheckConstraint(
                name="held_role_ends_after_it_began",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("since")),
            ),
            models.CheckConstraint(
                name="held_role_end_has_a_reason",
                condition=Q(ended_at=None, end_reason="")
                | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
            ),
            # Nobody is both Staff User and Security Official of one organization.
            models.UniqueConstraint(
                name="held_role_one_for_a_person",
                fields=["organization", "person"],
                condition=Q(ended_at=None),
            ),
            # Rule D5: whoever was not validated or put there by QPP was approved by someone else.
            models.CheckConstraint(
                name="held_role_not_approved_by_oneself",
                condition=Q(given_by=None) | ~Q(given_by=F("person")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} as {Role(self.role).label} of {self.organization}"


class RoleRequestQuerySet(models.QuerySet["RoleRequest"]):
    def pending(self) -> Self:
        return self.filter(decided_at=None, withdrawn_at=None)


@track()
class RoleRequest(models.Model):
    """Someone's request for a role, to an organization or (before August 5, 2021) to an ACO.

    The first Security Official's is approved by itself once it is validated: `decided_by` is empty.
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="requests", null=True, blank=True
    )
    aco = models.ForeignKey(
        Aco, on_delete=models.PROTECT, related_name="role_requests", null=True, blank=True
    )
    person = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="role_requests")
    role = models.CharField(max_length=17, choices=role_choices)
    requested_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        _PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    approved = models.BooleanField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    reminders_sent = models.PositiveSmallIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = RoleRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "request for a role"
        verbose_name_plural = "requests for a role"
        ordering = ("-requested_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="request_is_for_a_role", condition=Q(role__in=[role.value for role in Role])
            ),
            models.CheckConstraint(
                name="request_to_one_place",
                condition=Q(organization=None, aco__isnull=False)
                | Q(organization__isnull=False, aco=None),
            ),
            models.CheckConstraint(
                name="request_has_one_answer",
                condition=Q(decided_at=None, approved=None, decided_by=None, reason="")
                # Or what follows is unknown, which a check lets by.
                | Q(approved__isnull=False, decided_at__isnull=False, withdrawn_at=None)
                & (Q(approved=True) | ~Q(reason="")),
            ),
            # Rule D5: nobody approves their own request.
            models.CheckConstraint(
                name="request_not_decided_by_oneself",
                condition=Q(decided_by=None) | ~Q(decided_by=F("person")),
            ),
            # One open request of a person to an organization.
            models.UniqueConstraint(
                name="request_one_open",
                fields=["organization", "person"],
                condition=Q(decided_at=None, withdrawn_at=None, organization__isnull=False),
            ),
            models.UniqueConstraint(
                name="request_one_open_to_an_aco",
                fields=["aco", "person"],
                condition=Q(decided_at=None, withdrawn_at=None, aco__isnull=False),
            ),
        )
        indexes = (
            models.Index(
                name="request_pending",
                fields=["requested_at"],
                condition=Q(decided_at=None, withdrawn_at=None),
            ),
            models.Index(name="request_of_person", fields=["person", "-requested_at"]),
        )

    def __str__(self) -> str:
        return f"{self.person} asks to be {Role(self.role).label} of {self.place}"

    @property
    def place(self) -> Organization | Aco:
        """What the request is to."""
        place = self.organization or self.aco
        assert place is not None  # the database says so
        return place

    @property
    def state(self) -> RequestState:
        if self.withdrawn_at is not None:
            return RequestState.WITHDRAWN
        if self.decided_at is None:
            return RequestState.PENDING
        return RequestState.APPROVED if self.approved else RequestState.DENIED
