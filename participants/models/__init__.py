"""Participant lists, change requests, certified lists, screening, and what follows from them."""

from participants.models.certification import CertifiedList
from participants.models.changes import Attachment, ChangeProvider, ChangeRequest
from participants.models.lists import Effective, Participant, ProviderSupplier, TinShown
from participants.models.years import FeedbackCycle, PerformanceYear

__all__ = [
    "Attachment",
    "CertifiedList",
    "ChangeProvider",
    "ChangeRequest",
    "Effective",
    "FeedbackCycle",
    "Participant",
    "PerformanceYear",
    "ProviderSupplier",
    "TinShown",
]
