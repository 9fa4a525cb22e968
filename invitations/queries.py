"""Reads of invitations that pages show, each in a constant number of queries."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from acoms.database.history import last_changed
from acoms.once.shown import fingerprint
from contacts.models import HeldType
from contacts.types import label_of
from invitations.models import Invitation


def with_changed_at(
    invitations: QuerySet[Invitation], since: datetime | None = None
) -> QuerySet[Invitation, Any]:
    """Each with `changed_at`, when it changed last; only those that changed at `since` or later."""
    found: Any = invitations.annotate(changed_at=last_changed(Invitation, "pk"))
    return found if since is None else found.filter(changed_at__gte=since)  # type: ignore[no-any-return]


def hand_overs(
    invitations: Sequence[Invitation],
) -> list[tuple[Invitation, list[tuple[str, str]]]]:
    """Each invitation with who hands over which type on its activation (rule A4); one query.

    The pairs are (type label, full name of the present holder). `shows` of each invitation is the
    fingerprint of this.
    """
    holders = {
        (held.aco_id, held.type): held.contact.person.full_name
        for held in HeldType.objects.active()
        .single()
        .filter(aco__in={i.aco_id for i in invitations})
        .select_related("contact__person")
    }
    found = [
        (
            invitation,
            [
                (label_of(code), holders[invitation.aco_id, code])
                for code in invitation.types
                if (invitation.aco_id, code) in holders
            ],
        )
        for invitation in invitations
    ]
    for invitation, hands in found:
        invitation.shows = fingerprint(_shown(invitation, hands))  # type: ignore[attr-defined]
    return found


def _shown(invitation: Invitation, hands: list[tuple[str, str]]) -> dict[str, object]:
    return {"contact types": sorted(invitation.types), "who hands over": hands}


def shown_to_answer(invitation: Invitation) -> dict[str, object]:
    """What the invited person is shown before they activate (`acoms.once.shown`); one query."""
    ((_, hands),) = hand_overs([invitation])
    return _shown(invitation, hands)
