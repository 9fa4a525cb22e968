"""Screenings and what they found, and the lists that they compare with (rule C5)."""

from participants.screening.models.findings import EnrolmentAnswer, Finding, ScreeningRun
from participants.screening.models.lists import (
    DeactivatedNpi,
    InitiativeParticipant,
    ListKind,
    ListLoad,
    Sanction,
    SanctionWaiver,
)

__all__ = [
    "DeactivatedNpi",
    "EnrolmentAnswer",
    "Finding",
    "InitiativeParticipant",
    "ListKind",
    "ListLoad",
    "Sanction",
    "SanctionWaiver",
    "ScreeningRun",
]
