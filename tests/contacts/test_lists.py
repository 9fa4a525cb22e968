"""Searching, filtering, sorting and exporting contacts; a My ACOs page that works with 40."""

import csv
import io
import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.cast import Cast, make_aco, make_contact, make_person
from tests.contacts.test_pages import CONTACTS_QUERIES, fill
from tests.signing_in import sign_in


def names(page: str) -> list[str]:
    """The names in the table, in order."""
    return re.findall(r'<th scope="row"><a href="[^"]*">([^<]*)</a>', page)


@pytest.fixture
def browser(cast: Cast) -> Client:
    cast.exec, cast.it, cast.liaison, cast.other  # noqa: B018 - made by naming them
    return cast.browser("exec")


@pytest.mark.rule("A12")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Exec, The", "It, The", "Liaison, The", "Other, The"]),
        ("?sort=-name", ["Other, The", "Liaison, The", "It, The", "Exec, The"]),
        ("?q=LIAI", ["Liaison, The"]),
        ("?q=the it", ["It, The"]),
        ("?q=the_other@", ["Other, The"]),
        ("?type=it_primary", ["It, The"]),
        ("?administrators=1", ["Exec, The", "Liaison, The"]),
        ("?administrators=1&q=exec", ["Exec, The"]),
        ("?type=nonsense", ["Exec, The", "It, The", "Liaison, The", "Other, The"]),
        ("?q=%25", []),
        ("?q=nobody", []),
    ],
)
def test_contacts_are_found(browser: Client, query: str, expected: list[str]) -> None:
    page = browser.get(f"/acos/A9101/contacts/{query}").content.decode()
    assert names(page) == expected
    if not expected:
        assert "No contacts match your search" in page


def test_the_export_has_what_the_page_shows(browser: Client) -> None:
    answer = browser.get(reverse("contacts_csv", args=["A9101"]) + "?administrators=1")
    text = b"".join(answer).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["Last name"] for row in rows] == ["Exec", "Liaison"]
    assert rows[0]["Contact types"] == "ACO Executive"
    assert rows[0]["E-mail"] == "the_exec@example.org"


def test_queries_are_the_same_with_500_contacts(
    cast: Cast, browser: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    fill(cast.lakeside, 500)
    for query in ("", "?q=crowd&type=other&sort=-since&page=3", "?administrators=1"):
        with django_assert_num_queries(CONTACTS_QUERIES):
            browser.get(f"/acos/A9101/contacts/{query}")


def test_my_acos_works_for_a_person_in_40(cast: Cast, browser: Client) -> None:
    for n in range(60):
        aco = make_aco(f"A93{n:02}", f"Prairie ACO {n:02}")
        make_contact(aco, cast.exec, ["cms_liaison"])
    first = browser.get(reverse("my_acos")).content.decode()
    assert "1 to 50 of 61" in first
    found = browser.get(reverse("my_acos") + "?q=prairie aco 07").content.decode()
    assert names(found) == ["Prairie ACO 07"]
    by_id = browser.get(reverse("my_acos") + "?q=a9359").content.decode()
    assert names(by_id) == ["Prairie ACO 59"]


def test_my_acos_leads_qpp_contacts_to_a_tab_they_may_see(cast: Cast) -> None:
    page = cast.browser("qpp_staff").get(reverse("my_acos")).content.decode()
    assert 'href="/acos/A9101/change-requests/"' in page
    answer = cast.browser("qpp_staff").get("/acos/A9101/change-requests/")
    assert answer.status_code == 200


def test_a_new_person_in_no_aco_has_no_search(cast: Cast) -> None:
    person = make_person("nobody_yet")
    page = sign_in(Client(), person).get(reverse("my_acos")).content.decode()
    assert page.count('type="search"') == 1, "the banner's"
