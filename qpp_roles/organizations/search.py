"""Finding an organization to connect to (rule D2).

By the beginning of its name, filled up with names that have all the words in any order, or the
letters somewhere inside; accents, punctuation and `&` or "and" make no difference, nor does it
whether words are apart (`acoms.text.folding`). A practice or a registry also by its complete TIN, a
CPC+ Practice Site, which may have no name, by its complete ID, and a virtual group only by that.
Part of either finds nothing, nor is found what is closed.
Measured among two million: `benchmarks/suggestion.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value

from acoms.database.prepared import Prepared
from acoms.programme.identifiers import masked_tin, read_virtual_group_id, tin_in_search
from acoms.programme.tins import with_tin
from acoms.text.folding import SEPARATOR, Like, Searchable, folded, in_one_word
from acoms.text.numbers import in_plain_signs
from contacts.models import Aco
from qpp_roles.organizations.kinds import KINDS, SSP_ACO, Kind, KindCode
from qpp_roles.organizations.models import Organization

LIMIT = 10
PER_PAGE = 25
# The results page leads no further: whoever has so many types more of the name.
MOST_FOUND = 200
# Of the names that are searched, PostgreSQL keeps so many: with the usual 100 it takes what
# thousands have for rare, and gathers them all to give ten. A migration says it, and a benchmark.
SAMPLING = (
    "ALTER TABLE qpp_roles_organizations_organization ALTER COLUMN searched SET STATISTICS 500"
)
_SHORTEST_BEGINNING = 2
# Words that are typed as on a letterhead, and that PECOS often has not.
_LEGAL_FORMS = frozenset({"llc", "pllc", "inc", "pc", "pa", "llp", "corp", "co"})
# A search inside names goes by three letters in a row; with fewer it would read every name.
_SHORTEST_INSIDE = 3
# Each is a condition; who types more words than that has found it, or types another name.
_MOST_WORDS = 6
# PostgreSQL takes words to be strewn evenly: two that many names have, but none has both, it would
# look for name by name through millions. Said so often, they are rare enough to go by the index.
_SAID = 3


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

    Names that begin so come first and in order; the others follow in no order. Where there are
    none, it is looked for without the words for a legal form (`LLC`), in as many queries again.
    """
    typed = plain(typed)
    if found := _of_complete_id(kinds, typed):
        return found
    by_name = [kind for kind in kinds if kind.code != KindCode.VIRTUAL_GROUP]
    if is_a_number(typed):
        with_tins = [kind for kind in by_name if kind.has_tin]
        if with_tins and (tin := tin_in_search(typed)):
            return _of_tin(with_tins, tin)
        by_name = [kind for kind in by_name if not kind.has_tin]
    return _by_name(by_name, typed, limit) or _by_name(by_name, without_suffixes(typed), limit)


def _by_name(kinds: Sequence[Kind], typed: str, limit: int) -> list[Suggestion]:
    if len(folded(typed)) < _SHORTEST_BEGINNING:
        return []
    codes = tuple(kind.code for kind in kinds if kind.code != SSP_ACO)
    found = _named(codes, typed, limit) if codes else []
    if any(kind.code == SSP_ACO for kind in kinds):
        found += _named((SSP_ACO,), typed, limit)
    return found[:limit]


def find_page(kinds: Sequence[Kind], typed: str, page: int = 1) -> ResultPage:
    """The results page for those without JavaScript: as `suggest` finds, all in order of the name.

    A page beyond the last one is the last one.
    """
    found = suggest(kinds, typed, MOST_FOUND + 1)
    cut_off, found = len(found) > MOST_FOUND, found[:MOST_FOUND]
    beginning = folded(typed)
    found.sort(
        key=lambda one: (not (name := folded(one.name)).startswith(beginning), name, one.place_id)
    )
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
    return (
        Organization.objects.open().filter(kind=KindCode.VIRTUAL_GROUP, identifier=complete).first()
    )


def begins(typed: str) -> Q:
    """The condition for a name that begins so; in order of `searched` it reads what it gives."""
    return Q(Like(F("searched"), _beginning(folded(typed))))


def _beginning(name: str) -> str:
    """The pattern for a folded name. Of signs alone nothing is left, and only a name of signs
    alone begins so."""
    return f" {name or SEPARATOR}%"


def has_inside(typed: str) -> Q | None:
    """The condition for a name that has it inside; None for what is too short to look for."""
    words, one_word = _parts(typed)
    return _inside([f"% {word}%" for word in words], f"%{one_word}%") if one_word else None


