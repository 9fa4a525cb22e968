"""Finding articles: words in title, summary and text, the last word as far as it is typed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db.models import F

from acoms.text.folding import folded
from documents.library.models import (
    LibraryFile,
    LibraryFileQuerySet,
    Version,
    VersionQuerySet,
    found_by,
)

MOST = 30  # articles, and files, on one page: more words find fewer
_MOST_WORDS = 12
# Around what was found. No text of an article has them (`rules.refusals`), so nothing pretends.
_FROM, _TO = "\x02", "\x03"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text, and whether it is what was searched for."""

    text: str
    found: bool


def words_of(typed: str) -> list[str]:
    """What was typed, folded as the articles are."""
    text = re.sub(r"\be mail", "email", folded(typed))
    return re.findall(r"[^\W_]+", text)[:_MOST_WORDS]


def search(typed: str, *, some: bool = False) -> VersionQuerySet:
    """What readers read now that has all words that were typed, or `some`: the best first, a word
    in a title before one in a summary before one in the text; one query.

    Each has `headline`, the place of its text where the words stand (`pieces`).
    """
    asked = _query(words_of(typed), some=some)
    if asked is None:
        return Version.objects.none()
    headline = SearchHeadline(
        "words",
        asked,
        config="english",
        start_sel=_FROM,
        stop_sel=_TO,
        max_words=32,
        min_words=16,
        short_word=0,  # type: ignore[arg-type]  # a number, as the others
        max_fragments=2,
        fragment_delimiter=" … ",
    )
    # Word by word: two of them far apart in the text are no better than two in the title.
    rank = SearchRank(F("search"), _query(words_of(typed), some=True))
    found = Version.objects.current().filter(search=asked).annotate(rank=rank, headline=headline)
    return found.order_by("-rank", "title", "pk")[:MOST]


def search_files(typed: str, *, some: bool = False) -> LibraryFileQuerySet:
    """What readers see of files that has all words that were typed, or `some`, in its name or in
    what it is: the best first; one query. There are some hundred files at most: no index."""
    asked = _query(words_of(typed), some=some)
    if asked is None:
        return LibraryFile.objects.none()
    words = found_by("file__name", "english", "A") + found_by("about", "english", "B")
    words += found_by("file__name", "simple", "A") + found_by("about", "simple", "B")
    rank = SearchRank(words, _query(words_of(typed), some=True))
    found = LibraryFile.objects.current().annotate(search=words, rank=rank).filter(search=asked)
    return found.order_by("-rank", "file__name", "pk")[:MOST]


def pieces(headline: str) -> Iterator[Piece]:
    """A headline taken apart: nothing of it is HTML."""
    for i, part in enumerate(re.split(f"[{_FROM}{_TO}]", headline)):
        if part:
            yield Piece(part.replace("\n", " · "), found=i % 2 == 1)


def _query(words: list[str], *, some: bool) -> Any:
    """Each word in any of its forms, the last one also as a beginning. Words that say nothing, such
    as "how to", PostgreSQL leaves out."""
    if not words:
        return None
    *before, last = words
    begun = SearchQuery(f"{last}:*", config="simple", search_type="raw")
    asked: Any = SearchQuery(last, config="english") | begun
    for word in before:
        whole = SearchQuery(word, config="english")
        asked = asked | whole if some else asked & whole
    return asked
