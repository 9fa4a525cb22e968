# ruff: noqa: RUF001 - the look-alikes are the point
"""Addresses that are one, and addresses that only look alike (rules A3, E2)."""

import pytest
from django.core.exceptions import ValidationError

from acoms.email_addresses import (
    UnreadableAddress,
    normalize_email,
    problem_with_email,
    read_email,
    validate_readable_email,
)

ONE_ADDRESS = {
    "letter case": "Ana.Park@Example.ORG",
    "spaces around it": "  ana.park@example.org\n",
    "fullwidth letters": "ａｎａ．ｐａｒｋ@ｅｘａｍｐｌｅ．ｏｒｇ",
    "fullwidth @": "ana.park＠example.org",
    "the Kelvin sign": "ana.par\u212a@example.org",
    "a ligature": "ana.park@example.org".replace("ex", "e\u02e3"),
}

REFUSED = {
    "Cyrillic а before the @": ("аna@example.org", "Cyrillic small letter a"),
    "Cyrillic а in the domain": ("ana@exаmple.org", "several scripts"),
    "a domain all Cyrillic that looks Latin": ("ana@аре.org", "look Latin"),
    "that domain in its ASCII form": ("ana@" + "аре".encode("idna").decode() + ".org", "look L"),
    "Greek ο in the domain": ("ana@gοogle.org", "several scripts"),
    "dotless i before the @": ("anıa@example.org", "dotless i"),
    "dotless i in the domain": ("ana@mıt.org", "looks like a plain letter"),
    "capital I with a dot": ("anİa@example.org", "may look like"),
    "script g in the domain": ("ana@ɡoogle.org", "looks like a plain letter"),
    "an accent before the @": ("ána@example.org", "plain letters"),
    "a combining accent before the @": ("a\u0301na@example.org", "plain letters"),
    "a loose accent in the domain": ("ana@exa\u0332mple.org", "loose accent"),
    "a zero-width space": ("ana\u200b@example.org", "U+200B"),
    "a zero-width joiner in the domain": ("ana@exam\u200dple.org", "U+200D"),
    "a soft hyphen": ("a\u00adna@example.org", "U+00AD"),
    "a right-to-left override": ("ana\u202e@example.org", "U+202E"),
    "a byte order mark": ("\ufeffana@example.org", "U+FEFF"),
    "a no-break space inside": ("ana\u00a0b@example.org", "U+00A0"),
    "a control character": ("ana\x00@example.org", "U+0000"),
    "a line break inside": ("ana@example.org\nbcc: b@example.org", "U+000A"),
    "a Hangul filler": ("ana@exam\u3164ple.org", "U+3164"),
    "no @": ("ana.example.org", "such as name@example.org"),
    "no domain": ("ana@", "such as name@example.org"),
    "an empty part of the domain": ("ana@exa..mple.org", "such as"),
    "an empty part of another domain": ("ana@é..org", "name of a mail domain"),
    "nothing": ("", "such as name@example.org"),
}

OTHER_LETTERS = {
    "ana@münchen.example": "ana@xn--mnchen-3ya.example",
    "ana@MÜNCHEN.example": "ana@xn--mnchen-3ya.example",
    "ana@mu\u0308nchen.example": "ana@xn--mnchen-3ya.example",
    "ana@xn--mnchen-3ya.example": "ana@xn--mnchen-3ya.example",
    "ana@пример.example": "ana@xn--e1afmkfd.example",
    "ana@日本の.example": "ana@" + "日本の".encode("idna").decode() + ".example",
}


@pytest.mark.rule("E2")
@pytest.mark.parametrize("typed", ONE_ADDRESS.values(), ids=ONE_ADDRESS)
def test_spellings_of_one_address_are_one(typed: str) -> None:
    assert normalize_email(typed).startswith("ana.park@ex")
    assert read_email(typed) == "ana.park@example.org"


@pytest.mark.rule("A3", "E2")
@pytest.mark.parametrize(("typed", "why"), REFUSED.values(), ids=REFUSED)
def test_look_alikes_and_what_cannot_be_seen_are_refused_with_the_reason(
    typed: str, why: str
) -> None:
    assert why in problem_with_email(typed)
    with pytest.raises(UnreadableAddress, match=r"\."):
        read_email(typed)
    with pytest.raises(ValidationError):
        validate_readable_email(typed)
    normalize_email(typed)  # looking it up finds nobody, and fails nowhere


@pytest.mark.rule("E2")
@pytest.mark.parametrize(("typed", "stored"), OTHER_LETTERS.items(), ids=OTHER_LETTERS)
def test_a_domain_of_other_letters_is_kept_in_ascii(typed: str, stored: str) -> None:
    assert problem_with_email(typed) == ""
    assert read_email(typed) == stored
    assert normalize_email(stored) == stored


@pytest.mark.rule("A3", "E2")
def test_what_is_taken_is_plain_ascii_in_lower_case() -> None:
    """So that the database's own comparison is ours, and nothing on screen looks like another."""
    for typed in (*ONE_ADDRESS.values(), *OTHER_LETTERS):
        stored = read_email(typed)
        assert stored.isascii()
        assert stored == stored.lower()
