"""What kinds of notifications are called for people."""

import pytest

from notifications.rules import in_words


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("qpp_role_changed", "QPP role changed"),
        ("contacts.added", "Added"),
        ("api.credentials.last_tin", "Last TIN"),
    ],
)
def test_a_kind_is_called_by_what_follows_its_last_point(kind: str, words: str) -> None:
    assert in_words(kind) == words
