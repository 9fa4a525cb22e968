"""What a seal is made of: pure functions of bytes, so that sealing and checking cannot differ.

A seal covers the rows of one history table with ids above `after_id` up to `upto_id`. Its entries
are the rows' ids, each with a hash of the row and one of its context (who did it). Its digest
covers those, and the digest before it; its signature is a keyed hash of the digest. Whoever can
write to the database alone can make digests, but no signature.
"""

import hashlib
import hmac
import json
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

PURPOSE = "history seals"
FIRST = bytes(32)  # the digest before the first seal's
LOWEST_ID = -(2**63)  # so that an id below the first one is noticed too
_ENTRY = struct.Struct(">q16s16s")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a history table as the database words it, and the context that it names."""

    id: int
    text: str
    context: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a seal remembers of a row."""

    id: int
    row: bytes
    context: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a seal says of itself."""

    number: int
    table: str
    columns: Sequence[str]
    after_id: int
    upto_id: int
    count: int
    sealed_at: datetime
    key: str


def seal_row(table: str, row: Row) -> Sealed:
    return Sealed(row.id, _hash(table, "row", row.text), _hash(table, "context", row.context))


def _hash(table: str, part: str, text: str) -> bytes:
    return hashlib.sha256(f"{table}\0{part}\0{text}".encode()).digest()[:16]


def pack(entries: Iterable[Sealed]) -> bytes:
    return b"".join(_ENTRY.pack(entry.id, entry.row, entry.context) for entry in entries)


def unpack(packed: bytes) -> Iterator[Sealed]:
    return (Sealed(*values) for values in _ENTRY.iter_unpack(packed))


def digest_of(header: Header, entries: bytes, previous: bytes) -> bytes:
    """The 32 bytes that stand for a seal and for every seal before it."""
    words = json.dumps(
        [
            header.number,
            header.table,
            list(header.columns),
            header.after_id,
            header.upto_id,
            header.count,
            header.sealed_at.timestamp(),
            header.key,
        ]
    ).encode()
    hashed = hashlib.sha256(len(words).to_bytes(8, "big") + words + previous)
    hashed.update(entries)
    return hashed.digest()


def fingerprint(key: bytes) -> str:
    """A name for a key that says nothing of it."""
    return hmac.digest(key, b"fingerprint", hashlib.sha256)[:8].hex()


def sign(key: bytes, digest: bytes) -> bytes:
    return hmac.digest(key, digest, hashlib.sha256)
