"""The one search: what a viewer may see of what fits (rule J2).

Each source is an arm of one query, with its own condition of what the viewer sees, so that each
goes by its own index. Measured among a million entries: `benchmarks/search_all.py`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import F, FloatField, Q, Value
from django.urls import reverse

from acoms.text.folding import Like, folded, is_named
from search.models import Entry
from search.registry import all_sources, help_pages
from search.rules import Asked
from search.sources import Group, Hit, Source
from search.viewer import Viewer

PER_GROUP = 5
PER_PAGE = 25
# Whoever finds so many of one source types more of the name.
MOST = 200
Row = dict[str, Any]  # an entry: kind, key, searched and rank
_NO_RANK = Value(0.0, output_field=FloatField())


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
    sources = [one for one in all_sources() if only in (None, one.group)]
    helped = [] if asked.is_number or only not in (None, Group.HELP) else list(_help(asked))
    rows, alike = _rows(viewer, sources, _fits(asked)), False
    if not rows and not helped and not asked.is_number:
        typed = folded(asked.typed)
        rank = TrigramWordSimilarity(typed, "searched")
        rows = _rows(viewer, sources, Q(searched__trigram_word_similar=typed), rank)
        alike = bool(rows)
    first = (page - 1) * PER_PAGE
    part = slice(first, first + PER_PAGE) if only else slice(PER_GROUP)
    return Found(list(_groups(viewer, _in_order(rows, asked), helped, part)), alike)


def _fits(asked: Asked) -> Q:
    if asked.is_tin:
        return Q(tin_hash__in=asked.tin_hashes)
    if asked.npi:
        return Q(npi=asked.npi)
    return Q(*(Like(F("searched"), pattern) for pattern in asked.patterns))


def _rows(viewer: Viewer, sources: Sequence[Source], fits: Q, rank: Any = _NO_RANK) -> list[Row]:
    """The entries that the viewer sees and that fit: of each source `MOST`, and one more if there
    is one; one query."""
    arms = [
        Entry.objects.filter(seen, fits, kind=source.kind)
        .annotate(rank=rank)
        .values("kind", "key", "searched", "rank")[: MOST + 1]
        for source in sources
        if (seen := source.seen_by(viewer)) is not None
    ]
    return [dict(row) for row in arms[0].union(*arms[1:], all=True)] if arms else []


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
