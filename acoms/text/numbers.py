"""Numbers as people type them and programs copy them, in plain signs; pure Python.

Digits of any script, and every dash, dot and space, have one meaning and become plain. What has two
(`²`, a letter that only looks like another one, a decimal point) stays as it is, so that no reader
takes it for something else than whoever typed it.
"""

import re
import unicodedata

_DASHES = frozenset("\u02d7\u2043\u2212")  # besides those that Unicode calls dashes
_DOTS = frozenset("\u00b7\u2022\u2024\u2027\u2219\u22c5\u3002\uff61")
_WIDE = range(0xFF01, 0xFF5F)  # ASCII as it is typed between Chinese or Japanese signs
_GROUPS = re.compile(r"\(?[0-9]+(?:[ .()-]+[0-9]+)*\.?")
# What a spreadsheet makes of a number, such as 123456789.0; and any with a dot for its only sign,
# which may be a decimal point: 123456.789.
_DECIMAL = re.compile(r"\.[0-9]{1,2}\.?$|^[0-9 ]+\.[0-9]+\.?$")
_THOUSANDS = re.compile(r"[0-9]{1,3}(,[0-9]{3})+|[0-9]+")
_LONGEST_KEY = 18  # digits: all that a bigint surely holds


def in_plain_signs(typed: str) -> str:
    """With plain digits, dashes, dots and spaces, and without what nobody sees; trimmed."""
    if typed.isascii() and typed.isprintable():  # as are nearly all of the millions in lists
        return typed.strip()
    return "".join(map(_plain_sign, typed)).strip()


def _plain_sign(sign: str) -> str:
    category = unicodedata.category(sign)
    if category == "Nd":
        return str(unicodedata.decimal(sign))
    if category == "Pd" or sign in _DASHES:
        return "-"
    if sign in _DOTS:
        return "."
    if category in ("Zs", "Zl", "Zp") or sign in "\t\n\v\f\r\x85":
        return " "
    if category == "Cf":
        return ""
    return chr(ord(sign) - 0xFEE0) if ord(sign) in _WIDE else sign


def digits_of(typed: str) -> str:
    """The digits of a number that dashes, dots, spaces and parentheses may part; "" where that is
    not certain.

    `12345678.9` and `123456.789` are numbers with decimals, and no nine digits.
    """
    if typed.isascii() and typed.isdecimal():
        return typed
    plain = in_plain_signs(typed)
    if not _GROUPS.fullmatch(plain) or _DECIMAL.search(plain):
        return ""
    return re.sub("[ .()-]", "", plain)


def read_whole_number(typed: str, least: int, most: int) -> int:
    """A number such as `12,345`. ValueError says between which numbers it must be."""
    plain = in_plain_signs(typed)
    digits = plain.replace(",", "") if _THOUSANDS.fullmatch(plain) else ""
    if not digits or len(digits) > _LONGEST_KEY or not least <= int(digits) <= most:
        raise ValueError(f"This must be a whole number from {least:,} to {most:,}.")
    return int(digits)


def key_of(posted: str) -> int | None:
    """A whole number as a program writes it, such as the key of a row in a page of ours; None for
    what no program has written."""
    plain = posted.isascii() and posted.isdecimal() and len(posted) <= _LONGEST_KEY
    return int(posted) if plain else None
