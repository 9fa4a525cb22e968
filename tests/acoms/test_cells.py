"""A column says once what its cells show on the page and in the file."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.template import engines

from acoms.tables.cells import badge, link, together, two_lines
from acoms.tables.exports import list_response
from acoms.tables.lists import Column


@dataclass
class Person:
    pk: int
    name: str
    email: str = ""
    since: date | None = None


ANN = Person(1, "Ann <b>", "ann@example.org", date(2026, 1, 2))
BOB = Person(2, "Bob")
COLUMNS: tuple[Column[Person], ...] = (
    Column(
        "name",
        "Name & more",
        cell=lambda one: link(f"{one.pk}/", one.name),
        file={"Name": lambda one: one.name, "E-mail": lambda one: one.email},
        names_row=True,
    ),
    Column("email", "E-mail & phone", cell=lambda one: one.email, file={}),
    Column("since", "Since", cell=lambda one: one.since),
    Column("plain", "Plain", cell=lambda one: one.name, plain=True, file={}),
)


def drawn(source: str, **context: Any) -> str:
    return engines["django"].from_string(source).render(context)


def rows(columns: Any = COLUMNS, *, people: Any = (ANN, BOB), ids: str = "") -> str:
    return drawn("{% list_rows columns people ids %}", columns=columns, people=people, ids=ids)


def test_each_cell_stands_under_its_heading_and_is_escaped() -> None:
    assert rows(people=[ANN]) == (
        '<tbody><tr><th scope="row"><a href="1/">Ann &lt;b&gt;</a></th>'
        '<td data-label="E-mail &amp; phone">ann@example.org</td>'
        '<td data-label="Since">Jan 2, 2026</td>'
        "<td>Ann &lt;b&gt;</td></tr></tbody>"
    )


def test_an_empty_cell_has_nothing_to_say_on_a_phone() -> None:
    assert rows(COLUMNS[1:3], people=[BOB]) == "<tbody><tr><td></td><td></td></tr></tbody>"


def test_a_row_can_be_found_by_its_id() -> None:
    assert '<tr id="person-1">' in rows(ids="person-")
    assert '<tr id="person-2">' in rows(ids="person-")


@pytest.fixture
def own_template(settings: Any, tmp_path: Any) -> None:
    (tmp_path / "cell.html").write_text(
        "{{ row.name }} of {{ aco }}{% if row.email %}\n{% endif %}\n"
    )
    settings.TEMPLATES = [
        {**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}
    ]


@pytest.mark.usefixtures("own_template")
def test_a_template_draws_a_cell_from_the_row_and_what_the_page_knows() -> None:
    columns: list[Column[Person]] = [Column("name", "Name", cell="cell.html")]
    source = "{% list_rows columns people %}{{ row }}"
    assert drawn(source, columns=columns, people=[ANN, BOB], aco="Lakeside") == (
        '<tbody><tr><td data-label="Name">Ann &lt;b&gt; of Lakeside</td></tr>'
        '<tr><td data-label="Name">Bob of Lakeside</td></tr></tbody>'
    )


def test_the_file_has_what_the_columns_say_of_it() -> None:
    drawn_by_template: Column[Person] = Column("actions", "Actions", cell="cell.html")
    response: Any = list_response("people.csv", (*COLUMNS, drawn_by_template), [ANN, BOB])
    assert b"".join(response.streaming_content).decode("utf-8-sig").splitlines() == [
        "Name,E-mail,Since",
        "Ann <b>,ann@example.org,2026-01-02",
        "Bob,,",
    ]


def test_what_cells_are_made_of_is_escaped() -> None:
    assert link("/?a=1&b", "<") == '<a href="/?a=1&amp;b">&lt;</a>'
    assert badge("<") == '<span class="badge">&lt;</span>'
    assert badge("Late", "bad") == '<span class="badge badge--bad">Late</span>'
    assert two_lines("<", "&") == '&lt;<br><span class="muted small">&amp;</span>'
    assert together("<", "", badge("new")) == '&lt; <span class="badge">new</span>'


def test_a_moment_is_said_as_its_day_in_eastern_time() -> None:
    midnight = datetime(2026, 12, 7, 4, 59, tzinfo=UTC)
    columns: list[Column[Person]] = [Column("at", "At", cell=lambda _: midnight)]
    assert "Dec 6, 2026" in rows(columns, people=[BOB])
