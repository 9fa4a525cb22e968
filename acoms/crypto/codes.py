"""Codes that people read and type: Crockford base32, read case- and punctuation-blind."""

import re
from collections.abc import Callable

from acoms.text.numbers import digits_of, in_plain_signs
from acoms.text.saying import say

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


def crockford(digest: bytes, length: int) -> str:
    """The first `length` base32 characters (5 bits each) of `digest`."""
    if length * 5 > len(digest) * 8:
        raise ValueError(f"{len(digest)} bytes do not hold {length} characters")
    number = int.from_bytes(digest, "big") >> (len(digest) * 8 - length * 5)
    return "".join(ALPHABET[number >> 5 * i & 31] for i in reversed(range(length)))


def grouped(code: str, size: int = 4) -> str:
    """`ABCD2345` as `ABCD-2345`."""
    return "-".join(code[i : i + size] for i in range(0, len(code), size))


def read_code(typed: str, length: int) -> str:
    """The code's own characters, of what was typed or copied: `abcd 2o45` is `ABCD2045`, and so is
    `Security code: ABCD-2045.`

    ValueError where there is no code of this length, or more than one thing could be it.
    """
    text = in_plain_signs(typed)
    groups = "-".join([r"[0-9A-Za-z]{4}"] * (length // 4))
    return _the_one(
        [text],
        [text.rpartition(":")[2]],
        re.findall(rf"(?<![\w-]){groups}(?![\w-])", text),
        re.findall(rf"\b(?=\w*[0-9])[0-9A-Za-z]{{{length}}}\b", text),
        form=lambda one: _characters(one, length),
        refusal=say(
            "Enter the whole code: {length} letters and digits. This did not count as a try.",
            length=length,
        ),
    )


def read_app_code(typed: str) -> str:
    """The six digits of an authenticator app, `123 456` or `Code: 123456`. ValueError as above."""
    text = in_plain_signs(typed)
    return _the_one(
        [text],
        [text.rpartition(":")[2]],
        re.findall(r"(?<!\w)(?<!\d[ .-])\d{3}[ .-]?\d{3}(?!\w|[ .-]\d)", text, re.ASCII),
        form=lambda one: found if len(found := digits_of(one.strip(" ."))) == 6 else "",
        refusal=say("Enter the six digits from the app. This did not count as a try."),
    )


def _the_one(*places: list[str], form: Callable[[str], str], refusal: str) -> str:
    """What the first of `places` that has codes at all has, if they are one and the same."""
    for place in places:
        if found := {code for code in map(form, place) if code}:
            if len(found) == 1:
                return found.pop()
            break
    raise ValueError(refusal)


def _characters(text: str, length: int) -> str:
    """A code's characters in it, if it has no others but punctuation, and `length` of them."""
    if any(sign.isalnum() and not sign.isascii() for sign in text):
        return ""
    code = re.sub(r"[^0-9A-Z]", "", text.upper().translate(_READ_AS))
    return code if len(code) == length and set(code) <= set(ALPHABET) else ""
