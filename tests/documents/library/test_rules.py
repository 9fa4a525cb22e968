"""What makes an article, and how it stands."""

import pytest

from documents.library.rules import State, is_slug, refusals, state_of
from tests.documents.library.shelf import a_text


@pytest.mark.parametrize(
    ("published", "draft", "withdrawn", "state"),
    [
        (False, True, False, State.DRAFT),
        (True, False, False, State.PUBLISHED),
        (True, True, False, State.CHANGING),
        (True, True, True, State.WITHDRAWN),
        (False, True, True, State.WITHDRAWN),
    ],
)
def test_how_an_article_stands(published: bool, draft: bool, withdrawn: bool, state: State) -> None:
    assert state_of(published=published, draft=draft, withdrawn=withdrawn) is state
    assert state.label


def test_a_good_text_is_taken() -> None:
    assert refusals(a_text()) == {}


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("title", " ", "Enter a title."),
        ("summary", "", "Describe in one sentence"),
        ("body", "\n", "Write the article."),
        ("note", "", "Describe what changed."),
        ("title", "x" * 121, "121 characters long"),
        ("summary", "x" * 301, "At most 300"),
        ("note", "x" * 301, "At most 300"),
        ("body", "x" * 60_001, "At most 60,000"),
        ("title", "a\nb", "on one line"),
        ("note", "a\u202eb", "U+202E"),
        ("body", "a\x02b", "U+0002"),
        ("body", "[a](http://b.c)", "http://b.c"),
    ],
)
def test_a_text_that_is_not_taken_says_why(field: str, text: str, said: str) -> None:
    given = {"title": "T", "summary": "S", "body": "B", "note": "N", field: text}
    found = refusals(a_text(given.pop("title"), **given))
    assert list(found) == [field]
    assert said in found[field][0]


def test_a_text_is_kept_with_plain_spaces_and_line_ends() -> None:
    tidy = a_text(" A \u00a0 b ", summary="c\td", body="\r\n- e \u00a0f  \r\n\r\n    g\r\n").tidy
    assert (tidy.title, tidy.summary, tidy.body) == ("A b", "c d", "- e  f\n\n    g")


@pytest.mark.parametrize("slug", ["a", "how-to-invite", "a1-2", "x" * 80])
def test_what_an_address_may_end_in(slug: str) -> None:
    assert is_slug(slug)


@pytest.mark.parametrize("slug", ["", "A", "a--b", "-a", "a-", "a b", "é", "a/b", "x" * 81])
def test_what_an_address_may_not_end_in(slug: str) -> None:
    assert not is_slug(slug)
