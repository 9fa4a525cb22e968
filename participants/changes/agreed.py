"""How the participant agreement of an addition stands, for its page (rule F2)."""

from collections.abc import Iterable
from dataclasses import dataclass

from participants.changes.models import Attachment, ChangeRequest
from participants.changes.queries import agreement_of
from participants.changes.rules import ChangeKind
from signing.models import AcoEvent, Signature
from signing.queries import DocumentStanding, Standing, standing_of


@dataclass(frozen=True, slots=True)
class AgreementOnPage:
    """The agreement with its one document."""

    standing: Standing
    document: DocumentStanding

    @property
    def signature(self) -> Signature | None:
        return next(iter(self.document.signatures), None)


def agreement_on_page(change: ChangeRequest) -> AgreementOnPage | None:
    """How it stands; a constant number of queries, and none for what has no agreement."""
    if change.kind_row is not ChangeKind.ADD_PARTICIPANT:
        return None
    agreement = agreement_of(change)
    if agreement is None:
        return None
    own = AcoEvent.objects.select_related("event", "aco").get(event=agreement.event_id)
    standing = standing_of(own)
    return AgreementOnPage(standing, standing.documents[0])


def may_have_agreement(change: ChangeRequest, documents: Iterable[Attachment]) -> bool:
    """Whether an agreement can be put before the signers: the participant's signature is there."""
    signed = any(page.kind == Attachment.Kind.SIGNATURE_PAGE for page in documents)
    return signed and change.state.is_open and change.kind_row is ChangeKind.ADD_PARTICIPANT
