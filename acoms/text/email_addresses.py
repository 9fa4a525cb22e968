"""One spelling for each e-mail address, and none that looks like another one (rules A3, E2).

Nothing is folded but the case of a to z. A domain of other letters is kept in its ASCII form
(`xn--…`, by IDNA 2008), which is also how it is shown. What only looks like a plain letter, cannot
be seen, or could be written in a second way is refused with a sentence for whoever typed it.
"""

import string
import unicodedata

import idna
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q

from acoms.text.letters import code_of, first_unseen, is_mark, named
from acoms.text.refusals import Refusal
from acoms.text.saying import say

LONGEST = 254  # characters, with the domain in ASCII
LONGEST_LOCAL = 64  # octets before the @ (RFC 5321)

_TO_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)

# The one spelling, as the database holds it.
_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_SPELLED = rf"^(?=[^@]{{1,64}}@){_ATOM}(\.{_ATOM})*@({_LABEL}\.)+[a-z][a-z0-9-]{{0,61}}[a-z0-9]$"

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


class UnreadableAddress(Refusal, ValueError):
    """An address that ACO-MS does not take; the text says why, to whoever typed it."""

    field = "email"


def normalize_email(typed: str) -> str:
    """The address as it is stored and compared: trimmed, a to z in lower case, the domain in ASCII.

    Letter case never tells two people apart, not even before the @ (rule E2). Never fails: what is
    no address stays something that no address equals, so that looking it up finds nobody.
    """
    local, at, domain = typed.strip().translate(_TO_LOWER).rpartition("@")
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


def in_one_spelling(field: str = "email") -> Q:
    """A constraint's condition: what `read_email` returns has this form, whoever wrote the row."""
    return Q(**{f"{field}__regex": _SPELLED})


def problem_with_email(typed: str) -> str:
    """Why an address is not taken, as a sentence; empty for a good one (rules A3, E2)."""
    typed = typed.strip()
    if unseen := first_unseen(typed):
        if unseen == " ":
            return say("An e-mail address has no spaces. Type it without.")
        return say(
            "This address holds a character that cannot be seen ({code}). Type it instead of "
            "pasting it.",
            code=code_of(unseen),
        )
    local, at, domain = typed.translate(_TO_LOWER).rpartition("@")
    if not (local and at and domain):
        return _such_as()
    return _problem_with_local(local) or _problem_with_domain(domain) or _problem_as_a_whole(typed)


def _such_as() -> str:
    return say("Enter an e-mail address, such as name@example.org.")


def _problem_with_local(local: str) -> str:
    """What is wrong before the @. Other letters than a to z need SMTPUTF8, which mail servers on
    the way may lack; quotation marks make a second way to write one address."""
    if strange := next((c for c in local if not c.isascii()), ""):
        return say(
            "Before the @ stands {letter}, which is not one of a to z and may look like one. Enter "
            "the address with plain letters.",
            letter=named(strange),
        )
    if '"' in local:
        return say("Before the @ stand quotation marks. Enter the address without them.")
    if len(local) > LONGEST_LOCAL:
        return say(
            "Before the @ stand {number} characters, and mail servers take {most}. Check the "
            "address.",
            number=len(local),
            most=LONGEST_LOCAL,
        )
    return ""


def _problem_with_domain(domain: str) -> str:
    if domain.startswith("[") or domain.rpartition(".")[2].isdecimal():
        return say(
            "Behind the @ stands the number of a computer. Enter the name of a mail domain, such "
            "as example.org."
        )
    try:
        shown = _in_other_letters(_in_ascii(domain))
    except UnicodeError:
        return say("What stands behind the @ is not the name of a mail domain.")
    if "." not in shown:
        return say(
            "Behind the @ stands only “{domain}”. A mail domain has a dot in it, such as "
            "example.org.",
            domain=shown,
        )
    return next(filter(None, map(_problem_with_label, shown.split("."))), "")


def _problem_as_a_whole(typed: str) -> str:
    spelled = normalize_email(typed)
    if len(spelled) > LONGEST:
        return say(
            "This address has {number} characters, and {most} is the most.",
            number=len(spelled),
            most=LONGEST,
        )
    try:
        validate_email(spelled)
    except ValidationError:
        return _such_as()
    return ""


def _in_ascii(domain: str) -> str:
    """By UTS 46 and IDNA 2008, non-transitional: `straße` is not `strasse`."""
    return idna.encode(domain, uts46=True, std3_rules=True).decode("ascii")


def _in_other_letters(ascii_domain: str) -> str:
    return idna.decode(ascii_domain)


def _problem_with_label(label: str) -> str:
    """What is wrong with one part of a domain, between its dots."""
    if label.isascii():
        return ""
    if unseen := first_unseen(label):
        return say(
            "The domain holds a character that cannot be seen ({code}).", code=code_of(unseen)
        )
    if loose := next((c for c in label if is_mark(c)), ""):
        return say(
            "The domain holds a loose accent ({code}). Type it without.", code=code_of(loose)
        )
    letters = [c for c in label if c.isalpha()]
    if not _one_writing({_script(c) for c in letters}):
        first = next(c for c in letters if not c.isascii())
        return say(
            "The domain mixes letters of several scripts: {letter} stands among others. Type it "
            "with the letters of one.",
            letter=named(first),
        )
    if strange := next((c for c in letters if _is_odd_latin(c)), ""):
        return say(
            "The domain holds {letter}, which looks like a plain letter.", letter=named(strange)
        )
    if letters and _DRAWN_LIKE_LATIN.issuperset(letters):
        return say(
            "The domain is written with letters such as {letter} that look Latin.",
            letter=named(letters[0]),
        )
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
