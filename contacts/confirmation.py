"""Which types somebody would give only with a confirmation, and who could confirm (rule A5).

Read under the ACO's lock by whatever gives types, and without it by pages that say so before.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import Person
from contacts.models import Aco, Contact, HeldType
from contacts.rules import (
    CONFIRMED_PLACES,
    confirmers_in_words,
    emptied_lately,
    needs_confirmation,
)
from contacts.types import SIGNERS


@dataclass(frozen=True, slots=True)
class Need:
    """The `codes` that wait for a confirmation, and the present holdings that they would end."""

    codes: list[str] = field(default_factory=list)
    replaced: list[HeldType] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.codes)

    @property
    def replaced_ids(self) -> list[int]:
        return sorted(held.pk for held in self.replaced)


def confirmation_needed(
    aco: Aco, giver_holds: Collection[str], codes: Collection[str], now: datetime | None = None
) -> Need:
    """What of `codes` a holder of `giver_holds` would give in `aco` only with a confirmation.

    No query where no code is of that kind, or the giver is a signer.
    """
    return confirmations_needed({aco.pk: giver_holds}, codes, now)[aco.pk]


def confirmations_needed(
    givers: Mapping[int, Collection[str]], codes: Collection[str], now: datetime | None = None
) -> dict[int, Need]:
    """The same in many ACOs at once: `givers` are what the giver holds, by the ACO's id; two
    queries at most."""
    places = CONFIRMED_PLACES & set(codes)
    asked = {aco: held for aco, held in givers.items() if places and SIGNERS.isdisjoint(held)}
    if not asked:
        return {aco: Need() for aco in givers}
    present: dict[int, dict[str, HeldType]] = {aco: {} for aco in asked}
    active = HeldType.objects.active().filter(aco__in=asked, type__in=places)
    for held in active.select_related("contact__person"):
        present[held.aco_id][held.type] = held
    emptied = _emptied({aco: places - set(there) for aco, there in present.items()}, now)
    return {aco: Need() for aco in givers} | {
        aco: _need(giver_holds, places, present[aco], emptied.get(aco, set()))
        for aco, giver_holds in asked.items()
    }


def _need(
    giver_holds: Collection[str],
    places: Collection[str],
    present: Mapping[str, HeldType],
    emptied: Collection[str],
) -> Need:
    needed = needs_confirmation(
        giver_holds=giver_holds, codes=places, present=present, emptied=emptied
    )
    return Need(needed, [present[code] for code in needed if code in present])


def _emptied(
    places: Mapping[int, Collection[str]], now: datetime | None = None
) -> dict[int, set[str]]:
    """Those of `places`, which nobody holds, that somebody without a signer's type emptied; by the
    ACO's id. No query where all are filled."""
    if not any(places.values()):
        return {}
    last: Any = (
        HeldType.objects.filter(
            aco__in=places, type__in=set().union(*places.values()), ended_at__isnull=False
        )
        .order_by("aco_id", "type", "-ended_at", "-pk")
        .distinct("aco_id", "type")
        .annotate(by_signer=Exists(_held_by_who_ended_it()))
    )
    found: dict[int, set[str]] = {}
    for held in last:
        lately = emptied_lately(
            ended_at=held.ended_at, by_signer=held.by_signer, now=now or timezone.now()
        )
        if lately and held.type in places[held.aco_id]:
            found.setdefault(held.aco_id, set()).add(held.type)
    return found


def _held_by_who_ended_it() -> QuerySet[HeldType]:
    """The signers' types of the ACO that whoever ended a held type had then, if only until that
    moment."""
    return HeldType.objects.filter(
        Q(ended_at=None) | Q(ended_at__gte=OuterRef("ended_at")),
        aco=OuterRef("aco"),
        contact__person=OuterRef("ended_by"),
        type__in=SIGNERS,
        since__lte=OuterRef("ended_at"),
    )


def signing_in(aco: Aco) -> list[HeldType]:
    """The signers' types that are held in the ACO now, by name of their holders; one query."""
    return signing_in_each([aco.pk])[aco.pk]


def signing_in_each(acos: Collection[int]) -> dict[int, list[HeldType]]:
    """The same for each of many ACOs, by its id; one query at most."""
    found: dict[int, list[HeldType]] = {aco: [] for aco in acos}
    held = HeldType.objects.active().filter(aco__in=found, type__in=SIGNERS)
    for one in held.select_related("contact__person").order_by(
        "contact__person__last_name", "contact__person__first_name", "pk"
    ):
        found[one.aco_id].append(one)
    return found


def confirmers_among(
    signing: Iterable[HeldType], codes: Collection[str], neither: Collection[int | None] = ()
) -> str:
    """Who of those `signing` confirms `codes`, in words; `neither` are ids of people who do not.

    Accounts of one person are not looked for: that the action does.
    """
    able = [held for held in signing if held.contact.person_id not in neither]
    first = [held for held in able if held.type in codes]
    return confirmers_in_words([held.contact.person.full_name for held in (*first, *able)])


# What asks for a confirmation of types for a contact lies in a room above, which registers here.
Asker = Callable[[Person, Contact, Collection[str]], None]
_askers: list[Asker] = []


def register_asker(asker: Asker) -> None:
    _askers.append(asker)


def ask_for_confirmation(acting_person: Person, contact: Contact, codes: Collection[str]) -> None:
    """Offer `codes` to a contact, once a signer has confirmed it. Raises ContactError."""
    for ask in _askers:
        ask(acting_person, contact, codes)
