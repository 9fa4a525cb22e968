"""ACOs, their contacts and the contact types that each holds, with what must always be true."""

from datetime import date, timedelta
from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.contrib.postgres.functions import RandomUUID
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from acoms.database.history import track
from acoms.text.email_addresses import in_one_spelling
from acoms.text.folding import Folded
from acoms.text.named import on_one_line
from contacts.agreement import ENDS_SOON, EndKind, can_be_read, has_ended, last_day_to_read
from contacts.contact_type import in_second_person
from contacts.rules import POWERS
from contacts.types import (
    ALL_CODES,
    CHOICES,
    FAMILIES,
    PUBLIC_CODES,
    SINGLE_CODES,
    ContactType,
    in_order,
)

ACO_ID = r"^(A\d{4,5}|V\d{3})$"


class Track(models.TextChoices):
    """Financial track of an agreement."""

    BASIC = "BASIC", "BASIC"
    ENHANCED = "ENHANCED", "ENHANCED"


class AcoQuerySet(models.QuerySet["Aco"]):
    def of_person(self, person_id: int) -> Self:
        """The ACOs in which a person holds an active contact type."""
        return self.filter(
            pk__in=HeldType.objects.active().filter(contact__person_id=person_id).values("aco_id")
        )

    def in_program(self, today: date | None = None) -> Self:
        """Those whose agreement is not over (rule J4)."""
        return self.exclude(ends_on__lte=today or timezone.localdate())

    def ended(self, today: date | None = None) -> Self:
        return self.filter(ends_on__lte=today or timezone.localdate())

    def ending_soon(self) -> Self:
        """Those whose agreement ends in the next ENDS_SOON days."""
        today = timezone.localdate()
        return self.filter(ends_on__gt=today, ends_on__lte=today + timedelta(days=ENDS_SOON))

    def left_to(self, person_id: int) -> Self:
        """Ended ACOs whose pages a person still reads, as they could at the end."""
        held = HeldType.objects.at_the_end().filter(contact__person_id=person_id)
        return self.filter(pk__in=held.values("aco_id"))


