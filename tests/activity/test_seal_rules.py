"""What a seal is made of: of other facts it is another one."""

import hashlib
import hmac
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from activity.seals import (
    FIRST,
    LOWEST_ID,
    Header,
    Row,
    Sealed,
    digest_of,
    fingerprint,
    pack,
    seal_row,
    sign,
    unpack,
)

HEADER = Header(
    number=1,
    table="contacts_contactevent",
    columns=("id", "name"),
    after_id=LOWEST_ID,
    upto_id=7,
    count=2,
    sealed_at=datetime(2026, 3, 2, 9, tzinfo=UTC),
    key="k",
)

pytestmark = pytest.mark.rule("E3")


def test_a_row_is_remembered_by_half_a_hash_of_its_table_its_part_and_its_text() -> None:
    sealed = seal_row("events", Row(7, "text", "by whom"))
    assert sealed.row == hashlib.sha256(b"events\0row\0text").digest()[:16]
    assert sealed.context == hashlib.sha256(b"events\0context\0by whom").digest()[:16]


def test_entries_are_unpacked_as_they_were_packed() -> None:
    entries = [
        Sealed(LOWEST_ID, bytes(16), bytes(range(16))),
        Sealed(2**63 - 1, b"r" * 16, b"c" * 16),
    ]
    assert [*unpack(pack(entries))] == entries
    assert LOWEST_ID == -(2**63)


def test_a_digest_covers_all_that_a_seal_says_and_the_digest_before() -> None:
    digests = {digest_of(header, entries, previous) for header, entries, previous in [
        (HEADER, b"entries", FIRST),
        (replace(HEADER, number=2), b"entries", FIRST),
        (replace(HEADER, table="other"), b"entries", FIRST),
        (replace(HEADER, columns=("name", "id")), b"entries", FIRST),
        (replace(HEADER, after_id=0), b"entries", FIRST),
        (replace(HEADER, upto_id=8), b"entries", FIRST),
        (replace(HEADER, count=3), b"entries", FIRST),
        (replace(HEADER, sealed_at=datetime(2026, 3, 2, 10, tzinfo=UTC)), b"entries", FIRST),
        (replace(HEADER, key="other"), b"entries", FIRST),
        (HEADER, b"other", FIRST),
        (HEADER, b"entries", b"\1" * 32),
    ]}  # fmt: skip
    assert len(digests) == 11


def test_a_digest_is_always_made_in_the_same_way() -> None:
    """Or seals that are there could not be checked any more."""
    words = json.dumps(
        [1, "contacts_contactevent", ["id", "name"], -(2**63), 7, 2, 1772442000.0, "k"]
    ).encode()
    whole = len(words).to_bytes(8, "big") + words + bytes(32) + b"entries"
    assert digest_of(HEADER, b"entries", FIRST) == hashlib.sha256(whole).digest()


def test_a_key_is_known_by_eight_bytes_of_a_keyed_hash() -> None:
    whole = hmac.digest(b"key", b"fingerprint", hashlib.sha256)
    assert fingerprint(b"key") == whole[:8].hex()
    assert sign(b"key", b"digest") == hmac.digest(b"key", b"digest", hashlib.sha256)
