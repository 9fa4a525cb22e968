"""What open invitations offer to one person, under whichever of their addresses (rules A3, A11)."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone

from contacts.one_person import OnePerson
from contacts.rules import Elsewhere
from invitations.models import Invitation, InvitationQuerySet


def unanswered_to(aco_id: int, person: OnePerson) -> InvitationQuerySet:
    """Unanswered invitations to any address of the person, or to a new one for any record."""
    theirs = Q(email__in=person.addresses)
    if person.records:
        theirs |= Q(replaces__in=person.records)
    return Invitation.objects.unanswered().filter(theirs, aco=aco_id)


def as_elsewhere(invitations: Iterable[Invitation]) -> list[Elsewhere]:
    return [
        Elsewhere(one.email, one.types, one.given_by.full_name)
        for one in invitations
        if one.is_open
    ]


def offers_to(aco_id: int, person: OnePerson) -> list[Elsewhere]:
    """What the person may still say yes to in the ACO; one query."""
    found = unanswered_to(aco_id, person).filter(expires_at__gt=timezone.now())
    return as_elsewhere(found.select_related("invited_by", "taken_over_by"))
