"""Limits of participant lists, years, change requests and screening, with how to break each."""

import uuid
from typing import Any

from django.db.models import F

from accounts.models import Person
from participants.certification.models import CertificationReopening, CertifiedList
from participants.changes.models import (
    Attachment,
    ChangeFile,
    ChangeProvider,
    ChangeRequest,
    ParticipantAgreement,
)
from participants.deciding.models import FeedbackLetter
from participants.effects.models.adjustments import Adjustment
from participants.effects.models.benchmark import AssignedBeneficiaries, BenchmarkNotice
from participants.lists.models import Participant, ProviderSupplier, TinShown
from participants.screening.models.findings import EnrolmentAnswer, Finding, ScreeningRun
from participants.screening.models.lists import (
    DeactivatedNpi,
    InitiativeParticipant,
    Sanction,
    SanctionWaiver,
)
from participants.years.models import FeedbackCycle, PerformanceYear
from tests.database.breaking.ways import (
    DAY_BEFORE,
    Table,
    changed,
    deleted,
    twice,
    wrong,
)
from tests.database.rows import DAY, NOW, a

SUBMITTED: dict[str, Any] = {
    "first_submitted_at": NOW,
    "submitted_at": NOW,
    "submitted_by": a(Person),
}

PARTICIPANTS: Table = {
    # participants: lists
    "participant_days_in_order": wrong(Participant, effective_from=DAY, effective_until=DAY_BEFORE),
    "participant_tin_and_hash": (
        wrong(Participant, tin=""),
        wrong(Participant, tin_hash=None),
    ),
    "participant_tin_once_on_a_day": twice(Participant, "aco", "tin_hash"),
    "participant_without_tin_once_on_a_day": twice(
        Participant, "aco", "legal_business_name", tin="", tin_hash=None
    ),
    "provider_days_in_order": wrong(
        ProviderSupplier, effective_from=DAY, effective_until=DAY_BEFORE
    ),
    "provider_npi_form": (
        wrong(ProviderSupplier, npi="3000000000"),
        wrong(ProviderSupplier, npi="200000000"),
        wrong(ProviderSupplier, npi="20000000ab"),
    ),
    "provider_once_on_a_day": twice(ProviderSupplier, "participant", "npi"),
    "tin_shown_stays": (changed(TinShown, of="x"), deleted(TinShown)),
    # participants: years, benchmark, certification
    "adjustment_has_a_reason": wrong(Adjustment, reason=""),
    "adjustment_withdrawn_by_someone_for_a_reason": (
        wrong(Adjustment, withdrawn_at=NOW, withdrawn_by=a(Person)),
        wrong(Adjustment, withdrawn_at=NOW, withdrawal_reason="A mistake."),
        wrong(Adjustment, withdrawal_reason="A mistake."),
    ),
    "adjustment_once_a_year": twice(Adjustment, "participant", "performance_year"),
    "assigned_once_a_year": twice(AssignedBeneficiaries, "aco", "year"),
    "benchmark_is_an_amount": (
        wrong(BenchmarkNotice, adjusted=0),
        wrong(BenchmarkNotice, before=0),
    ),
    "benchmark_notice_once_a_year": twice(BenchmarkNotice, "aco", "performance_year"),
    "year_certified_in_order": wrong(PerformanceYear, certify_from=DAY, certify_by=DAY_BEFORE),
    "cycle_days_in_order": (
        wrong(FeedbackCycle, opens_on=DAY, closes_on=DAY_BEFORE, feedback_on=DAY),
        wrong(FeedbackCycle, opens_on=DAY, closes_on=DAY, feedback_on=DAY_BEFORE),
    ),
    "cycle_one_of_two": (wrong(FeedbackCycle, number=0), wrong(FeedbackCycle, number=3)),
    "cycle_once_in_a_year": twice(FeedbackCycle, "performance_year", "number"),
    "cycle_days_apart": twice(FeedbackCycle, "opens_on", "closes_on", "feedback_on"),
    "letter_once_a_cycle": twice(FeedbackLetter, "aco", "cycle"),
    "letter_stays": (changed(FeedbackLetter, lines=[1]), deleted(FeedbackLetter)),
    "certified_first_once_a_year": twice(CertifiedList, "aco", "performance_year"),
    "participants_certification_certifiedlist_replaces_id_key": twice(
        CertifiedList, "replaces", replaces=a(CertifiedList)
    ),
    "participants_certification_certifiedlist_signed_as_key": twice(CertifiedList, "signed_as"),
    "certified_by_who_signs": wrong(CertifiedList, contact_type="dua_requestor"),
    "certified_has_hashes": (
        wrong(CertifiedList, sha256="x"),
        wrong(CertifiedList, signed_sha256="A" * 64),
    ),
    "certified_stays": (changed(CertifiedList, statement="x"), deleted(CertifiedList)),
    "reopening_has_a_reason": wrong(CertificationReopening, reason=""),
    "reopening_stays": (
        changed(CertificationReopening, reason="x"),
        deleted(CertificationReopening),
    ),
    # participants: change requests
    "change_kind_known": wrong(ChangeRequest, kind="swap"),
    "change_tin_and_hash": (
        wrong(ChangeRequest, tin=""),
        wrong(ChangeRequest, kind="add_providers", participant=a(Participant), tin_hash=None),
    ),
    "change_says_whom_it_is_about": (
        wrong(ChangeRequest, tin="", tin_hash=None),
        wrong(ChangeRequest, participant=a(Participant)),
        wrong(ChangeRequest, kind="merged_tin"),
        wrong(ChangeRequest, kind="remove_participant", participant=a(Participant)),
    ),
    "change_submitted_by_someone": (
        wrong(ChangeRequest, **{**SUBMITTED, "submitted_by": None}),
        wrong(ChangeRequest, **{**SUBMITTED, "submitted_at": None}),
        wrong(ChangeRequest, **{**SUBMITTED, "first_submitted_at": None}),
    ),
    "change_merger_is_attested_when_submitted": wrong(
        ChangeRequest, kind="merged_tin", participant=a(Participant), **SUBMITTED
    ),
    "change_return_has_a_reason": wrong(ChangeRequest, returned_at=NOW),
    "change_decided_once_submitted": (
        wrong(ChangeRequest, approved=True, decided_at=NOW, effective_on=DAY),
        wrong(ChangeRequest, **SUBMITTED, approved=True, decided_at=NOW),
        wrong(ChangeRequest, **SUBMITTED, approved=False, decided_at=NOW),
        wrong(ChangeRequest, **SUBMITTED, decided_at=NOW),
        wrong(ChangeRequest, **SUBMITTED, decided_at=NOW, decision_reason="No."),
        wrong(
            ChangeRequest,
            **SUBMITTED,
            approved=True,
            decided_at=NOW,
            effective_on=DAY,
            withdrawn_at=NOW,
        ),
    ),
    "change_one_open_for_a_tin": twice(ChangeRequest, "aco", "tin_hash"),
    "change_one_open_removal": twice(
        ChangeRequest,
        "participant",
        kind="remove_participant",
        participant=a(Participant),
        tin="",
        tin_hash=None,
    ),
    "change_provider_once": twice(ChangeProvider, "change", "npi"),
    "change_file_confirmed_by_someone_and_emptied": (
        wrong(ChangeFile, confirmed_at=NOW),
        wrong(ChangeFile, confirmed_by=a(Person)),
        wrong(ChangeFile, confirmed_at=NOW, confirmed_by=a(Person), content="a list"),
    ),
    "agreement_stays": (
        changed(ParticipantAgreement, first_page=F("signature_page")),
        deleted(ParticipantAgreement),
    ),
    "agreement_one_in_force": (
        twice(ParticipantAgreement, "change", "signature_page"),
        wrong(ParticipantAgreement, change=a(ChangeRequest), signature_page=a(Attachment)),
    ),
    "participants_changes_participantagreement_event_id_key": twice(ParticipantAgreement, "event"),
    # participants: screening
    "deactivation_days_in_order": wrong(
        DeactivatedNpi, deactivated_on=DAY, reactivated_on=DAY_BEFORE
    ),
    "deactivation_once": twice(DeactivatedNpi, "npi", "deactivated_on"),
    "enrolment_of_a_tin_or_an_npi": wrong(EnrolmentAnswer, npi=None),
    "participants_screening_enrolmentanswer_tin_hash_key": twice(
        EnrolmentAnswer, "tin_hash", npi=None, tin_hash=uuid.uuid4()
    ),
    "enrolment_status_known": wrong(EnrolmentAnswer, status="asleep"),
    "finding_about_a_change_or_a_participant": (
        wrong(Finding, participant=None),
        wrong(Finding, change=a(ChangeRequest)),
    ),
    "finding_reason_known": wrong(Finding, reason="a feeling"),
    "finding_resolved_by_facts_or_someone_with_a_reason": (
        wrong(Finding, resolved_at=NOW, resolved_by=a(Person)),
        wrong(Finding, resolution="Settled."),
        wrong(Finding, resolution="Settled.", resolved_at=NOW),
    ),
    "finding_waived_by_someone_with_a_reason": (
        wrong(Finding, waived_at=NOW, waived_by=a(Person)),
        wrong(Finding, waived_at=NOW, waiver_reason="Known."),
        wrong(Finding, waived_until=DAY),
    ),
    "finding_stands_once": twice(Finding, "participant", "npi", "reason"),
    "initiative_days_in_order": wrong(InitiativeParticipant, starts_on=DAY, until=DAY_BEFORE),
    "initiative_names_a_tin": (
        wrong(InitiativeParticipant, tin=""),
        wrong(InitiativeParticipant, tin_hash=None),
    ),
    "initiative_participation_once": twice(
        InitiativeParticipant, "tin_hash", "initiative", "starts_on"
    ),
    "sanction_days_in_order": wrong(Sanction, starts_on=DAY, reinstated_on=DAY_BEFORE),
    "sanction_of_a_tin_or_an_npi": wrong(Sanction, npi=""),
    "sanction_of_an_official_by_tin": wrong(Sanction, of_official=True),
    "sanction_tin_and_hash": wrong(Sanction, tin="001700001"),
    "sanction_once": twice(Sanction, "npi", "reason", "starts_on"),
    "waiver_days_in_order": wrong(SanctionWaiver, starts_on=DAY, until=DAY_BEFORE),
    "waiver_for_a_tin_or_an_npi": wrong(SanctionWaiver, npi=""),
    "waiver_tin_and_hash": wrong(SanctionWaiver, tin="001700001"),
    "waiver_once": twice(SanctionWaiver, "npi", "starts_on"),
    "screening_one_at_a_time": twice(ScreeningRun, ended_at=None),
}
