"""Contacts, and the contact types that each holds, with what must always be true of them."""

from datetime import timedelta
from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from acoms.database.history import track
from acoms.text.email_addresses import in_one_spelling
from acoms.text.named import on_one_line
from contacts.models.acos import Aco
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


class ContactQuerySet(models.QuerySet["Contact"]):
    def current(self) -> Self:
        """Those who hold a contact type now."""
        return self.filter(pk__in=HeldType.objects.active().values("contact"))


@track(exclude=["one_person"])
class Contact(models.Model):
    """One account at one ACO. Whether it is active is derived from the types it holds.

    Contacts of an ACO that are one person's have the same `one_person` (`contacts.one_person`);
    those of accounts that were merged must have (`migrations/0002_sql.py`).
    """

    aco = models.ForeignKey(
        Aco, verbose_name="ACO", on_delete=models.PROTECT, related_name="contacts"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    one_person = models.UUIDField(db_default=RandomUUID(), editable=False)

    objects = ContactQuerySet.as_manager()

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
        return self.filter(ended_at=F("aco__end_carried_out_at"), aco__ends_on__gte=over)

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
    aco = models.ForeignKey(
        Aco, verbose_name="ACO", on_delete=models.PROTECT, related_name="held_types"
    )
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
