"""The facts that a first Security Official is validated by: pure Python (rules D4, D6).

Nothing here says which fact was wrong, and comparing takes as long for a wrong one as for a right
one. TINs are compared by their hashes (`acoms.programme.tins`).
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from uuid import UUID

from acoms.programme import identifiers
from acoms.programme.vocabulary import complete
from qpp_roles.organizations.kinds import KindCode

# Tries that may fail in a day: of one person at one organization, and of all people at it. Numbers
# of ours; the documents give none.
TRIES_OF_PERSON = 5
TRIES_AT_PLACE = 20
COUNTED_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact that somebody types: its field on the page, and what reads it.

    Named "identifier", "tin", "second_tin", "npi" or "ptan".
    """

    name: str
    label: str
    read: Callable[[str], str]
    help_text: str = ""
    required: bool = True


def _tin(label: str, name: str = "tin", help_text: str = "", required: bool = True) -> Fact:
    return Fact(name, label, identifiers.read_tin, help_text, required)


_OF_AN_ACO = (
    _tin("TIN of a practice in the ACO"),
    _tin(
        "TIN of another practice in the ACO",
        "second_tin",
        "Leave this empty if the whole ACO is a single TIN.",
        required=False,
    ),
)
_OF_A_REGISTRY = (
    _tin("TIN of the registry"),
    Fact(
        "identifier",
        "Vendor ID",
        identifiers.read_vendor_id,
        "CMS gave it to the registry when it approved its self-nomination.",
    ),
)
# What each kind of organization is validated by (rule D4).
FACTS: dict[str, tuple[Fact, ...]] = {
    KindCode.PRACTICE: (
        _tin("TIN of the practice"),
        Fact("npi", "NPI of one of its clinicians", identifiers.read_npi),
        Fact("ptan", "PTAN of that clinician", identifiers.read_ptan),
    ),
    KindCode.SSP_ACO: (Fact("identifier", "ACO ID", identifiers.read_aco_id), *_OF_AN_ACO),
    KindCode.NEXT_GENERATION_ACO: (
        Fact("identifier", "ACO ID", identifiers.read_next_generation_id),
        *_OF_AN_ACO,
    ),
    KindCode.CPC_PLUS_SITE: (
        Fact("identifier", "Practice Site ID", identifiers.read_practice_site_id),
        _tin(
            "TIN of a practice in the Practice Site",
            help_text="If the site has several TINs, any of them will do.",
        ),
        Fact("npi", "NPI of a clinician of that practice in the site", identifiers.read_npi),
    ),
    KindCode.QUALIFIED_REGISTRY: _OF_A_REGISTRY,
    KindCode.QCDR: _OF_A_REGISTRY,
    KindCode.VIRTUAL_GROUP: (
        _tin("TIN of a practice in the group"),
        _tin("TIN of another practice in the group", "second_tin"),
    ),
}
complete(KindCode, FACTS)


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
    asked = {fact.name: fact.required for fact in FACTS[kind_code]}
    right = [_enough_tins(asked, record, given)]
    right += [_among([tin.bytes for tin in hashes], _bytes(record.tins)) for hashes in given.tins]
    if "identifier" in asked:
        right.append(bool(given.identifier))
        right.append(_among([given.identifier.upper().encode()], [record.identifier.encode()]))
    if "npi" in asked:
        right.append(bool(given.npi) and (bool(_ptan(given.ptan)) or "ptan" not in asked))
        typed = [
            _clinician(tin, given.npi, given.ptan if "ptan" in asked else "")
            for hashes in given.tins
            for tin in hashes
        ]
        right.append(_among(typed, [_clinician(*one) for one in record.clinicians]))
    return all(right)


def could_fit(kind_code: str, record: OnRecord) -> bool:
    """Whether anything that somebody types could fit: all that this kind asks for is on record."""
    asked = {fact.name: fact.required for fact in FACTS[kind_code]}
    has_clinician = any(
        npi and (_ptan(ptan) or "ptan" not in asked) for _, npi, ptan in record.clinicians
    )
    return (
        len(record.tins) >= min(_numbers_of_tins(asked, record))
        and (bool(record.identifier) or "identifier" not in asked)
        and (has_clinician or "npi" not in asked)
    )


def _numbers_of_tins(asked: Mapping[str, bool], record: OnRecord) -> set[int]:
    """How many TINs will do; of a single practice also without the one that may be left empty."""
    tins = [required for name, required in asked.items() if name in ("tin", "second_tin")]
    return {len(tins), sum(tins)} if record.single_tin else {len(tins)}


def _enough_tins(asked: Mapping[str, bool], record: OnRecord, given: Given) -> bool:
    different = {hashes[0] for hashes in given.tins}
    return len(different) == len(given.tins) and len(different) in _numbers_of_tins(asked, record)


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
