"""What has become of a request meanwhile, for whoever comes second (rules C3, C5).

Of two at the same moment one finds what the other left: they read who did what, and when.
"""

from datetime import datetime

from accounts.models import Person
from acoms.programme.clock import in_words
from participants.changes.models import ChangeRequest
from participants.changes.rules import ChangeState


def what_happened(change: ChangeRequest, reader: Person, *, for_cms: bool = False) -> str:
    """In one sentence. An ACO reads that CMS answered, CMS staff who of them did."""
    match change.state:
        case ChangeState.WITHDRAWN:
            did = "deleted this draft" if change.is_deleted else "withdrew this request"
            return _sentence(change.withdrawn_by, reader, did, change.withdrawn_at)
        case ChangeState.APPROVED if change.kind_row.is_notice:
            did = "submitted this notice, which was accepted on receipt"
            return _sentence(change.submitted_by, reader, did, change.submitted_at)
        case ChangeState.APPROVED | ChangeState.DENIED:
            did = "approved this request" if change.approved else "denied this request"
            who = change.decided_by if for_cms else None
            return _sentence(who, reader, did, change.decided_at, otherwise="CMS")
        case ChangeState.RETURNED:
            did = "returned this request with issues"
            return _sentence(None, reader, did, change.returned_at, otherwise="CMS")
        case ChangeState.SUBMITTED | ChangeState.SCREENED:
            did = "submitted this request"
            return _sentence(change.submitted_by, reader, did, change.submitted_at)
    return _sentence(change.created_by, reader, "started this draft", change.created_at)


def _sentence(
    who: Person | None,
    reader: Person,
    did: str,
    when: datetime | None,
    *,
    otherwise: str = "Somebody",
) -> str:
    name = who.full_name if who else otherwise
    if who is not None and who.pk == reader.pk:
        name = "You"
    return f"{name} {did} on {in_words(when)}." if when else f"{name} {did}."
