"""Lists: what an address asks for, what its links ask for, and exports that are safe."""

import csv
import io
from typing import Any

import pytest
from django.test import RequestFactory

from acoms.tables.exports import csv_response, safe_cell
from acoms.tables.lists import Column, ListState

COLUMNS: tuple[Column[Any], ...] = (
    Column("name", "Name", ("last_name", "first_name"), cell=str),
    Column("types", "Types", cell=str),
    Column("since", "Since", ("-since",), cell=str),
)


def state(query: str = "") -> ListState:
    return ListState(RequestFactory().get(f"/list/{query}"), COLUMNS, per_page=10)


def test_without_a_wish_the_first_column_orders_the_first_page() -> None:
    asked = state()
    assert asked.order == ("last_name", "first_name")
    assert (asked.search, asked.number, asked.rows) == ("", 1, slice(0, 10))


@pytest.mark.parametrize(
    "query",
    ["?sort=types", "?sort=password", "?sort=-", "?page=0", "?page=-1", "?page=x", "?page="],
)
def test_what_is_not_understood_is_the_first_page_by_name(query: str) -> None:
    assert (state(query).order, state(query).number) == (("last_name", "first_name"), 1)


def test_a_minus_turns_every_name_of_an_order_round() -> None:
    assert state("?sort=-name").order == ("-last_name", "-first_name")
    assert state("?sort=since").order == ("-since",)
    assert state("?sort=-since").order == ("since",)


def test_headings_sort_and_sort_back_and_start_at_the_first_page() -> None:
    name, types, since = state("?sort=name&page=3&q=lee").headings
    assert (name.url, name.direction) == ("?sort=-name&q=lee", "ascending")
    assert (types.url, types.direction) == ("", "")
    assert (since.url, since.direction) == ("?sort=since&q=lee", "")


def test_paging_keeps_search_and_order() -> None:
    paging = state("?q=lee&page=2").paging(25)
    assert (paging["first"], paging["last"], paging["total"]) == (11, 20, 25)
    assert paging["previous"] == "?q=lee&page=1"
    assert paging["next"] == "?q=lee&page=3"
    assert state("?page=3").paging(25)["next"] == ""


def test_a_search_holds_no_nul_and_no_novel() -> None:
    assert state("?q=%00lee%00").search == "lee"
    assert len(state(f"?q={'x' * 500}").search) == 100


def test_a_filter_takes_known_values_only() -> None:
    assert state("?type=other").chosen("type", {"other": 1}) == "other"
    assert state("?type=drop+table").chosen("type", {"other": 1}) == ""


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\u200b=1",
        "\u202e'+1",
        "\ufeff@S",
    ],
)
def test_no_cell_is_a_formula(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["O'Brien", "'tis", "a=1", "\u200b", " ", ""])
def test_what_is_no_formula_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


def test_an_export_is_read_back_as_it_was() -> None:
    response = csv_response("x.csv", ("Name", "Note"), [("Núñez, Ana", 'says "hi"'), (None, "=1")])
    text = b"".join(response).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [
        ["Name", "Note"],
        ["Núñez, Ana", 'says "hi"'],
        ["", "'=1"],
    ]
    assert response["Content-Disposition"] == 'attachment; filename="x.csv"'
