"""Searching the library: titles first, the last word as far as it is typed, nothing of it HTML."""

import pytest
from pytest_django import DjangoAssertNumQueries

from documents.library.actions.writing import withdraw_article
from documents.library.search import pieces, search, words_of
from tests.cast import Cast
from tests.documents.library.shelf import written

pytestmark = pytest.mark.django_db


def found(typed: str, *, some: bool = False) -> list[str]:
    return [one.article.slug for one in search(typed, some=some)]


@pytest.fixture
def articles(cast: Cast) -> None:
    written(cast, "inviting", "Inviting a contact", body="An administrator sends an e-mail.")
    written(cast, "ending", "Ending a contact", summary="Whoever leaves.", body="Say why: Müller.")
    written(cast, "certifying", "Certifying the list", summary="Once a year.", body="By a signer.")


@pytest.mark.parametrize(
    ("typed", "slugs"),
    [
        ("invite", ["inviting"]),  # another form of the word
        ("invitations", ["inviting"]),
        ("Contact", ["ending", "inviting"]),
        ("how to invite a contact", ["inviting"]),
        ("invitin", ["inviting"]),  # begun
        ("contact inv", ["inviting"]),
        ("ertifying", []),  # not the beginning of a word
        ("email", ["inviting"]),
        ("e-mail", ["inviting"]),
        ("E-Mails", ["inviting"]),
        ("muller", ["ending"]),
        ("MÜLLER", ["ending"]),
        ("leaving", ["ending"]),
        ("signer invite", []),
        ("", []),
        ("?!", []),
        ("' & | ! :* <-> \\ (", []),
        ("\x00", []),
    ],
)
def test_what_is_found(articles: None, typed: str, slugs: list[str]) -> None:
    assert sorted(found(typed)) == slugs


def test_some_of_the_words_find_something_where_all_find_nothing(articles: None) -> None:
    assert found("signer invite") == []
    assert set(found("signer invite", some=True)) == {"inviting", "certifying"}


def test_a_title_comes_before_a_summary_and_that_before_the_text(cast: Cast) -> None:
    written(cast, "in-text", "One", summary="Two.", body="Participants, participants. " * 20)
    written(cast, "in-summary", "One", summary="Of participants.", body="Three.")
    written(cast, "in-title", "Participants", summary="Two.", body="Three.")
    for typed in ("participants", "participant", "partic"):
        assert found(typed) == ["in-title", "in-summary", "in-text"]


def test_both_words_in_a_title_come_before_both_in_a_text(cast: Cast) -> None:
    written(cast, "in-text", "One", body="A security code. " * 5)
    written(cast, "in-title", "Security codes", body="The code of an invitation.")
    assert found("security cod") == ["in-title", "in-text"]


def test_drafts_earlier_versions_and_what_is_withdrawn_are_not_found(cast: Cast) -> None:
    written(cast, "draft", "Whitefish", publish=False)
    gone = written(cast, "gone", "Whitefish")
    withdraw_article(acting_person=cast.cms_staff, article=gone, reason="Old.")
    assert found("whitefish") == []


def test_what_was_found_is_marked_and_is_no_html(cast: Cast) -> None:
    written(cast, "odd", "Odd", body="It is 5 < 6 & the whitefish > all friends.")
    (one,) = search("whitefish")
    taken_apart = list(pieces(one.headline))  # type: ignore[attr-defined]
    assert [piece.text for piece in taken_apart if piece.found] == ["whitefish"]
    assert "5 < 6 & the whitefish > all friends" in "".join(piece.text for piece in taken_apart)


def test_at_most_twelve_words_are_asked_for() -> None:
    assert len(words_of("a b " * 50)) == 12


def test_a_search_is_one_query_whatever_it_finds(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    written(cast)
    for n in range(2):
        with django_assert_num_queries(1):
            assert all(one.article.section.name for one in search("contact"))
        for i in range(5):
            written(cast, f"more-{n}-{i}")
