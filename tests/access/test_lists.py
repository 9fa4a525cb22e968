"""Every list with sortable headings: each heading sorts, and every cell stands under its own."""

import inspect
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import pytest
from django.test import Client

from acoms.tables.lists import ListState
from documents.files.actions.downloading import record_several
from documents.files.types import Place
from invitations.actions import Invitee, invite
from qpp_roles.organizations.kinds import Role
from qpp_roles.roles.models import HeldRole, RoleRequest
from tests.access.url_map import Url, every_url
from tests.cast import Cast, make_organization, make_participant
from tests.documents.correspondence.written import sent
from tests.documents.files.published import publish_file
from tests.participants.changes.asked import draft
from tests.signing_in import sign_in


def makes_a_list(view: Any) -> bool:
    """Whether a view reads a ListState, or something of its module that it calls does."""
    to_do, seen = [inspect.unwrap(view)], set()
    while to_do:
        one = to_do.pop()
        if one is ListState:
            return True
        if inspect.isfunction(one) and one.__module__ == view.__module__ and one not in seen:
            seen.add(one)
            to_do += [one.__globals__.get(name) for name in one.__code__.co_names]
    return False


# They answer with a page that has its own address, or with a file.
NO_PAGES = {"participant_tin", "aco_data_hub_checksums", "aco_reporting_checksums"}
LISTS = [
    url
    for url in every_url()
    if url.name not in NO_PAGES and not url.route.endswith(".csv") and makes_a_list(url.view)
]


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
        if tag == "table" and not self.done:
            self.done = bool(self.links)
            if not self.done:
                self.headings, self.rows = [], []

    def handle_data(self, data: str) -> None:
        if self.in_heading:
            self.headings[-1] += data


@pytest.mark.parametrize("listing", LISTS, ids=lambda listing: listing.name)
def test_each_heading_sorts_and_names_its_column(cast: Cast, listing: Url, settings: Any) -> None:
    settings.RECERTIFICATION_OPENS = (2, 1)  # there is a review all year
    cast.it, cast.liaison  # noqa: B018 - made by naming them
    elm = make_participant(
        cast.lakeside, doing_business_as="Elm", sole_proprietor=True, providers=["2000000002"]
    )
    draft(cast.lakeside, cast.exec)
    sent(cast.lakeside, cast.exec)
    jo = Invitee(first_name="Jo", last_name="Chen", email="jo.chen@example.net")
    invite(acting_person=cast.exec, aco=cast.lakeside, invitee=jo, codes=["other"])
    practice = make_organization()
    official = cast.holder_of("qpp_security_official")
    HeldRole.objects.create(organization=practice, person=official, role=Role.SECURITY_OFFICIAL)
    for place in ({"organization": practice}, {"aco": cast.lakeside}):
        RoleRequest.objects.create(person=official, role=Role.STAFF_USER, **place)
    for shown_in in Place:
        taken = publish_file(cast.lakeside, place=shown_in)
    record_several(acting_person=cast.exec, versions=[taken])
    ids = {"aco_id": "A9101", "participant_id": elm.pk, "organization_id": practice.pk}
    url = listing.path({name: str(value) for name, value in ids.items()})
    of_qpp = listing.view.__module__.startswith("qpp_roles")
    browser = sign_in(Client(), official if of_qpp else cast.exec)
    table = Table(browser.get(url).content.decode())
    assert table.links, "no heading sorts"
    assert table.rows
    for row in table.rows:
        assert len(row) == len(table.headings), "a column has a heading or a cell too many"
        for label, heading in zip(row, table.headings, strict=True):
            assert label in {"", heading.strip()}, "a phone would call the cell by another name"
    past = browser.get(f"{url}?page=9").content.decode()
    assert 'aria-label="Pages"' in past or Table(past).links, "past its end a list is not empty"
    waiting, seen = {urljoin(url, link) for link in table.links}, set()
    while waiting:
        seen.add(there := waiting.pop())
        answer = browser.get(there)
        assert answer.status_code == 200, there
        waiting |= {urljoin(url, back) for back in Table(answer.content.decode()).links} - seen
