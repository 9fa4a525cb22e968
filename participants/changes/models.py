"""Change requests of an ACO, the providers they name and the documents that go with them."""

import uuid
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from acoms.crypto.fields import EncryptedTextField
from acoms.database.history import track
from acoms.programme.tins import WithTin, tin_and_hash_together
from acoms.programme.vocabulary import complete
from contacts.models import Aco
from participants.changes.agreement import ParticipantAgreement as ParticipantAgreement
from participants.changes.rules import ChangeKind, ChangeState, Notice
from participants.lists.models import Participant
from participants.years.models import FeedbackCycle

_PERSON = settings.AUTH_USER_MODEL


def kind_choices() -> list[tuple[str, str]]:
    return [(kind.value, kind.label) for kind in ChangeKind]


class ChangeRequestQuerySet(models.QuerySet["ChangeRequest"]):
    def in_hand(self) -> Self:
        """Submitted, and CMS has to answer."""
        return self.filter(WITH_CMS)

    def undecided(self) -> Self:
        """Neither decided nor withdrawn, drafts included."""
        return self.filter(UNDECIDED)

    def kept(self) -> Self:
        """All but deleted drafts."""
        return self.exclude(DELETED)

    def with_the_aco(self) -> Self:
        """Drafts and returned requests: the ACO has to submit them."""
        return self.filter(WITH_THE_ACO)


UNDECIDED = Q(decided_at=None, withdrawn_at=None)
# A draft that nobody but the ACO had is gone for everyone; the row says who deleted it.
DELETED = Q(withdrawn_at__isnull=False, first_submitted_at=None)
_RETURNED = Q(returned_at__isnull=False, submitted_at__lte=F("returned_at"))
_NOT_RETURNED = Q(returned_at=None) | Q(submitted_at__gt=F("returned_at"))
WITH_CMS = Q(submitted_at__isnull=False) & UNDECIDED & _NOT_RETURNED
WITH_THE_ACO = UNDECIDED & (Q(submitted_at=None) | _RETURNED)
# The same in SQL as `ChangeRequest.state` says of a row.
STATES = {
    ChangeState.DRAFT: UNDECIDED & Q(submitted_at=None),
    ChangeState.SUBMITTED: WITH_CMS & Q(screened_at=None),
    ChangeState.SCREENED: WITH_CMS & Q(screened_at__isnull=False),
    ChangeState.RETURNED: UNDECIDED & _RETURNED,
    ChangeState.APPROVED: Q(approved=True),
    ChangeState.DENIED: Q(approved=False),
    ChangeState.WITHDRAWN: Q(withdrawn_at__isnull=False),
}
complete(ChangeState, STATES)


