"""Link tokens and security codes: derived, verified, never stored."""

import pytest
from pytest_django import Settings

from invitations.secrets import LinkTarget, code_for, code_matches, read_token, token_for

NEW = "a-new-key-that-was-put-in-front-of-the-old-one"


@pytest.mark.rule("A7", "E5")
def test_a_token_says_which_invitation_and_which_sending() -> None:
    assert read_token(token_for(7, 2)) == LinkTarget(7, 2)


@pytest.mark.rule("E5")
@pytest.mark.parametrize(
    "spoil", ["", "x", "7.2", "7.2.", "7.2.AAAA", "7.-2.x", "a.b.c", "\u0667.2.x"]
)
def test_what_was_never_issued_is_unknown(spoil: str) -> None:
    assert read_token(spoil) is None


@pytest.mark.rule("E5")
def test_a_token_cannot_be_bent_to_another_invitation_or_sending() -> None:
    number, generation, mac = token_for(7, 2).split(".")
    assert read_token(f"8.{generation}.{mac}") is None
    assert read_token(f"{number}.3.{mac}") is None
    assert read_token(f"0{number}.{generation}.{mac}") == LinkTarget(7, 2)


@pytest.mark.rule("A7")
def test_a_code_is_eight_characters_read_whatever_case_and_punctuation() -> None:
    code = code_for(7, 2)
    assert len(code) == 9
    assert code[4] == "-"
    for typed in (code, code.lower(), code.replace("-", ""), f" {code.replace('-', ' ')} "):
        assert code_matches(typed, 7, 2)
    assert code_matches(code.replace("0", "O").replace("1", "l"), 7, 2)


@pytest.mark.rule("A7")
def test_sending_again_makes_another_code_and_link() -> None:
    assert code_for(7, 2) != code_for(7, 3) != code_for(8, 3)
    assert not code_matches(code_for(7, 2), 7, 3)
    assert token_for(7, 2) != token_for(7, 3)


@pytest.mark.rule("E5")
def test_keys_rotate(settings: Settings) -> None:
    token, code = token_for(7, 2), code_for(7, 2)
    settings.ACOMS_KEYS = [NEW, *settings.ACOMS_KEYS]
    assert read_token(token) == LinkTarget(7, 2)
    assert code_matches(code, 7, 2)
    assert token_for(7, 2) != token
    settings.ACOMS_KEYS = [NEW]
    assert read_token(token) is None
    assert not code_matches(code, 7, 2)
