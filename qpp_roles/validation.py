"""The facts that a first Security Official is validated by: pure Python (rules D4, D6).

Nothing here says which fact was wrong, and comparing takes as long for a wrong one as for a right
one. TINs are compared by their hashes (`acoms.tins`).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from uuid import UUID

# Tries that may fail in a day: of one person at one organization, and of all people at it. Numbers
# of ours; the documents give none.
TRIES_OF_PERSON = 5
TRIES_AT_PLACE = 20
COUNTED_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Asked:
    """What one kind of organization is validated by (rule D4)."""

    tins: int
    identifier: bool = False
    npi: bool = False
    ptan: bool = False
    fewer_if_single: bool = False


_ACO = Asked(tins=2, identifier=True, fewer_if_single=True)
_REGISTRY = Asked(tins=1, identifier=True)
ASKED: dict[str, Asked] = {
    "practice": Asked(tins=1, npi=True, ptan=True),
    "ssp_aco": _ACO,
    "next_generation_aco": _ACO,
    "cpc_plus_site": Asked(tins=1, identifier=True, npi=True),
    "qualified_registry": _REGISTRY,
    "qcdr": _REGISTRY,
    "virtual_group": Asked(tins=2),
}


@dataclass(frozen=True, slots=True)
class OnRecord:
    """What is known of an organization.

    `tins` are its own or its practices'; `clinicians` are TIN, NPI and, for a practice, PTAN;
    `single_tin` says that one practice makes up an ACO.
    """

    identifier: str = ""
    tins: frozenset[UUID] = frozenset()
    clinicians: frozenset[tuple[UUID, str, str]] = frozenset()
    single_tin: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """What was typed. Each TIN is its hashes, one for each key that it may be stored under."""

    identifier: str = ""
    tins: tuple[tuple[UUID, ...], ...] = ()
    npi: str = ""
    ptan: str = ""


def fits(kind_code: str, record: OnRecord, given: Given) -> bool:
    """Whether all that was given is on record, and all that this kind asks for was given (D4).

    Two TINs are two different ones. A PTAN's hyphens do not count.
    """
    asked = ASKED[kind_code]
    right = [_enough_tins(asked, record, given)]
    right += [_among([tin.bytes for tin in hashes], _bytes(record.tins)) for hashes in given.tins]
    if asked.identifier:
        right.append(bool(given.identifier))
        right.append(_among([given.identifier.upper().encode()], [record.identifier.encode()]))
    if asked.npi:
        right.append(bool(given.npi) and (bool(_ptan(given.ptan)) or not asked.ptan))
        typed = [
            _clinician(tin, given.npi, given.ptan if asked.ptan else "")
            for hashes in given.tins
            for tin in hashes
        ]
        right.append(_among(typed, [_clinician(*one) for one in record.clinicians]))
    return all(right)


def could_fit(kind_code: str, record: OnRecord) -> bool:
    """Whether anything that somebody types could fit: all that this kind asks for is on record."""
    asked = ASKED[kind_code]
    fewest = 1 if asked.fewer_if_single and record.single_tin else asked.tins
    has_clinician = any(
        npi and (_ptan(ptan) or not asked.ptan) for _, npi, ptan in record.clinicians
    )
    return (
        len(record.tins) >= fewest
        and (bool(record.identifier) or not asked.identifier)
        and (has_clinician or not asked.npi)
    )


def _enough_tins(asked: Asked, record: OnRecord, given: Given) -> bool:
    different = {hashes[0] for hashes in given.tins}
    wanted = {asked.tins} | (
        {1, asked.tins} if asked.fewer_if_single and record.single_tin else set()
    )
    return len(different) == len(given.tins) and len(different) in wanted


def _bytes(tins: Collection[UUID]) -> list[bytes]:
    return [tin.bytes for tin in tins]


def _clinician(tin: UUID, npi: str, ptan: str) -> bytes:
    return f"{tin.hex} {npi} {_ptan(ptan)}".encode()


def _ptan(ptan: str) -> str:
    return ptan.replace("-", "").upper()


def _among(typed: Sequence[bytes], known: Iterable[bytes]) -> bool:
    """Whether one of `typed` is known; everything is compared with everything, found or not."""
    found = False
    for one in known:
        for other in typed:
            found |= compare_digest(one, other)
    return found


def tries_left(own: int, at_place: int) -> int:
    """How many more tries of one person may fail now."""
    return max(0, min(TRIES_OF_PERSON - own, TRIES_AT_PLACE - at_place))


def locked_until(own: Collection[datetime], at_place: Collection[datetime]) -> datetime | None:
    """When the next try is taken, given the counted ones that failed; None for at once (D6).

    `at_place` are everybody's at the organization, `own` this person's among them.
    """
    ends = [
        sorted(tries)[-most] + COUNTED_FOR
        for tries, most in ((own, TRIES_OF_PERSON), (at_place, TRIES_AT_PLACE))
        if len(tries) >= most
    ]
    return max(ends, default=None)
