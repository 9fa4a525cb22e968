"""Change requests when the agreement of their ACO ends (rule J4)."""

from django.utils import timezone

from accounts.models import Person
from contacts.ending.registry import Ends
from contacts.models import Aco
from participants.changes.actions.requests import let_agreement_go
from participants.changes.models import (
    UNDECIDED,
    ChangeRequest,
    ChangeRequestQuerySet,
    ParticipantAgreement,
)


def _with_cms(aco: Aco) -> ChangeRequestQuerySet:
    """What CMS has had and not decided, returned requests too."""
    found = ChangeRequest.objects.filter(UNDECIDED, aco=aco, first_submitted_at__isnull=False)
    return found.order_by("pk")


def undecided_in(aco: Aco) -> Ends:
    """For the preview: what would be closed."""
    found = _with_cms(aco).select_related("participant")
    return Ends("Change requests", [str(one) for one in found])


def close_undecided(acting_person: Person, aco: Aco, reason: str) -> None:
    """Close them as withdrawn, with the reason, under the ACO's lock; what is being signed for one
    goes with it. Drafts stay as they are: CMS never had them, and nobody can submit them any more.
    """
    found = _with_cms(aco)
    signing = ParticipantAgreement.objects.in_force().filter(change__in=found)
    for agreement in signing.select_related("event"):
        let_agreement_go(acting_person, agreement)
    found.update(withdrawn_at=timezone.now(), withdrawn_by=acting_person, decision_reason=reason)
