"""Lists in pages. A page ends at a row, and the next one begins behind it: rows that are added or
go meanwhile move no other from one page to another."""

import hashlib
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.core.signing import BadSignature, Signer
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from ninja import Schema
from pydantic import Field

from acoms.api.problems import INVALID_CURSOR, Problem

LIMIT, MOST = 50, 200
Item = TypeVar("Item", bound=Schema)
Row = TypeVar("Row")


class AskedPage(Schema):
    """The parameters of every list."""

    limit: int = Field(LIMIT, ge=1, le=MOST, description="How many items a page has at most.")
    cursor: str | None = Field(
        None, max_length=400, description="Where the page begins: from next, as it is."
    )


class Page(Schema, Generic[Item]):
    """A page of a list; `next` leads to the next one."""

    items: list[Item]
    next: str | None = Field(description="The address of the next page; null after the last.")
    count: int = Field(description="How many items there are on all pages.")


def one_page(
    request: HttpRequest,
    found: QuerySet[Any, Row],
    asked: AskedPage,
    *,
    key: str,
) -> tuple[list[Row], str | None, int]:
    """The rows of `found` that the page has, the address of the next page, and how many there are
    on all; one query, and one more where there are several pages.

    `key` is a column with which each row stands once: the rows come in its order.
    """
    cut = found.order_by(key)
    if asked.cursor is not None:
        cut = cut.filter(**{f"{key}__gt": _read_cursor(request, asked.cursor)})
    return page_of(request, list(cut[: asked.limit + 1]), asked, key=key, count=found.count)


def page_of(
    request: HttpRequest, rows: list[Row], asked: AskedPage, *, key: str, count: Callable[[], int]
) -> tuple[list[Row], str | None, int]:
    """The same of the page's `rows`, one more than it has where another page follows; `count` says
    how many there are on all."""
    more = len(rows) > asked.limit
    rows = rows[: asked.limit]
    total = count() if more or asked.cursor is not None else len(rows)
    return rows, next_page(request, _key_of(rows[-1], key)) if more else None, total


def _key_of(row: Any, key: str) -> Any:
    return row[key] if isinstance(row, dict) else getattr(row, key)


def part_of(
    request: HttpRequest, all_: Sequence[Row], asked: AskedPage, *, key: Callable[[Row], int]
) -> tuple[list[Row], str | None, int]:
    """The same of rows that are all there, in the order of a number that each has."""
    after = -1 if asked.cursor is None else _read_cursor(request, asked.cursor)
    rest = [row for row in sorted(all_, key=key) if key(row) > after]
    rows = rest[: asked.limit]
    more = len(rest) > asked.limit
    return rows, next_page(request, key(rows[-1])) if more else None, len(all_)


def next_page(request: HttpRequest, last: int) -> str:
    """The address of the page that begins behind the row with this key."""
    query = request.GET.copy()
    query["cursor"] = _signer(request).sign_object(last)
    return f"{request.path}?{query.urlencode()}"


def _read_cursor(request: HttpRequest, cursor: str) -> int:
    try:
        last = _signer(request).unsign_object(cursor)
    except (BadSignature, ValueError):
        raise Problem(INVALID_CURSOR) from None
    assert isinstance(last, int)
    return last


def _signer(request: HttpRequest) -> Signer:
    """Of the list at this address, with these filters and no others."""
    filters: QueryDict = request.GET.copy()
    for name in ("cursor", "limit"):
        filters.pop(name, None)
    of = f"{request.path}?{'&'.join(sorted(filters.urlencode().split('&')))}"
    return Signer(salt=f"api cursor {hashlib.sha256(of.encode()).hexdigest()}")
