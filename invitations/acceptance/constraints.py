"""What must always be true of an acceptance that somebody is to confirm (rule A9)."""

from django.db import models
from django.db.models import F, Q

ACCEPTANCE = (
    # An acceptance that waited gives types only by somebody else's decision.
    models.CheckConstraint(
        name="invitation_decided_by_another",
        condition=Q(decided_by=None, not_confirmed_at=None)
        & (Q(accepted_at=None) | Q(activated_at=None))
        | Q(decided_by__isnull=False, accepted_at__isnull=False)
        & ~Q(decided_by=F("answered_by"))
        & ~Q(activated_at=None, not_confirmed_at=None),
    ),
    models.CheckConstraint(
        name="invitation_not_confirmed_and_nothing_else",
        condition=Q(not_confirmed_at=None)
        | Q(activated_at=None, declined_at=None, withdrawn_at=None),
    ),
    models.CheckConstraint(
        name="invitation_accepted_or_declined",
        condition=Q(accepted_at=None) | Q(declined_at=None),
    ),
)
