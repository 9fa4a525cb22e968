"""Finding an organization to connect to (rule D2).

By the beginning of its name, filled up with names that have it inside; a practice or a registry
also by its complete TIN, a virtual group only by its complete ID. Part of a TIN finds nothing, and
what is closed is not found. Measured among two million: `benchmarks/suggestion.py`.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Collate, Upper

from acoms.identifiers import masked_tin, read_virtual_group_id
from acoms.prepared import Prepared
from acoms.tins import with_tin
from contacts.models import Aco
from qpp_roles.kinds import KINDS, SSP_ACO, Kind
from qpp_roles.models import Organization

LIMIT = 10
PER_PAGE = 25
# The results page leads no further: whoever has so many types more of the name.
MOST_FOUND = 200
# Of the names inside which is searched, PostgreSQL keeps so many: with the usual 100 it takes what
# thousands have for rare, and gathers them all to give ten. A migration says it, and a benchmark.
SAMPLING = "ALTER INDEX organization_trigrams ALTER COLUMN 1 SET STATISTICS 500"
_SHORTEST_BEGINNING = 2
# A search inside names goes by three letters in a row; with fewer it would read every name.
_INSIDE = re.compile(r"[^\W_]{3}")
# As the index `organization_name` has it: whatever the letter case, in order of the letters' codes.
_NAME = Collate(Upper("name"), "C")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One organization that was found. `place_id` is the id of the Organization or the Aco.

    `identifier` is empty where it is a proof (rule D4). `detail` tells organizations of one name
    apart: the ID that CMS publishes, where it is, or the end of the TIN that was typed whole; with
    a word of warning where that does not do.
    """

    kind: Kind
    place_id: int
    name: str
    identifier: str
    detail: str


@dataclass(frozen=True, slots=True)
class ResultPage:
    """One page of what was found. `cut_off` on the last one: there is more, and typing more of the
    name finds it."""

    suggestions: list[Suggestion]
    number: int
    has_next: bool
    cut_off: bool


def suggest(kinds: Sequence[Kind], typed: str, limit: int = LIMIT) -> list[Suggestion]:
    """What to offer for what was typed so far: at most `limit`, in two queries for each table.

    Names that begin so come first and in order; the others follow in no order.
    """
    typed = plain(typed)
    by_name = [kind for kind in kinds if kind.code != "virtual_group"]
    if is_a_number(typed):
        with_tins = [kind for kind in by_name if kind.has_tin]
        if with_tins and (tin := complete_tin(typed)):
            return _of_tin(with_tins, tin)
        by_name = [kind for kind in by_name if not kind.has_tin]
    if len(typed) < _SHORTEST_BEGINNING:
        return []
    codes = tuple(kind.code for kind in by_name if kind.code != SSP_ACO)
    found = _named(codes, typed, limit) if codes else []
    if any(kind.code == SSP_ACO for kind in by_name):
        found += _named((SSP_ACO,), typed, limit)
    return found[:limit]


