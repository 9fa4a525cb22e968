"""The roles that people hold in QPP's organizations, and their requests.

In a Shared Savings Program ACO roles are contact types (decision 0014); only a request to one names
it here.
"""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from acoms.database.history import track
from contacts.models import Aco, HeldType
from qpp_roles.organizations.kinds import Role
from qpp_roles.organizations.models import Organization
from qpp_roles.roles.rules import WAITING_LONG, RequestState

_PERSON = settings.AUTH_USER_MODEL
GAVE_UP = "Gave the role up."  # the reason of an end that its holder made


def role_choices() -> list[tuple[str, str]]:
    return [(role.value, role.label) for role in Role]


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

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
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

    objects = HeldRoleQuerySet.as_manager()

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

    @property
    def is_given_up(self) -> bool:
        """Whether whoever held it gave it up."""
        return self.ended_by_id == self.person_id and self.end_reason == GAVE_UP


class RoleRequestQuerySet(models.QuerySet["RoleRequest"]):
    def pending(self) -> Self:
        return self.filter(decided_at=None, withdrawn_at=None)

    def nobody_answers(self) -> Self:
        """Pending where there is no Security Official."""
        there = HeldRole.objects.active().security_officials()
        of_aco = HeldType.objects.active().filter(type=Role.SECURITY_OFFICIAL.contact_type)
        return self.pending().exclude(
            Exists(there.filter(organization=OuterRef("organization_id")))
            | Exists(of_aco.filter(aco=OuterRef("aco_id")))
        )

    def waiting_long(self) -> Self:
        return self.pending().filter(requested_at__lte=timezone.now() - WAITING_LONG)


@track()
class RoleRequest(models.Model):
    """Someone's request for a role, to an organization or (before August 5, 2021) to an ACO.

    The first Security Official's is approved by itself once it is validated: `decided_by` is empty.
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    aco = models.ForeignKey(
        Aco, verbose_name="ACO", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    person = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
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

    objects = RoleRequestQuerySet.as_manager()

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
