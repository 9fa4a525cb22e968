"""Which accounts are said to be one person's, and which may not become one (rules A5, A11).

Nobody holds powers that they gave or confirmed themselves: so two accounts are not linked, by a
change of address or a merge, while one of them holds what the other one gave.
"""

from collections.abc import Collection, Iterable, Iterator

from django.db.models import Q
from django.utils import timezone

from accounts.models import Person
from contacts.models import HeldType
from contacts.one_person import accounts_of_one_person
from contacts.rules import POWERS, listed
from invitations.models import Invitation


def said_to_be_one(aco_id: int, but: int | None) -> list[set[int]]:
    """For `contacts.one_person`: the accounts of each change of address that is open in an ACO, but
    for the invitation with the id `but`; one query, and one more where there is any."""
    open_ones = Invitation.objects.still_open(timezone.now()).filter(
        aco=aco_id, replaces__isnull=False
    )
    if but is not None:
        open_ones = open_ones.exclude(pk=but)
    found = list(open_ones.values_list("replaces__person", "email", "answered_by"))
    if not found:
        return []
    known = Person.objects.filter(email__in=[email for _, email, _ in found])
    keys = known.values_list("pk", "email", "merged_into")
    account = {email: merged or pk for pk, email, merged in keys}
    return [
        {key for key in (old, account.get(email), answered) if key is not None}
        for old, email, answered in found
    ]


def refusal_to_link(aco_id: int, one: Person, other: Person) -> str:
    """Why two accounts cannot become one person's in an ACO, because one of them holds powers that
    the other one gave or confirmed; empty if they can (rule A5)."""
    ones, others = (accounts_of_one_person(aco_id, person.pk) for person in (one, other))
    if others & ones:
        return ""
    for holders, givers in ((ones, others), (others, ones)):
        if given := sorted({held.type for held in _given(aco_id, holders, givers)}):
            holder, giver = (one, other) if holders is ones else (other, one)
            return (
                f"{giver.email} gave or confirmed that {holder.email} is {listed(given)}, and "
                "nobody gives that to themselves. End that type first, or ask another "
                "administrator to give it."
            )
    return ""


def _given(aco_id: int, holders: Collection[int], givers: Collection[int]) -> Iterator[HeldType]:
    """The powers that some of `holders` hold, and some of `givers` gave or confirmed."""
    held = HeldType.objects.active().filter(
        aco=aco_id, contact__person__in=holders, type__in=POWERS
    )
    answered = list(
        Invitation.objects.filter(
            Q(invited_by__in=givers) | Q(taken_over_by__in=givers) | Q(confirmed_by__in=givers),
            aco=aco_id,
            answered_by__in=holders,
            activated_at__isnull=False,
        )
    )
    for one in held:
        if one.given_by_id in givers or _came_by(one, answered):
            yield one


def _came_by(held: HeldType, invitations: Iterable[Invitation]) -> bool:
    """Whether a type came by one of these; what was given anew by somebody else since, did not."""
    return any(
        held.type in each.types
        and each.activated_at is not None
        and each.activated_at <= held.since
        and held.given_by_id == each.given_by.pk
        for each in invitations
    )