@track()
class Aco(models.Model):
    """An Accountable Care Organization of the Shared Savings Program.

    `ends_on` is the first day without its agreement, once CMS staff have recorded that it ends;
    what follows from it is carried out at that day, once, at `end_carried_out_at` (rule J4).
    """

    aco_id = models.CharField(
        "ACO ID",
        max_length=6,
        unique=True,
        validators=[RegexValidator(ACO_ID, "An ACO ID is an A and four digits, such as A4321.")],
    )
    name = models.CharField("ACO name", max_length=200)
    service_area = ArrayField(
        models.CharField(max_length=2),
        default=list,
        blank=True,
        help_text="Two-letter states and territories, separated by commas.",
    )
    agreement_period = models.PositiveSmallIntegerField(null=True, blank=True)
    initial_start_date = models.DateField("first agreement began", null=True, blank=True)
    agreement_start_date = models.DateField("current agreement began", null=True, blank=True)
    track = models.CharField(max_length=8, choices=Track.choices, blank=True)
    basic_level = models.CharField("BASIC level", max_length=1, blank=True)
    high_revenue = models.BooleanField(null=True, blank=True)
    website = models.CharField("public website", max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    ends_on = models.DateField("agreement ends on", null=True, blank=True, editable=False)
    end_kind = models.CharField(
        "how it ends",
        max_length=10,
        blank=True,
        default="",
        db_default="",
        editable=False,
        choices=[(kind.value, kind.label) for kind in EndKind],
    )
    end_reason = models.CharField(
        "why it ends", max_length=500, blank=True, default="", db_default="", editable=False
    )
    end_recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name="end recorded by",
    )
    end_recorded_at = models.DateTimeField(null=True, blank=True, editable=False)
    end_carried_out_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = AcoQuerySet.as_manager()

    class Meta:
        verbose_name = "ACO"
        verbose_name_plural = "ACOs"
        ordering = (Folded("name"), "aco_id")
        constraints = (
            models.CheckConstraint(name="aco_id_form", condition=Q(aco_id__regex=ACO_ID)),
            models.CheckConstraint(
                name="aco_basic_level_on_basic_track",
                condition=Q(basic_level="") | Q(track="BASIC"),
            ),
            models.CheckConstraint(
                name="aco_end_recorded_whole",
                condition=Q(
                    ends_on=None,
                    end_kind="",
                    end_reason="",
                    end_recorded_by=None,
                    end_recorded_at=None,
                    end_carried_out_at=None,
                )
                | Q(
                    ends_on__isnull=False,
                    end_kind__in=[kind.value for kind in EndKind],
                    end_recorded_by__isnull=False,
                    end_recorded_at__isnull=False,
                )
                & ~Q(end_reason=""),
            ),
        )
        indexes = (
            models.Index(
                name="aco_end_to_carry_out",
                fields=["ends_on"],
                condition=Q(ends_on__isnull=False, end_carried_out_at=None),
            ),
        )
        triggers = (
            # Rule J4. The other half is `held_type_of_aco_in_program`.
            pgtrigger.Trigger(
                name="aco_end_leaves_no_holder",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("end_carried_out_at"),  # type: ignore[no-untyped-call]
                condition=pgtrigger.Q(new__end_carried_out_at__isnull=False),
                func="""
                    IF EXISTS (
                        SELECT FROM contacts_heldtype
                        WHERE aco_id = NEW.id AND ended_at IS NULL
                    ) THEN
                        RAISE EXCEPTION 'aco_end_leaves_no_holder'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="aco_end_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.end_carried_out_at IS NOT NULL"
                    " AND (OLD.ends_on, OLD.end_carried_out_at)"
                    " IS DISTINCT FROM (NEW.ends_on, NEW.end_carried_out_at)"
                ),
                func="""
                    RAISE EXCEPTION 'aco_end_stays' USING ERRCODE = 'check_violation';
                """,
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.aco_id})"

    @property
    def has_ended(self) -> bool:
        return has_ended(self.ends_on, timezone.localdate())

    @property
    def is_ending(self) -> bool:
        """Whether an end is recorded that lies ahead."""
        return self.ends_on is not None and not self.has_ended

    @property
    def ends_soon(self) -> bool:
        """Whether it ends in the next ENDS_SOON days."""
        soon = timezone.localdate() + timedelta(days=ENDS_SOON)
        return self.ends_on is not None and self.is_ending and self.ends_on <= soon

    @property
    def last_day_to_read(self) -> date | None:
        if self.ends_on is None:
            return None
        return last_day_to_read(self.ends_on, settings.ENDED_ACO_READABLE_DAYS)

    @property
    def can_be_read(self) -> bool:
        """Whether those who could at the end still read its pages."""
        return can_be_read(self.ends_on, timezone.localdate(), settings.ENDED_ACO_READABLE_DAYS)


@track(exclude=["one_person"])
class Contact(models.Model):
    """One account at one ACO. Whether it is active is derived from the types it holds.

    Contacts of an ACO that are one person's have the same `one_person` (`contacts.one_person`);
    those of accounts that were merged must have (`migrations/0002_sql.py`).
    """

    aco = models.ForeignKey(Aco, on_delete=models.PROTECT, related_name="contacts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    one_person = models.UUIDField(db_default=RandomUUID(), editable=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="contact_once_per_aco", fields=["aco", "person"]),
            models.CheckConstraint(
                name="contact_details_on_one_line", condition=on_one_line("title", "phone")
            ),
            # A change of address makes two records one person's in its own ACO (rule A3).
            ExclusionConstraint(
                name="contact_one_person_in_one_aco",
                expressions=[
                    ("one_person", RangeOperators.EQUAL),
                    ("aco", RangeOperators.NOT_EQUAL),
                ],
            ),
        )
        indexes = (models.Index(name="contact_one_person", fields=["one_person"]),)

    def __str__(self) -> str:
        return f"{self.person} at {self.aco}"


def family_of_type() -> Case:
    """SQL for the family of a row's type, for the constraint of rule A3."""
    return Case(
        *(When(type__in=members, then=Value(family)) for family, members in FAMILIES.items()),
        output_field=models.CharField(),
    )


PAIRED_CODES = tuple(code for members in FAMILIES.values() for code in members)


class HeldTypeQuerySet(models.QuerySet["HeldType"]):
    def active(self) -> Self:
        return self.filter(ended_at=None)

    def at_the_end(self) -> Self:
        """Those that ended with the agreement of their ACO, while its pages are still read (J4)."""
        over = timezone.localdate() - timedelta(days=settings.ENDED_ACO_READABLE_DAYS)
        return self.filter(ended_at=F("aco__end_carried_out_at"), aco__ends_on__gt=over)

    def single(self) -> Self:
        """Types that one person in an ACO holds at a time (rule A4)."""
        return self.filter(type__in=SINGLE_CODES)

    def serving_the_public(self) -> Self:
        """Types whose holder the public reaches by a phone or an e-mail (rule A18)."""
        return self.filter(type__in=PUBLIC_CODES)


@track(exclude=["one_person"])
class HeldType(models.Model):
    """A contact type that a contact holds, from `since` until `ended_at` (exclusive).

    `aco` repeats the contact's ACO so that the database can hold rule A4, and `one_person` the
    contact's person for rule A3: composite foreign keys (`migrations/0002_sql.py`) keep them the
    same, and a trigger fills the latter in. `public_phone` and `public_email` are how the public
    reaches a Public Contact: they go when the type goes, and stay with its record (rule A18).
    """

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="held_types")
    aco = models.ForeignKey(Aco, on_delete=models.PROTECT, related_name="held_types")
    type = models.CharField("contact type", max_length=40, choices=CHOICES)
    since = models.DateTimeField(default=timezone.now)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    end_reason = models.CharField(max_length=500, blank=True)
    one_person = models.UUIDField(db_default=RandomUUID(), editable=False)
    public_phone = models.CharField(
        "phone for the public", max_length=30, blank=True, default="", db_default=""
    )
    public_email = models.EmailField("e-mail for the public", blank=True, default="", db_default="")

    objects = HeldTypeQuerySet.as_manager()

    class Meta:
        verbose_name = "held contact type"
        constraints = (
            models.CheckConstraint(
                name="held_type_is_a_contact_type", condition=Q(type__in=ALL_CODES)
            ),
            models.CheckConstraint(
                name="held_type_ends_after_it_began",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("since")),
            ),
            models.CheckConstraint(
                name="held_type_end_has_a_reason",
                condition=Q(ended_at=None, end_reason="")
                | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
            ),
            # A contact holds a type once at a time.
            models.UniqueConstraint(
                name="held_type_once", fields=["contact", "type"], condition=Q(ended_at=None)
            ),
            # Rule A18: the public reaches who serves it, and nobody else by these.
            models.CheckConstraint(
                name="held_type_public_line",
                condition=(
                    Q(type__in=PUBLIC_CODES)
                    & (Q(ended_at__isnull=False) | ~Q(public_phone="", public_email=""))
                )
                | (~Q(type__in=PUBLIC_CODES) & Q(public_phone="", public_email="")),
            ),
            models.CheckConstraint(
                name="held_type_public_email_in_one_spelling",
                condition=Q(public_email="") | in_one_spelling("public_email"),
            ),
            models.CheckConstraint(
                name="held_type_public_phone_on_one_line", condition=on_one_line("public_phone")
            ),
            # Rule A3: primary and secondary are different people, whatever address they come
            # under. The same type may be held under two addresses for a while (rule A11).
            ExclusionConstraint(
                name="held_type_family_two_people",
                expressions=[
                    ("one_person", RangeOperators.EQUAL),
                    (family_of_type(), RangeOperators.EQUAL),
                    ("type", RangeOperators.NOT_EQUAL),
                ],
                condition=Q(ended_at=None, type__in=PAIRED_CODES),
            ),
            # Rule A4: one active holder in an ACO.
            models.UniqueConstraint(
                name="held_type_single_holder",
                fields=["aco", "type"],
                condition=Q(ended_at=None, type__in=SINGLE_CODES),
            ),
        )
        indexes = (
            models.Index(
                name="held_type_active", fields=["aco", "type"], condition=Q(ended_at=None)
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="held_type_of_one_person",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("contact_id"),  # type: ignore[no-untyped-call]
                func="""
                    SELECT one_person INTO NEW.one_person
                    FROM contacts_contact WHERE id = NEW.contact_id;
                    RETURN NEW;
                """,
            ),
            # Rule J4. Whoever carries an end out at this moment comes before this row, or after.
            pgtrigger.Trigger(
                name="held_type_of_aco_in_program",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("ended_at", "aco_id"),  # type: ignore[no-untyped-call]
                condition=pgtrigger.Q(new__ended_at__isnull=True),
                declare=[("carried_out", "timestamptz")],
                func="""
                    SELECT end_carried_out_at INTO carried_out
                    FROM contacts_aco WHERE id = NEW.aco_id FOR SHARE;
                    IF carried_out IS NOT NULL THEN
                        RAISE EXCEPTION 'held_type_of_aco_in_program'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
            # Rule A5, for whoever the giver is under another address or account too. Not what the
            # same person holds under an earlier address, or held until this step (A11). Only when
            # it is given: two accounts may become one person's later.
            pgtrigger.Trigger(
                name="held_type_not_self_given",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(
                    new__type__in=sorted(code.value for code in POWERS), new__given_by__isnull=False
                ),
                func="""
                    IF EXISTS (
                        SELECT FROM contacts_contact AS own
                        JOIN contacts_contact AS giver
                            ON giver.aco_id = own.aco_id AND giver.one_person = own.one_person
                        JOIN accounts_person AS account ON account.id = NEW.given_by_id
                            AND giver.person_id IN (account.id, account.merged_into_id)
                        WHERE own.id = NEW.contact_id AND (own.id = giver.id OR NOT EXISTS (
                            SELECT FROM contacts_heldtype AS held
                            JOIN contacts_contact AS before ON before.id = held.contact_id
                            WHERE before.aco_id = own.aco_id
                            AND before.one_person = own.one_person
                            AND before.id <> own.id AND held.type = NEW.type
                            AND coalesce(held.ended_at, NEW.since)
                                > NEW.since - interval '1 minute'
                        ))
                    ) THEN
                        RAISE EXCEPTION 'held_type_not_self_given'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        )

    def __str__(self) -> str:
        return f"{self.contact_type.label} of {self.contact}"

    @property
    def contact_type(self) -> ContactType:
        return in_order([self.type])[0]


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
