"""All invitations of an ACO: found, sorted, exported."""

import csv
import io

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from invitations import actions
from invitations.actions import Invitee
from tests.cast import Cast, make_person
from tests.contacts.test_pages import fill


@pytest.fixture
def three(cast: Cast) -> None:
    """One pending, one withdrawn, one activated invitation."""
    for name in ("ann", "bob", "cy"):
        invitation = actions.invite(
            acting_person=cast.exec,
            aco=cast.lakeside,
            invitee=Invitee(first_name=name.title(), last_name="Ray", email=f"{name}@example.net"),
            codes=["other"],
        )
        if name == "bob":
            actions.withdraw(acting_person=cast.exec, invitation=invitation)
        if name == "cy":
            cy = make_person("cyril_ray", email="cy@example.net")
            actions.activate(acting_person=cy, invitation=invitation)


@pytest.mark.rule("A12")
@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"ann", "bob", "cy"}),
        ("?state=pending", {"ann"}),
        ("?state=withdrawn", {"bob"}),
        ("?state=activated", {"cy"}),
        ("?state=expired", set()),
        ("?state=odd&q=BOB ray", {"bob"}),
        ("?q=cy@", {"cy"}),
    ],
)
def test_invitations_are_found(cast: Cast, three: None, query: str, shown: set[str]) -> None:
    page = cast.browser("exec").get(reverse("invitations", args=["A9101"]) + query)
    text = page.content.decode()
    assert {name for name in ("ann", "bob", "cy") if f"{name}@example.net" in text} == shown
    export = cast.browser("exec").get(reverse("invitations_csv", args=["A9101"]) + query)
    rows = csv.DictReader(io.StringIO(b"".join(export).decode("utf-8-sig")))
    assert {row["E-mail"].split("@")[0] for row in rows} == shown


def test_queries_are_the_same_with_1_and_500(
    cast: Cast, three: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser, url = cast.browser("exec"), reverse("invitations", args=["A9101"])
    with django_assert_num_queries(5):
        browser.get(url)
    fill(cast.lakeside, 500)
    with django_assert_num_queries(5):
        page = browser.get(url).content.decode()
    assert "1 to 50 of 503" in page


def test_nobody_invited_yet(cast: Cast) -> None:
    page = cast.browser("exec").get(reverse("invitations", args=["A9101"])).content.decode()
    assert "Nobody has been invited yet" in page


def test_who_is_searched_for_among_contacts_is_among_invitations_too(cast: Cast) -> None:
    actions.invite(
        acting_person=cast.exec,
        aco=cast.lakeside,
        invitee=Invitee(first_name="Ngozi", last_name="Abara", email="ngozi@example.org"),
        codes=["other"],
    )
    for sought, shown in (("", True), ("abara", True), ("NGOZI@", True), ("zzzz", False)):
        page = cast.browser("exec").get("/acos/A9101/contacts/", {"q": sought}).content.decode()
        assert ("ngozi@example.org" in page) is shown, sought
        assert "No invitations are open" not in page
