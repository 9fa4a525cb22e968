"""Reads of invitations that pages show, each in a constant number of queries."""

from collections.abc import Sequence

from contacts.models import HeldType
from contacts.types import label_of
from invitations.models import Invitation


def hand_overs(
    invitations: Sequence[Invitation],
) -> list[tuple[Invitation, list[tuple[str, str]]]]:
    """Each invitation with who hands over which type on its activation (rule A4); one query.

    The pairs are (type label, full name of the present holder).
    """
    holders = {
        (held.aco_id, held.type): held.contact.person.full_name
        for held in HeldType.objects.active()
        .single()
        .filter(aco__in={i.aco_id for i in invitations})
        .select_related("contact__person")
    }
    return [
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
