"""Which types somebody would give only with a confirmation, and who could confirm (rule A5).

Read under the ACO's lock by whatever gives types, and without it by pages that say so before.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q
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
    places = CONFIRMED_PLACES & set(codes)
    if not places or not SIGNERS.isdisjoint(giver_holds):
        return Need()
    active = HeldType.objects.active().filter(aco=aco, type__in=places)
    present = {held.type: held for held in active.select_related("contact__person")}
    needed = needs_confirmation(
        giver_holds=giver_holds,
        codes=places,
        present=present,
        emptied=_emptied(aco, places - set(present), now or timezone.now()),
    )
    return Need(needed, [present[code] for code in needed if code in present])


def _emptied(aco: Aco, places: Collection[str], now: datetime) -> set[str]:
    """Those of `places`, which nobody holds, that somebody without a signer's type emptied."""
    last: Any = (
        HeldType.objects.filter(aco=aco, type__in=places, ended_at__isnull=False)
        .order_by("type", "-ended_at", "-pk")
        .distinct("type")
    )
    return {
        held.type
        for held in (last if places else ())
        if emptied_lately(ended_at=held.ended_at, by_signer=_signed_then(held), now=now)
    }


def _signed_then(held: HeldType) -> bool:
    """Whether whoever ended `held` was a signer of the ACO then, if only until that moment."""
    theirs = HeldType.objects.filter(
        Q(ended_at=None) | Q(ended_at__gte=held.ended_at),
        aco=held.aco_id,
        contact__person=held.ended_by_id,
        type__in=SIGNERS,
        since__lte=held.ended_at,
    )
    return held.ended_by_id is not None and theirs.exists()


def signing_in(aco: Aco) -> list[HeldType]:
    """The signers' types that are held in the ACO now, by name of their holders; one query."""
    held = HeldType.objects.active().filter(aco=aco, type__in=SIGNERS)
    return list(
        held.select_related("contact__person").order_by(
            "contact__person__last_name", "contact__person__first_name", "pk"
        )
    )


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
