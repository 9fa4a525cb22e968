"""ACOs and their agreements, with what must always be true of them."""

from datetime import date, timedelta
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from acoms.database.history import track
from acoms.text.folding import Folded
from contacts.agreement import ENDS_SOON, EndKind, can_be_read, has_ended, last_day_to_read

ACO_ID = r"^(A\d{4,5}|V\d{3})$"


class Track(models.TextChoices):
    """Financial track of an agreement."""

    BASIC = "BASIC", "BASIC"
    ENHANCED = "ENHANCED", "ENHANCED"


class AcoQuerySet(models.QuerySet["Aco"]):
    def in_program(self, today: date | None = None) -> Self:
        """Those whose agreement is not over (rule J4)."""
        return self.exclude(ends_on__lt=today or timezone.localdate())

    def asked_by(self, due_on: Any, today: date | None = None) -> Self:
        """Those of whom something is asked that is due on a day: their agreement is not over, and
        runs until then (rule J4)."""
        return self.in_program(today).exclude(ends_on__lt=due_on)

    def ended(self, today: date | None = None) -> Self:
        return self.filter(ends_on__lt=today or timezone.localdate())

    def ending_soon(self) -> Self:
        """Those whose agreement ends in the next ENDS_SOON days."""
        today = timezone.localdate()
        return self.filter(ends_on__gte=today, ends_on__lte=today + timedelta(days=ENDS_SOON))


@track()
class Aco(models.Model):
    """An Accountable Care Organization of the Shared Savings Program.

    `ends_on` is the last day of its agreement, once CMS staff have recorded that it ends; what
    follows from it is carried out once that day is over, at `end_carried_out_at` (rule J4).
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

    def is_asked_by(self, due_on: date) -> bool:
        """As `asked_by`."""
        return not self.has_ended and not has_ended(self.ends_on, due_on)

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
