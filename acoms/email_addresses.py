"""One spelling for each e-mail address, and none that looks like another one (rules A3, E2).

An address is written in one way: letters of one case, in their plain form, with a domain of other
letters in its ASCII form (`xn--…`), which is also how it is shown. What only looks like a plain
letter, or cannot be seen at all, is refused with a sentence for whoever typed it.
"""

import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

# Letters that spelling gives no plain base to, and that a reader still tells from a-z.
_LATIN_OF_THEIR_OWN = frozenset("æœøłđðþßħŋ")

# Cyrillic and Greek letters that are drawn like a Latin one. A word of these only is a look-alike.
_DRAWN_LIKE_LATIN = frozenset("аеорсухіјѕһӏԁԛԝԍвкмнтαεικνορτυχωϲ")

# Scripts that one language writes side by side.
_WRITTEN_TOGETHER = (
    frozenset({"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"}),
    frozenset({"CJK", "HANGUL"}),
    frozenset({"CJK", "BOPOMOFO"}),
)


class UnreadableAddress(ValueError):
    """An address that ACO-MS does not take; the text says why, to whoever typed it."""


def normalize_email(typed: str) -> str:
    """The address as it is stored and compared: trimmed, NFKC, lower case, the domain in ASCII.

    Letter case never tells two people apart, not even before the @ (rule E2). Never fails: what is
    no address stays something that no address equals, so that looking it up finds nobody.
    """
    local, at, domain = _folded(typed).rpartition("@")
    try:
        return f"{local}{at}{_in_ascii(domain)}"
    except UnicodeError:
        return f"{local}{at}{domain}"


def read_email(typed: str) -> str:
    """The normalized address. Raises UnreadableAddress for one that is not taken."""
    if problem := problem_with_email(typed):
        raise UnreadableAddress(problem)
    return normalize_email(typed)


def validate_readable_email(typed: str) -> None:
    """For forms and models: `validators=[validate_readable_email]`."""
    if problem := problem_with_email(typed):
        raise ValidationError(problem, code="unreadable_address")


def problem_with_email(typed: str) -> str:
    """Why an address is not taken, as a sentence; empty for a good one (rules A3, E2)."""
    for character in typed.strip():
        if _is_unseen(character):
            return (
                f"This address holds a character that cannot be seen ({_code(character)}). Type "
                "it anew instead of pasting it."
            )
    local, _, domain = _folded(typed).rpartition("@")
    if strange := next((c for c in local if not c.isascii()), ""):
        return (
            f"Before the @ stands {_named(strange)}, which is not one of a to z and may look like "
            "one. Type the address with plain letters."
        )
    try:
        _in_ascii(domain)
        shown = _as_read(domain)
    except UnicodeError:
        return "What stands behind the @ is not the name of a mail domain."
    for label in shown.split("."):
        if problem := _problem_with_label(label):
            return problem
    try:
        validate_email(normalize_email(typed))
    except ValidationError:
        return "Enter an e-mail address, such as name@example.org."
    return ""


def _folded(typed: str) -> str:
    """NFKC before and after the letter case: folding can undo it."""
    composed = unicodedata.normalize("NFKC", typed).strip()
    return unicodedata.normalize("NFKC", composed.casefold())


def _in_ascii(domain: str) -> str:
    return domain if domain.isascii() else domain.encode("idna").decode("ascii")


def _as_read(domain: str) -> str:
    """The domain's letters, also of one that was typed in its ASCII form."""
    if "xn--" not in domain:
        return domain
    return _folded(domain.encode("ascii").decode("idna"))


def _is_unseen(character: str) -> bool:
    """Control and format characters, zero-width ones, all kinds of space, unassigned ones."""
    return unicodedata.category(character)[0] in "CZ" or character in "\u034f\u115f\u1160\u3164"


def _problem_with_label(label: str) -> str:
    """What is wrong with one part of a domain, between its dots."""
    if label.isascii():
        return ""
    if loose := next((c for c in label if unicodedata.category(c)[0] == "M"), ""):
        return f"The domain holds a loose accent ({_code(loose)}). Type it without."
    letters = [c for c in label if c.isalpha()]
    if not _one_writing({_script(c) for c in letters}):
        first = next(c for c in letters if not c.isascii())
        return (
            f"The domain mixes letters of several scripts: {_named(first)} stands among others. "
            "Type it with the letters of one."
        )
    if strange := next((c for c in letters if _is_odd_latin(c)), ""):
        return f"The domain holds {_named(strange)}, which looks like a plain letter."
    if letters and _DRAWN_LIKE_LATIN.issuperset(letters):
        return f"The domain is written with letters such as {_named(letters[0])} that look Latin."
    return ""


def _one_writing(scripts: set[str]) -> bool:
    return len(scripts) < 2 or any(scripts <= together for together in _WRITTEN_TOGETHER)


def _script(letter: str) -> str:
    """LATIN, CYRILLIC, CJK…: a letter's Unicode name begins with its script."""
    return unicodedata.name(letter, "UNKNOWN").split()[0]


def _is_odd_latin(letter: str) -> bool:
    """A Latin letter that is neither a-z with accents nor one that is clearly its own."""
    if letter.isascii() or _script(letter) != "LATIN" or letter in _LATIN_OF_THEIR_OWN:
        return False
    return not _base(letter).isascii()


def _base(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0]


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"


def _named(character: str) -> str:
    """What a sentence calls it: the letter itself, with its Unicode name behind."""
    name = unicodedata.name(character, _code(character)).capitalize()
    kind = "the letter" if character.isalpha() else "the character"
    shown = f" “{character}”" if character.isprintable() and not _is_mark(character) else ""
    return f"{kind}{shown} ({name})"


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")
