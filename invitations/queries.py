"""Reads of invitations that pages show, each in a constant number of queries."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from django.utils import timezone

from accounts.models import Person
from acoms.once.shown import fingerprint
from acoms.text.email_addresses import normalize_email
from contacts.models import Aco, HeldType
from contacts.types import label_of
from invitations.models import Invitation

SAME_FORM = timedelta(minutes=15)  # within which a form that comes twice is taken for one


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


def invited_so(person: Person, aco: Aco, email: str, codes: Collection[str]) -> Invitation | None:
    """What a person has just invited an address to, if to these very types: the same form again."""
    lately = timezone.now() - SAME_FORM
    own = Invitation.objects.still_open(timezone.now()).filter(
        aco=aco, email=normalize_email(email), invited_by=person, sent_at__gt=lately
    )
    found = own.with_people().first()
    return found if found is not None and set(found.types) == set(codes) else None
