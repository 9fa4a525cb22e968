"""What must always be true of an invitation that somebody confirms: a signer before it is sent
(rule A5), or somebody who decides on its acceptance (rule A9)."""

from django.db import models
from django.db.models import F, Q

UNCONFIRMED = Q(confirmation_asked_at__isnull=False, confirmed_at=None)

CONFIRMATION = (
    models.CheckConstraint(
        name="invitation_confirmed_by_someone",
        condition=Q(confirmed_at=None, confirmed_by=None, confirmed_over=None)
        | Q(
            confirmation_asked_at__isnull=False,
            confirmed_at__isnull=False,
            confirmed_by__isnull=False,
            confirmed_over__isnull=False,
        ),
    ),
    models.CheckConstraint(
        name="invitation_confirmed_by_another",
        condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("invited_by")),
    ),
    models.CheckConstraint(
        name="invitation_sent_once_confirmed",
        condition=~UNCONFIRMED | Q(sent_at__lte=F("confirmation_asked_at")),
    ),
    models.CheckConstraint(
        name="invitation_answered_once_confirmed",
        condition=~UNCONFIRMED | Q(activated_at=None, declined_at=None),
    ),
    models.CheckConstraint(
        name="invitation_unsent_while_unconfirmed",
        condition=Q(generation__gt=0) | UNCONFIRMED,
    ),
    models.CheckConstraint(
        name="invitation_refused_instead_of_confirmed",
        condition=Q(refused=False) | (Q(withdrawn_at__isnull=False) & UNCONFIRMED),
    ),
)

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
