"""Which characters nobody sees."""

import pytest

from acoms.text.letters import first_unseen, is_unseen, named

# Letters, marks and a pattern that are drawn as nothing; the selectors of letters' forms.
ALONE = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
SELECTORS = [("\u180b", "\u180f"), ("\ufe00", "\ufe0f"), ("\U000e0100", "\U000e01ef")]


@pytest.mark.parametrize("character", ALONE)
def test_what_is_drawn_as_nothing_is_unseen(character: str) -> None:
    assert is_unseen(character)


@pytest.mark.parametrize(("first", "last"), SELECTORS)
def test_all_selectors_are_unseen(first: str, last: str) -> None:
    assert all(is_unseen(chr(one)) for one in range(ord(first), ord(last) + 1))


@pytest.mark.parametrize("character", "\u180a\u1810\ufdff\ufe10a1-é\u0301")
def test_what_stands_beside_selectors_is_seen(character: str) -> None:
    assert not is_unseen(character)


@pytest.mark.parametrize("character", "\x00\x1f\u00a0 \u200b\u202e\ufeff\ue000\u0378")
def test_spaces_and_control_format_and_unassigned_characters_are_unseen(character: str) -> None:
    assert is_unseen(character)
    assert first_unseen(f"a{character}b") == character
    assert first_unseen(f"a{character}b", allowed=character) == ""


def test_a_sentence_shows_a_character_only_where_it_can_be_seen_by_itself() -> None:
    assert named("é") == "the letter “é” (Latin small letter e with acute)"
    assert named("!") == "the character “!” (Exclamation mark)"
    assert named("\u0301") == "the character (Combining acute accent)"
    assert named("\ufeff") == "the character (Zero width no-break space)"
    assert named("\x00") == "the character (U+0000)"
