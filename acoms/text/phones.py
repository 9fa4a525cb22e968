"""Phone numbers as people type them, in one spelling: pure Python."""

import re

from acoms.text.numbers import in_plain_signs
from acoms.text.saying import say, say_later

_EXTENSION = r"(?:[,;]? *(?:ext|extension|extn|x|#)[.:=]? *(?P<extension>[0-9]{1,6}))?"
_TYPED = re.compile(rf"(?P<plus>\+?)(?P<number>[0-9 ().\-/]+){_EXTENSION}", re.A | re.I)
_AMERICAN = re.compile(r"1?([2-9][0-9]{2})([2-9][0-9]{2})([0-9]{4})")
EXAMPLE = say_later("410-555-0100 or 410-555-0100 ext. 12")


class UnreadablePhone(ValueError):
    """A number that ACO-MS does not take; the text says why, to whoever typed it."""


def read_phone(typed: str) -> str:
    """`410-555-0100`, `410-555-0100 ext. 12` or `+442079460000`. Raises UnreadablePhone."""
    found = _TYPED.fullmatch(in_plain_signs(typed))
    if not found:
        raise UnreadablePhone(say("Enter a phone number, such as {example}.", example=say(EXAMPLE)))
    if found["plus"] and "(0)" in found["number"]:
        raise UnreadablePhone(
            say("Enter this phone number without its (0), which is not dialed from here.")
        )
    digits = re.sub(r"[^0-9]", "", found["number"])
    if american := _AMERICAN.fullmatch(digits):
        number = "-".join(american.groups())
    elif found["plus"] and not digits.startswith(("0", "1")) and 8 <= len(digits) <= 15:
        number = f"+{digits}"
    elif found["plus"]:
        raise UnreadablePhone(say("This is no phone number of the country after the +."))
    else:
        raise UnreadablePhone(
            say(
                "Enter the ten digits of a phone number with its area code, such as {example}. "
                "Begin a number of another country with a + and its code.",
                example=say(EXAMPLE),
            )
        )
    return f"{number} ext. {found['extension']}" if found["extension"] else number


def read_american_phone(typed: str) -> str:
    """The ten digits of a number of the United States, without its extension."""
    phone = read_phone(typed)
    if phone.startswith("+"):
        raise UnreadablePhone(say("Enter a phone number of the United States, with its area code."))
    return phone.partition(" ")[0].replace("-", "")
