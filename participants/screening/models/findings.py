"""Screenings, what PECOS answered to them, and what they found (rule C5)."""

from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from acoms.database.history import track
from acoms.once.models import Leased
from participants.changes.models import WITH_CMS, ChangeRequest
from participants.lists.models import Participant
from participants.screening.rules import Enrolment, FindingState, Reason, finding_state

_PERSON = settings.AUTH_USER_MODEL


def reason_choices() -> list[tuple[str, str]]:
    return [(reason.value, reason.label) for reason in Reason]


class EnrolmentAnswer(models.Model):
    """PECOS's latest answer about a TIN or an NPI, so that not every screening asks again."""

    tin_hash = models.UUIDField(null=True, unique=True)
    npi = models.CharField(max_length=10, null=True, unique=True)  # noqa: DJ001 - one of the two
    status = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Enrolment])
    legal_business_name = models.CharField(max_length=200, blank=True, db_default="")
    checked_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="enrolment_of_a_tin_or_an_npi",
                condition=Q(tin_hash=None, npi__isnull=False) | Q(tin_hash__isnull=False, npi=None),
            ),
            models.CheckConstraint(
                name="enrolment_status_known", condition=Q(status__in=[s.value for s in Enrolment])
            ),
        )

    def __str__(self) -> str:
        return f"{self.status}, {timezone.localdate(self.checked_at)}"


class ScreeningRun(Leased):
    """One screening: of the whole programme, or of some change requests.

    `lists` and `without_tin` say what it could compare with, for `participants.screening.compared`.
    """

    change_ids = ArrayField(
        models.BigIntegerField(), null=True, blank=True, help_text="Empty: the whole program."
    )
    started_by = models.ForeignKey(
        _PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    source = models.CharField("started from", max_length=100)
    created_at = models.DateTimeField("started", default=timezone.now)
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=1)
    doing = models.CharField(max_length=200, blank=True)
    found = models.PositiveIntegerField("newly found", default=0)
    resolved = models.PositiveIntegerField("no longer found", default=0)
    screened = models.PositiveIntegerField("change requests screened", default=0)
    unchecked = models.PositiveIntegerField("not answered by PECOS", default=0)
    unchecked_sample = ArrayField(models.CharField(max_length=40), default=list)
    lists = models.JSONField("lists that were used", default=list, blank=True, editable=False)
    without_tin = models.PositiveIntegerField("participants without a TIN", null=True, blank=True)
    ended_at = models.DateTimeField("ended", null=True, blank=True)
    failure = models.TextField(blank=True)

    class Meta:
        verbose_name = "screening"
        ordering = ("-created_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                name="screening_one_at_a_time",
                fields=["ended_at"],
                condition=Q(ended_at=None),
                nulls_distinct=False,
            ),
        )

    def __str__(self) -> str:
        return f"Screening of {timezone.localtime(self.created_at):%B %-d, %Y}"

    @property
    def whole_programme(self) -> bool:
        return self.change_ids is None


class FindingQuerySet(models.QuerySet["Finding"]):
    def standing(self) -> Self:
        """Found and not resolved, waived or not."""
        return self.filter(resolved_at=None)

    def open_on(self, day: date) -> Self:
        """Standing and not waived on a day, about a change that CMS has to answer or a list."""
        waived = Q(waived_at__isnull=False) & (Q(waived_until=None) | Q(waived_until__gt=day))
        in_hand = Q(change=None) | Q(change__in=ChangeRequest.objects.filter(WITH_CMS))
        return self.standing().exclude(waived).filter(in_hand)


@track()
class Finding(models.Model):
    """Something that screening found about a change request or a listed participant.

    With an `npi` it is about that provider/supplier of the two, without one about the TIN. What
    `facts` hold is for `participants.screening.sentences`. A waiver is for these facts: when
    screening finds others, it ends, and the history keeps it. `resolved_by` nobody means that
    screening did not find it any more.
    """

    reason = models.CharField(max_length=24, choices=reason_choices)
    change = models.ForeignKey(
        ChangeRequest, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    npi = models.CharField("NPI", max_length=10, blank=True)
    facts = models.JSONField(default=dict)
    found_at = models.DateTimeField("found", default=timezone.now)
    waived_at = models.DateTimeField("waived", null=True, blank=True)
    waived_by = models.ForeignKey(
        _PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    waiver_reason = models.TextField("why waived", max_length=2000, blank=True)
    waived_until = models.DateField(null=True, blank=True)
    resolved_at = models.DateTimeField("resolved", null=True, blank=True)
    resolved_by = models.ForeignKey(
        _PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    resolution = models.TextField("how resolved", max_length=2000, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ("-found_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="finding_reason_known",
                condition=Q(reason__in=[reason.value for reason in Reason]),
            ),
            models.CheckConstraint(
                name="finding_about_a_change_or_a_participant",
                condition=Q(change=None, participant__isnull=False)
                | Q(change__isnull=False, participant=None),
            ),
            models.UniqueConstraint(
                name="finding_stands_once",
                fields=["change", "participant", "npi", "reason"],
                condition=Q(resolved_at=None),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="finding_waived_by_someone_with_a_reason",
                condition=Q(waived_at=None, waived_by=None, waiver_reason="", waived_until=None)
                | (Q(waived_at__isnull=False, waived_by__isnull=False) & ~Q(waiver_reason="")),
            ),
            models.CheckConstraint(
                name="finding_resolved_by_facts_or_someone_with_a_reason",
                condition=Q(resolved_by=None, resolution="")
                | (Q(resolved_at__isnull=False, resolved_by__isnull=False) & ~Q(resolution="")),
            ),
        )
        indexes = (
            models.Index(name="finding_latest", fields=["-found_at", "-id"]),
            models.Index(name="finding_participant", fields=["participant"]),
        )

    def __str__(self) -> str:
        about = self.change if self.participant is None else self.participant
        return f"{self.reason_row.label}: {about}"

    @property
    def parts(self) -> dict[str, object]:
        """What a page shows of it before it is settled (`acoms.once.shown`)."""
        return {
            "what was found": (self.reason, self.npi, sorted(self.facts.items()), self.found_at),
            "how it stands": (self.waived_at, self.waived_until, self.resolved_at),
        }

    @property
    def reason_row(self) -> Reason:
        return Reason(self.reason)

    def state_on(self, day: date) -> FindingState:
        return finding_state(
            day,
            resolved=self.resolved_at is not None,
            waived=self.waived_at is not None,
            waived_until=self.waived_until,
        )
