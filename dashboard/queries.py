"""What the Dashboard, its list and the calendar say of a person; each in a constant number of
queries, whether they have 1 ACO or 45."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.timezone import localdate

from contacts.attention import Item, to_do
from contacts.models import Aco, HeldType
from contacts.permissions import Permission, decide
from contacts.queries import acos_of_person
from contacts.rules import missing_required
from contacts.statements import concerning
from contacts.tabs import first_tab
from dashboard.checklist import Checklist
from dashboard.rules import is_new
from participants.certification.models import CertifiedList
from participants.lists.models import Participant

ACOS = 6  # of one's own, named on the Dashboard


class Theirs(NamedTuple):
    """A person's ACOs, each with `codes` and `filled`, all that they are to do, and the types for
    which something waits for their own answer."""

    acos: list[Any]
    items: list[Item]
    statements: list[HeldType]


def of_person(person_id: int) -> Theirs:
    acos = list(acos_of_person(person_id))
    statements, unconfirmed = concerning(person_id)
    return Theirs(acos, [*unconfirmed, *to_do(person_id, acos)], statements)


@dataclass(frozen=True, slots=True)
class OwnAco:
    """One's own ACO in the compact list, with how much there is to do in it."""

    aco: Any
    to_do: int

    @property
    def url(self) -> str:
        return reverse(first_tab(self.aco.codes), args=[self.aco.aco_id])


def own_acos(acos: Sequence[Any], items: Sequence[Item]) -> list[OwnAco]:
    """Those with most to do first; no query."""
    number = Counter(item.aco.aco_id for item in items if item.aco)
    found = [OwnAco(aco, number[aco.aco_id]) for aco in acos]
    return sorted(found, key=lambda one: -one.to_do)[:ACOS]


def _is_new(aco: Aco) -> bool:
    began = aco.initial_start_date or aco.agreement_start_date or localdate(aco.created_at)
    return aco.ends_on is None and is_new(began, localdate())


def checklists(acos: Sequence[Any]) -> Iterator[Checklist]:
    """For each new ACO whose contacts one edits and that has never certified a list, what is still
    to do before it can; none whose agreement ends. One query."""
    edited = {
        aco.pk: aco for aco in acos if decide(aco.codes, Permission.CONTACTS_EDIT) and _is_new(aco)
    }
    if not edited:
        return
    new = Aco.objects.filter(pk__in=edited).exclude(
        Exists(CertifiedList.objects.filter(aco=OuterRef("pk")))
    )
    has_list = Exists(Participant.objects.filter(aco=OuterRef("pk")))
    for pk, listed in new.annotate(has_list=has_list).values_list("pk", "has_list"):
        aco = edited[pk]
        missing = missing_required(aco.filled)
        yield Checklist(aco, [row.code for row in missing], has_participants=listed)
