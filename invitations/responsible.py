"""Who is told about an invitation: whoever stands for it, while they can; else those who now do.

Never someone who has left: what became of an invitation is the ACO's business (rule A5).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from accounts.models import Person
from contacts.models import HeldType
from contacts.rules import refusal_to_grant
from contacts.types import ADMIN_CODES
from invitations.models import Invitation

_Administrators = Mapping[int, Mapping[Person, set[str]]]


def responsible_for(invitations: Iterable[Invitation]) -> dict[int, list[Person]]:
    """The people to tell about each invitation, by its id; one query.

    CMS staff for what they sent; else its giver if they may grant its types still; else all
    administrators who may.
    """
    found = list(invitations)
    administrators = _administrators({one.aco_id for one in found})
    return {one.pk: _responsible(one, administrators[one.aco_id]) for one in found}


def responsible_people(invitation: Invitation) -> list[Person]:
    return responsible_for([invitation])[invitation.pk]


def able_to_give(invitations: Iterable[Invitation]) -> dict[int, list[Person]]:
    """The administrators who may give each invitation's types, by its id; one query."""
    found = list(invitations)
    administrators = _administrators({one.aco_id for one in found})
    return {one.pk: _able(one, administrators[one.aco_id]) for one in found}


def _able(invitation: Invitation, people: Mapping[Person, set[str]]) -> list[Person]:
    return [one for one, held in people.items() if not refusal_to_grant(held, invitation.types)]


def _responsible(invitation: Invitation, people: Mapping[Person, set[str]]) -> list[Person]:
    giver = invitation.given_by
    able = _able(invitation, people)
    if giver in able or (giver.is_staff and giver not in people):
        return [giver]
    return able or list(people)


def _administrators(acos: Iterable[int]) -> _Administrators:
    held = HeldType.objects.active().filter(aco__in=acos, type__in=ADMIN_CODES)
    found: dict[int, dict[Person, set[str]]] = defaultdict(lambda: defaultdict(set))
    for one in held.select_related("contact__person").order_by("pk"):
        found[one.aco_id][one.contact.person].add(one.type)
    return found
