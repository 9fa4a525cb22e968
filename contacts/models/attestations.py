"""What is attested of whoever holds a contact type (rule A18)."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from acoms.database.history import track
from contacts.contact_type import in_second_person
from contacts.models.held import Contact, HeldType
from contacts.types import ALL_CODES, CHOICES


class ContactAttestationQuerySet(models.QuerySet["ContactAttestation"]):
    def unanswered(self) -> Self:
        """What was stated of somebody who has not answered, also where the type has ended."""
        return self.filter(confirmed_at=None, refused_at=None)

    def unconfirmed(self) -> Self:
        """What was stated of somebody who holds the type and has not answered yet."""
        return self.unanswered().filter(held_type__ended_at=None)

    def in_force(self) -> Self:
        """What is stated of who holds the type now: it ends with the type."""
        return self.filter(refused_at=None, held_type__ended_at=None)


@track()
class ContactAttestation(models.Model):
    """One fact attested when a contact was given a type, in the words of that day (rule A18).

    Whoever attests of themselves has confirmed it by that; of another person, that person confirms
    or refuses it later. `contact` and `type` repeat those of `held_type`: a composite foreign key
    (`migrations/0002_sql.py`) keeps them the same.
    """

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="attestations")
    held_type = models.ForeignKey(HeldType, on_delete=models.PROTECT, related_name="attestations")
    type = models.CharField("contact type", max_length=40, choices=CHOICES)
    attestation = models.CharField(max_length=40)
    statement = models.TextField()
    attested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    attested_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)

    objects = ContactAttestationQuerySet.as_manager()

    class Meta:
        verbose_name = "attestation"
        ordering = ("-attested_at", "pk")
        constraints = (
            models.CheckConstraint(
                name="attestation_of_a_contact_type", condition=Q(type__in=ALL_CODES)
            ),
            models.CheckConstraint(
                name="attestation_confirmed_or_refused",
                condition=Q(confirmed_at=None) | Q(refused_at=None),
            ),
            models.CheckConstraint(
                name="attestation_answered_after_it_was_made",
                condition=(Q(confirmed_at=None) | Q(confirmed_at__gte=F("attested_at")))
                & (Q(refused_at=None) | Q(refused_at__gte=F("attested_at"))),
            ),
            models.UniqueConstraint(
                name="attestation_once_for_a_held_type", fields=["held_type", "attestation"]
            ),
        )

    def __str__(self) -> str:
        return self.statement

    @property
    def to_the_person(self) -> str:
        """The statement as whoever it is about reads it."""
        return in_second_person(self.statement)
