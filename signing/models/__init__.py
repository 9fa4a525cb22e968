"""Signing Events, their documents, and what was signed."""

from signing.models.events import AcoEvent as AcoEvent
from signing.models.events import DocumentVersion as DocumentVersion
from signing.models.events import EventDocument as EventDocument
from signing.models.events import SigningEvent as SigningEvent
from signing.models.renewals import Renewal as Renewal
from signing.models.signatures import Concern as Concern
from signing.models.signatures import Signature as Signature
