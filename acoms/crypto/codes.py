"""Codes that people read and type: Crockford base32, read case- and punctuation-blind."""

import re

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


def read_code(typed: str) -> str:
    """What was typed as the code's own characters: `abcd 2o45` is `ABCD2045`."""
    return re.sub(r"[^0-9A-Z]", "", typed.upper().translate(_READ_AS))
