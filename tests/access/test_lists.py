"""Every list with sortable headings: each heading sorts, and every cell stands under its own."""

from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import pytest
from django.urls import reverse

from invitations.actions import Invitee, invite
from tests.cast import Cast, make_participant
from tests.participants.changes.asked import draft

LISTS = (
    "my_acos",
    "contacts",
    "invitations",
    "yearly_review",
    "aco_participants",
    "participant",
    "aco_change_requests",
)


class Table(HTMLParser):
    """The first table of a page that has sortable headings: headings, their links, and rows."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.headings: list[str] = []
        self.links: list[str] = []
        self.rows: list[list[str]] = []  # of each cell its data-label
        self.part, self.in_heading, self.done = "", False, False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self.done:
            return
        if tag in {"thead", "tbody"}:
            self.part = tag
        elif tag == "tr" and self.part == "tbody":
            self.rows.append([])
        elif tag in {"th", "td"} and self.part == "thead":
            self.headings.append("")
            self.in_heading = True
        elif tag in {"th", "td"} and self.part == "tbody":
            self.rows[-1].append(given.get("data-label") or "")
        elif tag == "a" and self.in_heading:
            self.links.append(given["href"] or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"th", "td"}:
            self.in_heading = False
        if tag == "table" and self.headings:
            self.done = True

    def handle_data(self, data: str) -> None:
        if self.in_heading:
            self.headings[-1] += data


@pytest.mark.parametrize("name", LISTS)
def test_each_heading_sorts_and_names_its_column(cast: Cast, name: str, settings: Any) -> None:
    settings.RECERTIFICATION_OPENS = (2, 1)  # there is a review all year
    cast.it, cast.liaison  # noqa: B018 - made by naming them
    elm = make_participant(
        cast.lakeside, doing_business_as="Elm", sole_proprietor=True, providers=["2000000002"]
    )
    draft(cast.lakeside, cast.exec)
    jo = Invitee(first_name="Jo", last_name="Chen", email="jo.chen@example.net")
    invite(acting_person=cast.exec, aco=cast.lakeside, invitee=jo, codes=["other"])
    browser = cast.browser("exec")
    args = {"my_acos": [], "participant": ["A9101", elm.pk]}
    url = reverse(name, args=args.get(name, ["A9101"]))
    table = Table(browser.get(url).content.decode())
    assert table.links, "no heading sorts"
    assert table.rows
    for row in table.rows:
        assert len(row) == len(table.headings), "a column has a heading or a cell too many"
        for label, heading in zip(row, table.headings, strict=True):
            assert label in {"", heading.strip()}, "a phone would call the cell by another name"
    for link in table.links:
        there = urljoin(url, link)
        assert browser.get(there).status_code == 200, there
        back = Table(browser.get(there).content.decode()).links
        assert all(browser.get(urljoin(url, one)).status_code == 200 for one in back)
