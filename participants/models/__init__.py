"""Participant lists, change requests, certified lists, screening, and what follows from them."""

from participants.models.adjustments import Adjustment, InterimElection
from participants.models.benchmark import AssignedBeneficiaries, BenchmarkNotice
from participants.models.beneficiary_data import (
    DataSharingAccess,
    DataSharingFile,
    DataSharingProgress,
)
from participants.models.certification import (
    AcoCertification,
    CertificationReopening,
    CertifiedList,
)
from participants.models.changes import (
    Attachment,
    ChangeFile,
    ChangeProvider,
    ChangeRequest,
)
from participants.models.letters import FeedbackLetter
from participants.models.lists import Effective, Participant, ProviderSupplier, TinShown
from participants.models.screening import EnrolmentAnswer, Finding, ScreeningRun
from participants.models.screening_lists import (
    DeactivatedNpi,
    InitiativeParticipant,
    ListKind,
    ListLoad,
    Sanction,
    SanctionWaiver,
)
from participants.models.years import FeedbackCycle, PerformanceYear

__all__ = [
    "AcoCertification",
    "Adjustment",
    "AssignedBeneficiaries",
    "Attachment",
    "BenchmarkNotice",
    "CertificationReopening",
    "CertifiedList",
    "ChangeFile",
    "ChangeProvider",
    "ChangeRequest",
    "DataSharingAccess",
    "DataSharingFile",
    "DataSharingProgress",
    "DeactivatedNpi",
    "Effective",
    "EnrolmentAnswer",
    "FeedbackCycle",
    "FeedbackLetter",
    "Finding",
    "InitiativeParticipant",
    "InterimElection",
    "ListKind",
    "ListLoad",
    "Participant",
    "PerformanceYear",
    "ProviderSupplier",
    "Sanction",
    "SanctionWaiver",
    "ScreeningRun",
    "TinShown",
]