@track(exclude=["tin"])  # whose ciphertext no new key would reach in the history
class ChangeRequest(WithTin):
    """One change to an ACO's participant list, from its draft to CMS's decision (rules C3-C5).

    An added or acquired TIN stands in `tin` with its names; other kinds name the `participant` of
    the list that they are about, and a merged TIN both. `happened_on` is the day that counts for
    the notice: the agreement was signed or ended, a provider began or stopped billing.
    `first_submitted_at` is the notice; `submitted_at` the latest submission, after a return.
    """

    aco = models.ForeignKey(Aco, verbose_name="ACO", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=18, choices=kind_choices)
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    legal_business_name = models.CharField(max_length=200, blank=True)
    doing_business_as = models.CharField(max_length=200, blank=True)
    sole_proprietor = models.BooleanField(default=False)
    primary_care = models.BooleanField("bills primary care services", default=True)
    happened_on = models.DateField()
    note = models.TextField("note to CMS", max_length=2000, blank=True)
    uploaded_as = models.UUIDField(
        null=True, blank=True, editable=False, help_text="The same for all drafts of one file."
    )
    attestation = models.TextField(blank=True, editable=False)
    attested_by = models.ForeignKey(
        _PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    first_submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        _PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    cycle = models.ForeignKey(
        FeedbackCycle, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    screened_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.TextField(max_length=2000, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        _PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    approved = models.BooleanField(null=True, blank=True)
    decision_reason = models.TextField(max_length=2000, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        _PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    effective_on = models.DateField(null=True, blank=True)

    objects = ChangeRequestQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = (
            tin_and_hash_together("change_tin_and_hash"),
            models.CheckConstraint(
                name="change_kind_known",
                condition=Q(kind__in=[kind.value for kind in ChangeKind]),
            ),
            # An addition names its TIN, a merger also who took it over, all else a participant.
            models.CheckConstraint(
                name="change_says_whom_it_is_about",
                condition=Q(kind="add_participant", participant=None, tin_hash__isnull=False)
                | Q(kind="merged_tin", participant__isnull=False, tin_hash__isnull=False)
                | (
                    Q(
                        kind__in=["remove_participant", "add_providers", "remove_providers"],
                        participant__isnull=False,
                        tin_hash=None,
                    )
                ),
            ),
            models.CheckConstraint(
                name="change_submitted_by_someone",
                condition=Q(submitted_at=None, submitted_by=None, first_submitted_at=None)
                | Q(
                    submitted_at__isnull=False,
                    submitted_by__isnull=False,
                    first_submitted_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="change_merger_is_attested_when_submitted",
                condition=~Q(kind="merged_tin")
                | Q(submitted_at=None)
                | (~Q(attestation="") & Q(attested_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="change_decided_once_submitted",
                condition=Q(decided_at=None, approved=None, effective_on=None)
                | Q(
                    approved__isnull=False,  # or what follows is unknown, which a check lets by
                    decided_at__isnull=False,
                    submitted_at__isnull=False,
                    withdrawn_at=None,
                )
                & (
                    Q(approved=True, effective_on__isnull=False)
                    | (Q(approved=False, effective_on=None) & ~Q(decision_reason=""))
                ),
            ),
            models.CheckConstraint(
                name="change_return_has_a_reason",
                condition=Q(returned_at=None) | ~Q(return_reason=""),
            ),
            # One undecided addition of a TIN in an ACO, one undecided removal of a participant.
            models.UniqueConstraint(
                name="change_one_open_for_a_tin",
                fields=["aco", "tin_hash"],
                condition=Q(decided_at=None, withdrawn_at=None, tin_hash__isnull=False),
            ),
            models.UniqueConstraint(
                name="change_one_open_removal",
                fields=["participant"],
                condition=Q(decided_at=None, withdrawn_at=None, kind="remove_participant"),
            ),
        )
        indexes = (
            models.Index(
                name="change_in_hand",
                fields=["submitted_at"],
                condition=Q(submitted_at__isnull=False, decided_at=None, withdrawn_at=None),
            ),
            models.Index(name="change_of_aco", fields=["aco", "-created_at"]),
            models.Index(
                name="change_tin", fields=["tin_hash"], condition=Q(tin_hash__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind_row.label}: {self.subject}"

    @property
    def kind_row(self) -> ChangeKind:
        return ChangeKind(self.kind)

    @property
    def subject(self) -> str:
        """The name of the participant that the change is about."""
        if self.legal_business_name:
            return self.legal_business_name
        return str(self.participant) if self.participant else ""

    @property
    def masked_tin(self) -> str:
        """Of the TIN that joins, or of the participant that the change is about."""
        return super().masked_tin or (self.participant.masked_tin if self.participant else "")

    @property
    def state(self) -> ChangeState:
        if self.withdrawn_at is not None:
            return ChangeState.WITHDRAWN
        if self.decided_at is not None:
            return ChangeState.APPROVED if self.approved else ChangeState.DENIED
        if self.submitted_at is None:
            return ChangeState.DRAFT
        if self.returned_at is not None and self.returned_at >= self.submitted_at:
            return ChangeState.RETURNED
        return ChangeState.SUBMITTED if self.screened_at is None else ChangeState.SCREENED

    @property
    def is_deleted(self) -> bool:
        """A draft that was withdrawn before anybody submitted it."""
        return self.withdrawn_at is not None and self.first_submitted_at is None

    @property
    def state_in_words(self) -> str:
        """A departure is not approved by anybody, but accepted as it comes in (rule C3)."""
        if self.state is ChangeState.APPROVED and self.kind_row.is_notice:
            return "Accepted on receipt"
        return self.state.label

    @property
    def notice(self) -> Notice:
        """How it stands to the 30 days (rule C4): by its first submission, or by today."""
        told = self.first_submitted_at
        return Notice(self.happened_on, timezone.localdate(told) if told else timezone.localdate())


@track()
class ChangeProvider(models.Model):
    """A provider/supplier that a change adds (also with its participant) or removes."""

    change = models.ForeignKey(ChangeRequest, on_delete=models.CASCADE, related_name="providers")
    npi = models.CharField("NPI", max_length=10)
    name = models.CharField(max_length=200, blank=True)
    ccn = models.CharField("CCN", max_length=6, blank=True)
    ptan = models.CharField("PTAN", max_length=15, blank=True)
    specialty = models.CharField(max_length=100, blank=True)

    class Meta:
        verbose_name = "provider/supplier of a change"
        ordering = ("npi",)
        constraints = (
            models.UniqueConstraint(name="change_provider_once", fields=["change", "npi"]),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.npi})" if self.name else self.npi


@track()
class Attachment(models.Model):
    """A document of a change request: the file lies outside the web root under `stored_as`."""

    class Kind(models.TextChoices):
        FIRST_PAGE = "first_page", "First page of the participant agreement"
        SIGNATURE_PAGE = "signature_page", "Signature page of the participant agreement"
        MERGER_PROOF = "merger_proof", "Proof of the merger or acquisition"
        OTHER = "other", "Another document"

    change = models.ForeignKey(ChangeRequest, on_delete=models.PROTECT, related_name="attachments")
    kind = models.CharField(max_length=14, choices=Kind)
    name = models.CharField("file name", max_length=200)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_as = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    uploaded_at = models.DateTimeField(default=timezone.now)
    uploaded_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("uploaded_at", "pk")

    def __str__(self) -> str:
        return self.name

    @property
    def seen_by_cms(self) -> bool:
        """Whether it went out with a submission: then its file stays, even if it is replaced."""
        submitted = self.change.submitted_at
        return submitted is not None and self.uploaded_at <= submitted


@track(exclude=["content"])
class ChangeFile(models.Model):
    """A file of changes that somebody read in, to be looked at and made into drafts once.

    `content` are its rows as JSON until then (they name TINs, so it is encrypted), and nothing
    afterwards. `uploaded_as` is that of its drafts, `left_out` what became no draft: line, what,
    why not.
    """

    aco = models.ForeignKey(Aco, verbose_name="ACO", on_delete=models.PROTECT, related_name="+")
    source = models.CharField("file", max_length=200)
    remarks = ArrayField(models.TextField(), default=list)
    content = EncryptedTextField(purpose="change file", blank=True, editable=False)
    rows = models.PositiveIntegerField()
    uploaded_as = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        _PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    drafts = models.PositiveIntegerField(default=0)
    left_out = models.JSONField(default=list)

    class Meta:
        verbose_name = "file of changes"
        verbose_name_plural = "files of changes"
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="change_file_confirmed_by_someone_and_emptied",
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False, content=""),
            ),
        )

    def __str__(self) -> str:
        return self.source
