"""The one search: what a viewer may see of what fits (rule J2).

Each source is an arm of one query, with its own condition of what the viewer sees, so that each
goes by its own index. It is prepared once a day for each sort of viewer and of search. Measured
among a million entries: `benchmarks/search_all.py`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.contrib.postgres.lookups import TrigramWordSimilar
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import F, FloatField, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils import timezone

from acoms.database.among import Among
from acoms.database.prepared import Kind, Prepared
from acoms.text.folding import Like, folded, is_named
from search.models import Entry
from search.registry import all_sources, help_pages
from search.rules import Asked
from search.sources import Group, Hit
from search.viewer import Sight, Viewer

PER_GROUP = 5
PER_PAGE = 25
# Whoever finds so many of one source types more of the name.
MOST = 200
# Of what is only like it so many are compared, whichever come first: each costs 30 microseconds.
MOST_RANKED = 2_000
Typed = dict[str, Any]  # what is looked for, by the form of it
Row = dict[str, Any]  # an entry: kind, key, searched and rank
_NO_RANK = Value(0.0, output_field=FloatField())
# The rows of so few ACOs are read one by one sooner than a million entries' words are asked for
# them. PostgreSQL thinks otherwise: it is shown an expression that has no index.
_FEW_ACOS = 10
_UNINDEXED = Concat("searched", Value(""), output_field=TextField())


@dataclass(frozen=True, slots=True)
class GroupFound:
    """The results of one group that a page shows: `total` of them in all, or more (`cut_off`)."""

    group: Group
    hits: Sequence[Hit]
    total: int
    cut_off: bool

    @property
    def count(self) -> str:
        return f"{self.total:,}+" if self.cut_off else f"{self.total:,}"

    @property
    def has_more(self) -> bool:
        return self.total > len(self.hits)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search has found. `alike` says that nothing has just these words, and these are like
    them."""

    groups: Sequence[GroupFound]
    alike: bool = False

    @property
    def total(self) -> int:
        return sum(each.total for each in self.groups)


def search(viewer: Viewer, asked: Asked, only: Group | None = None, page: int = 1) -> Found:
    """What fits, by group: the first of each, or a page of `only` one."""
    kinds = tuple(
        one.kind for one in all_sources() if only in (None, one.group) and one.open_to(viewer)
    )
    helped = [] if asked.is_number or only not in (None, Group.HELP) else list(_help(asked))
    rows, alike = _rows(viewer, kinds, _typed(asked)), False
    if not rows and not helped and not asked.is_number:
        rows = _rows(viewer, kinds, {"alike": folded(asked.typed)})
        alike = bool(rows)
    first = (page - 1) * PER_PAGE
    part = slice(first, first + PER_PAGE) if only else slice(PER_GROUP)
    return Found(list(_groups(viewer, _in_order(rows, asked), helped, part)), alike)


def _typed(asked: Asked) -> Typed:
    if asked.is_tin:
        return {"tin": list(asked.tin_hashes)}
    if asked.npi:
        return {"npi": asked.npi}
    return {f"word {number}": pattern for number, pattern in enumerate(asked.patterns)}


def _fits(typed: Typed, *, by_words: bool) -> tuple[Q, Any]:
    """The condition of what fits, and how like it is to what was typed."""
    if "tin" in typed:
        return Q(Among(F("tin_hash"), typed["tin"])), _NO_RANK
    if "npi" in typed:
        return Q(npi=typed["npi"]), _NO_RANK
    words = F("searched") if by_words else _UNINDEXED
    if "alike" in typed:
        like = TrigramWordSimilarity(typed["alike"], "searched")
        return Q(TrigramWordSimilar(words, typed["alike"])), like
    return Q(*(Like(words, pattern) for pattern in typed.values())), _NO_RANK


def _rows(viewer: Viewer, kinds: tuple[str, ...], typed: Typed) -> list[Row]:
    """The entries that the viewer sees and that fit: of each source `MOST`, and one more if there
    is one; one query."""
    if not kinds:
        return []
    forms = tuple((name, type(value)) for name, value in typed.items())
    sort = (viewer.is_staff, viewer.is_staff or len(viewer.held) > _FEW_ACOS)
    prepared, asked = _prepared(kinds, *sort, forms, timezone.localdate())
    return prepared.rows(**typed, **{name: viewer.ids_of(name) for name in asked})


@lru_cache(maxsize=64)
def _prepared(
    kinds: tuple[str, ...],
    is_staff: bool,
    by_words: bool,
    forms: tuple[tuple[str, Kind], ...],
    today: date,
) -> tuple[Prepared, frozenset[str]]:
    """The query, and which ids of the viewer's ACOs it asks for. Of `today`: what is shown depends
    on the day."""
    sources = [one for one in all_sources() if one.kind in kinds]

    def build(**values: Any) -> QuerySet[Any, Any]:
        typed = {name: values.pop(name) for name, _ in forms}
        fits, rank = _fits(typed, by_words=by_words)
        entries = Entry.objects.filter(fits).annotate(rank=rank)
        arms = [
            entries.filter(source.seen_by(Sight(is_staff, values)), kind=source.kind)
            for source in sources
        ]
        if "alike" in typed:  # of those that are compared the most alike are shown
            arms = [
                Entry.objects.filter(pk__in=arm.values("pk")[:MOST_RANKED])
                .annotate(rank=rank)
                .order_by("-rank")
                for arm in arms
            ]
        first, *others = (arm.values("kind", "key", "searched", "rank")[: MOST + 1] for arm in arms)
        return first.union(*others, all=True)

    sight = Sight(is_staff)
    for source in sources:
        source.seen_by(sight)
    of_ids: dict[str, Kind] = dict.fromkeys(sight.asked, list)
    return Prepared(build, **dict(forms), **of_ids), frozenset(sight.asked)


def _in_order(rows: Sequence[Row], asked: Asked) -> list[Row]:
    """The most alike first, then names that begin as it was typed, then by name."""
    begins = f" {folded(asked.typed)}"
    return sorted(
        rows,
        key=lambda row: (-row["rank"], not row["searched"].startswith(begins), row["searched"]),
    )


def _groups(
    viewer: Viewer, rows: Sequence[Row], helped: Sequence[Hit], part: slice
) -> Iterator[GroupFound]:
    sources = {one.kind: one for one in all_sources()}
    of_group: dict[Group, list[Row | Hit]] = defaultdict(list)
    of_group[Group.HELP] += helped
    for row in rows:
        of_group[sources[row["kind"]].group].append(row)
    cut_off = {
        sources[kind].group
        for kind, number in Counter(row["kind"] for row in rows).items()
        if number > MOST
    }
    for group in Group:
        if found := of_group[group]:
            yield GroupFound(group, _hits(viewer, found[part]), len(found), group in cut_off)


def _hits(viewer: Viewer, found: Sequence[Row | Hit]) -> list[Hit]:
    """What is shown of these, in their order; a constant number of queries for each source."""
    keys: dict[str, list[int]] = defaultdict(list)
    for one in found:
        if not isinstance(one, Hit):
            keys[one["kind"]].append(one["key"])
    shown = {
        source.kind: source.hits(viewer, keys[source.kind])
        for source in all_sources()
        if source.kind in keys
    }
    hits = (one if isinstance(one, Hit) else shown[one["kind"]].get(one["key"]) for one in found)
    return [hit for hit in hits if hit is not None]


def _help(asked: Asked) -> Iterator[Hit]:
    for page in help_pages():
        if is_named(f"{page.title} {page.words}", asked.typed):
            yield Hit(page.title, "Help page", reverse(page.url_name))