def find_page(kinds: Sequence[Kind], typed: str, page: int = 1) -> ResultPage:
    """The results page for those without JavaScript: as `suggest` finds, all in order of the name.

    A page beyond the last one is the last one.
    """
    found = suggest(kinds, typed, MOST_FOUND + 1)
    cut_off, found = len(found) > MOST_FOUND, found[:MOST_FOUND]
    beginning = plain(typed).upper()
    found.sort(key=lambda one: (not one.name.upper().startswith(beginning), one.name.upper()))
    last = max(1, -(-len(found) // PER_PAGE))
    number = min(max(1, page), last)
    shown = found[(number - 1) * PER_PAGE : number * PER_PAGE]
    return ResultPage(shown, number, number < last, cut_off and number == last)


def virtual_group(identifier: str) -> Organization | None:
    """The open virtual group with this ID, whole and in whatever letter case; else None."""
    try:
        complete = read_virtual_group_id(plain(identifier))
    except ValueError:
        return None
    found: Organization | None = (
        Organization.objects.open().filter(kind="virtual_group", identifier=complete).first()
    )
    return found


def begins(typed: str) -> Q:
    """The condition for a name that begins so; with `ordered_by_name` it reads only what it gives.

    For a queryset with `key`, as `with_key` has it.
    """
    return Q(key__startswith=Upper(Value(typed)))


def with_key(rows: QuerySet[Any]) -> QuerySet[Any]:
    """With `key`: the name as it is searched and ordered."""
    keyed: QuerySet[Any] = rows.alias(key=_NAME)
    return keyed


def plain(typed: str) -> str:
    """One spelling of what was typed: no odd widths, no runs of spaces, not endless."""
    return " ".join(unicodedata.normalize("NFKC", typed).replace("\0", "").split())[:200]


def is_a_number(typed: str) -> bool:
    """Digits with any punctuation: a TIN, or part of one."""
    return not any(map(str.isalpha, typed)) and any(map(str.isdigit, typed))


def complete_tin(typed: str) -> str:
    """The nine digits of a number (`is_a_number`), however punctuated; "" for more or fewer."""
    digits = re.sub(r"[^0-9]", "", typed)
    return digits if len(digits) == 9 else ""


def _of_tin(kinds: list[Kind], tin: str) -> list[Suggestion]:
    """The organizations of a complete TIN, whose end whoever typed it knows already."""
    found = Organization.objects.open().of_kinds(kinds).filter(with_tin(tin))
    return [
        Suggestion(KINDS[code], place_id, name, "", f"TIN {masked_tin(tin)}")
        for code, place_id, name in found.values_list("kind", "pk", "name")
    ]


@dataclass(frozen=True, slots=True)
class _Names:
    """The two searches for a name, prepared: one is asked at every letter that somebody types."""

    beginning: Prepared
    inside: Prepared


@lru_cache(maxsize=64)
def _names(codes: tuple[str, ...], limit: int) -> _Names:
    """For organizations of these kinds, at most `limit` of each; `ssp_aco` stands alone."""
    columns = ("kind", "pk", "name", "identifier", "where", "namesake")
    rows = _acos() if codes == (SSP_ACO,) else _organizations(codes)

    def beginning(typed: str) -> QuerySet[Any]:
        return rows.filter(begins(typed)).order_by("key", "pk").values(*columns)[:limit]

    def inside(typed: str) -> QuerySet[Any]:
        has_it = Q(name__icontains=Upper(Value(typed))) & ~begins(typed)
        return rows.filter(has_it).order_by().values(*columns)[:limit]

    return _Names(Prepared(beginning, typed=str), Prepared(inside, typed=str))


def _organizations(codes: tuple[str, ...]) -> QuerySet[Any]:
    namesakes = (
        with_key(Organization.objects.open())
        .filter(kind=OuterRef("kind"), key=OuterRef("key"), location=OuterRef("location"))
        .exclude(pk=OuterRef("pk"))
    )
    found: QuerySet[Any] = (
        with_key(Organization.objects.open())
        .filter(kind__in=codes)
        .annotate(where=F("location"), namesake=Exists(namesakes))
    )
    return found


def _acos() -> QuerySet[Any]:
    found: QuerySet[Any] = with_key(Aco.objects.all()).annotate(
        kind=Value(SSP_ACO), identifier=F("aco_id"), where=Value(""), namesake=Value(False)
    )
    return found


def _named(codes: tuple[str, ...], typed: str, limit: int) -> list[Suggestion]:
    names = _names(codes, limit)
    found = names.beginning.rows(typed=typed)
    if len(found) < limit and _INSIDE.search(typed):
        found += names.inside.rows(typed=typed)
    return [_suggestion(**row) for row in found[:limit]]


def _suggestion(
    *, kind: str, pk: int, name: str, identifier: str, where: str, namesake: bool
) -> Suggestion:
    of = KINDS[kind]
    public = identifier if of.id_is_public else ""
    known = [public, where]
    if namesake and not public:
        known.append(f"one of several with this name{'; a TIN finds one' if of.has_tin else ''}")
    return Suggestion(of, pk, name, public, " · ".join(filter(None, known)))
