"""A list page's search, sorting and paging, read from its address and written into its links."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from math import ceil
from typing import Any, Generic, TypeVar

from django.contrib import messages
from django.db.models.expressions import OrderBy
from django.http import HttpRequest, QueryDict
from django.utils.html import format_html

from acoms.text.folding import Folded
from acoms.text.numbers import key_of

PAGE = 50
_LONGEST_SEARCH = 100

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column of a list: all that is said of it, for the page and for the file.

    `order` are `order_by` names, empty for one that does not sort. Names of people and
    organizations are `Folded`: Accountable comes before AMITA, Ángel before Ann, and O'Brien beside
    Obrien.

    `cell` is what a row shows: a value (see `acoms.tables.cells`), or the name of a template that
    draws it from `row` and what the page knows. `file` are the columns of the CSV file that it
    stands for; without, its own value stands there under its heading, and a template's not at all.

    One column of a list `names_row`. On a phone each cell says its heading, but what has none to
    say or is `plain`.
    """

    key: str
    label: str
    order: tuple[str | Folded, ...] = ()
    _: KW_ONLY
    cell: Callable[[Row], object] | str
    file: Mapping[str, Callable[[Row], object]] | None = None
    names_row: bool = False
    plain: bool = False

    @property
    def in_file(self) -> Mapping[str, Callable[[Row], object]]:
        """The columns of the file: heading and value."""
        if self.file is not None:
            return self.file
        return {} if isinstance(self.cell, str) else {self.label: self.cell}


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading as the page shows it; `direction` is the value of `aria-sort` or empty."""

    label: str
    url: str
    direction: str


class ListState:
    """What a visitor asked of a list: `?q=park&sort=-since&page=2&type=other`.

    Whatever is not understood falls back to the first page, the first column's order and no
    search; nothing of it reaches the database unchecked.
    """

    def __init__(
        self,
        request: HttpRequest,
        columns: Sequence[Column[Any]],
        *,
        per_page: int = PAGE,
        first: str = "",
    ) -> None:
        """`first` is the order where none is asked for, as the address would have it ("-since")."""
        self._request = request
        self.params: QueryDict = request.GET
        self.columns = columns
        self.per_page = per_page
        self.search = _plain(self.params.get("q", ""))[:_LONGEST_SEARCH].strip()
        sortable = {column.key: column for column in columns if column.order}
        asked = self.params.get("sort", "")
        asked = asked if asked.removeprefix("-") in sortable else first
        known = sortable.get(asked.removeprefix("-"))
        self.descending = known is not None and asked.startswith("-")
        self.sorted_by = known or next(iter(sortable.values()))
        page = self.params.get("page", "")
        self.number = max(1, key_of(page[:7]) or 1)

    @property
    def order(self) -> tuple[str | OrderBy, ...]:
        """For `order_by`; add the primary key behind it, so that pages never overlap."""
        return tuple(_ordered(one, self.descending) for one in self.sorted_by.order)

    @property
    def rows(self) -> slice:
        """The rows of this page, for slicing a query."""
        return slice((self.number - 1) * self.per_page, self.number * self.per_page)

    def chosen(self, name: str, known: Mapping[str, Any] | Sequence[str]) -> str:
        """The value of a filter, if it is one of `known`; else ""."""
        value = self.params.get(name, "")
        return value if value in known else ""

    def url(self, **changes: Any) -> str:
        """This list with some of its parameters changed; None or "" takes one away."""
        params = self.params.copy()
        for name, value in changes.items():
            if value in (None, ""):
                params.pop(name, None)
            else:
                params[name] = str(value)
        return f"?{params.urlencode()}" if params else "?"

    @property
    def headings(self) -> list[Heading]:
        """The columns' headings: a click sorts, a second one turns the order round."""
        return [self._heading(column) for column in self.columns]

    def _heading(self, column: Column[Any]) -> Heading:
        if not column.order:
            return Heading(column.label, "", "")
        current = column is self.sorted_by
        turned = f"-{column.key}" if current and not self.descending else column.key
        direction = ("descending" if self.descending else "ascending") if current else ""
        return Heading(column.label, self.url(sort=turned, page=None), direction)

    def paging(self, total: int) -> dict[str, Any]:
        """What `parts/paging.html` shows of a list with `total` rows in all; says so where the page
        that was asked for lies past its end."""
        self._say_if_past(total)
        first = (self.number - 1) * self.per_page + 1
        last = min(self.number * self.per_page, total)
        most = max(1, ceil(total / self.per_page))
        return {
            "total": total,
            "first": first,
            "last": last,
            "previous": self.url(page=min(self.number - 1, most)) if self.number > 1 else "",
            "next": self.url(page=self.number + 1) if last < total else "",
        }

    def _say_if_past(self, total: int) -> None:
        if self.number > 1 and (self.number - 1) * self.per_page >= total:
            said = 'Page {} is past the end of this list. <a href="{}">Go to the first page</a>'
            words = format_html(said, self.number, self.url(page=None))
            messages.warning(self._request, words, fail_silently=True)


def unsorted(columns: Sequence[Column[Any]]) -> list[Heading]:
    """The headings of a list that has one order."""
    return [Heading(column.label, "", "") for column in columns]


def _ordered(by: str | Folded, descending: bool) -> str | OrderBy:
    if isinstance(by, Folded):
        return OrderBy(by, descending=descending)
    if not descending:
        return by
    return by[1:] if by.startswith("-") else f"-{by}"


def _plain(text: str) -> str:
    return text.replace("\x00", "")  # which PostgreSQL takes in no text
