"""Reviews of an ACO's contacts and the answers given in them, frozen once they are completed."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from acoms.database.history import track
from contacts.models import Aco, Contact
from contacts.rules import listed
from contacts.types import CHOICES

_PERSON = settings.AUTH_USER_MODEL


@track()
class Recertification(models.Model):
    """The review of one ACO in one year, from the first answer on.

    `due_on` is the due date that held when the review was completed; until then the settings say
    it. Without a row the ACO has not begun.
    """

    aco = models.ForeignKey(Aco, verbose_name="ACO", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField(null=True)
    completed_at = models.DateTimeField(null=True)
    completed_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        verbose_name = "yearly review"
        constraints = (
            models.UniqueConstraint(name="recertification_once_a_year", fields=["aco", "year"]),
            models.CheckConstraint(
                name="recertification_completed_by_someone",
                condition=Q(completed_at=None, completed_by=None, due_on=None)
                | Q(completed_at__isnull=False, completed_by__isnull=False, due_on__isnull=False),
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="completed_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__completed_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"Yearly review {self.year} of {self.aco}"

    @property
    def was_late(self) -> bool:
        """Completed after it was due."""
        return bool(
            self.completed_at
            and self.due_on
            and timezone.localdate(self.completed_at) > self.due_on
        )


# An answer belongs to an open review of its contact's own ACO, and stays as it was at its end.
_ANSWER_IN_OPEN_REVIEW = """
    IF EXISTS (
        SELECT 1 FROM recertification_recertification r
        WHERE r.id IN (OLD.recertification_id, NEW.recertification_id)
        AND r.completed_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'the review is completed: its answers stay as they are';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM recertification_recertification r
        JOIN contacts_contact c ON c.aco_id = r.aco_id
        WHERE r.id = NEW.recertification_id AND c.id = NEW.contact_id
    ) THEN
        RAISE EXCEPTION 'the contact is not one of the reviewed ACO';
    END IF;
    RETURN NEW;
"""


@track()
class Answer(models.Model):
    """What an administrator said of one contact: stays, or ended.

    Name, address and contact types are copied as they were at that moment, because the record
    must still say so when they have changed.
    """

    recertification = models.ForeignKey(
        Recertification, on_delete=models.PROTECT, related_name="answers"
    )
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+")
    kept = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True)
    name = models.CharField(max_length=200)
    email = models.EmailField("e-mail")
    types = ArrayField(models.CharField(max_length=40, choices=CHOICES))
    answered_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "answer"
        constraints = (
            models.UniqueConstraint(
                name="answer_once_for_a_contact", fields=["recertification", "contact"]
            ),
            models.CheckConstraint(
                name="answer_end_has_a_reason",
                condition=Q(kept=True, reason="") | (Q(kept=False) & ~Q(reason="")),
            ),
            models.CheckConstraint(name="answer_of_a_holder", condition=Q(types__len__gt=0)),
        )
        triggers = (
            pgtrigger.Trigger(
                name="in_open_review",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=_ANSWER_IN_OPEN_REVIEW,
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}: {self.said}"

    @property
    def said(self) -> str:
        return "Confirmed" if self.kept else "Ended"

    @property
    def types_listed(self) -> str:
        return listed(self.types)


class AcoReview(Aco):
    """An ACO as CMS staff look at it here: has it done its review, or not even begun?"""

    class Meta:
        proxy = True
        verbose_name = "yearly review"
        verbose_name_plural = "yearly reviews"