def with_searched(rows: QuerySet[Any]) -> QuerySet[Any]:
    """With `searched`, for a model with a `name` that has no such column: some hundred rows."""
    named: QuerySet[Any] = rows.alias(searched=Searchable("name"))
    return named


def plain(typed: str) -> str:
    """One spelling of what was typed: plain signs, no runs of spaces, not endless."""
    return " ".join(in_plain_signs(typed).split())[:200]


def without_suffixes(typed: str) -> str:
    """What was typed without the words for a legal form, which the name on record may lack; "" if
    there is none, or nothing else."""
    words = typed.split()
    others = [word for word in words if folded(word) not in _LEGAL_FORMS]
    return "" if len(others) == len(words) else " ".join(others)


def is_a_number(typed: str) -> bool:
    """Digits with any punctuation: a TIN, or part of one."""
    return not any(map(str.isalpha, typed)) and any(map(str.isdecimal, typed))


def complete_id(kind: Kind, typed: str) -> str:
    """The ID that was typed whole, of a kind that may have no names; else ""."""
    try:
        return kind.read_id(typed) if kind.unnamed and kind.read_id else ""
    except ValueError:
        return ""


def _of_complete_id(kinds: Sequence[Kind], typed: str) -> list[Suggestion]:
    found = []
    for kind in kinds:
        if whole := complete_id(kind, typed):
            same = Organization.objects.open().filter(kind=kind.code, identifier=whole)
            found += [Suggestion(kind, one.pk, one.name, "", whole) for one in same]
    return found


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
def _names(codes: tuple[str, ...], limit: int, words: int) -> _Names:
    """For organizations of these kinds, at most `limit` of each; `ssp_aco` stands alone. Inside is
    looked for so many words."""
    columns = ("kind", "pk", "name", "identifier", "where", "namesake")
    rows = _acos() if codes == (SSP_ACO,) else _organizations(codes)
    each = {f"word_{number}": str for number in range(words)}

    def beginning(begins: str) -> QuerySet[Any]:
        found = rows.filter(Like(F("searched"), begins))
        return found.order_by("searched", "pk").values(*columns)[:limit]

    def inside(begins: str, one_word: str, **words: str) -> QuerySet[Any]:
        has_it = _inside(list(words.values()), one_word) & ~Q(Like(F("searched"), begins))
        return rows.filter(has_it).order_by().values(*columns)[:limit]

    return _Names(
        Prepared(beginning, begins=str), Prepared(inside, begins=str, one_word=str, **each)
    )


def _inside(words: Sequence[str], one_word: str) -> Q:
    """By patterns: the letters as they were typed, in one word, or each of the words."""
    as_typed = Q(Like(F("searched"), one_word))
    each = [Like(F("searched"), word) for word in words for _ in range(_SAID)]
    return as_typed | Q(*each) if each else as_typed


def _parts(typed: str) -> tuple[list[str], str]:
    """What is looked for inside names: the words, if one of them is long enough, and all in one
    word; nothing and "" of what is too short altogether."""
    name = folded(typed)
    words = list(dict.fromkeys(word for word in name.split(" ") if word != "and"))[:_MOST_WORDS]
    one_word = in_one_word(name.removesuffix(" and"))  # what follows it is not typed yet
    if len(one_word) < _SHORTEST_INSIDE:
        return [], ""
    # One word alone is among all that have its letters.
    several = len(words) > 1 and max(map(len, words)) >= _SHORTEST_INSIDE
    return (words if several else []), one_word


def _organizations(codes: tuple[str, ...]) -> QuerySet[Organization]:
    namesakes = (
        Organization.objects.open()
        .filter(kind=OuterRef("kind"), searched=OuterRef("searched"), location=OuterRef("location"))
        .exclude(pk=OuterRef("pk"))
    )
    return (
        Organization.objects.open()
        .filter(kind__in=codes)
        .annotate(where=F("location"), namesake=Exists(namesakes))
    )


def _acos() -> QuerySet[Any]:
    found: QuerySet[Any] = with_searched(Aco.objects.all()).annotate(
        kind=Value(SSP_ACO), identifier=F("aco_id"), where=Value(""), namesake=Value(False)
    )
    return found


def _named(codes: tuple[str, ...], typed: str, limit: int) -> list[Suggestion]:
    words, one_word = _parts(typed)
    names = _names(codes, limit, len(words))
    begins = _beginning(folded(typed))
    found = names.beginning.rows(begins=begins)
    if len(found) < limit and one_word:
        each = {f"word_{number}": f"% {word}%" for number, word in enumerate(words)}
        found += names.inside.rows(begins=begins, one_word=f"%{one_word}%", **each)
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
