"""The keys that sign what ACO-MS tells websites of people: RSA, each with the days it serves.

`OPENID_KEYS` lists them with commas between, each as `[FROM..UNTIL@]KEY`: the days are dates at
midnight UTC, either may be left out, and KEY is the private key in base64. Of those that serve
today, the one whose FROM is latest signs. All whose UNTIL has not come are published, so that
what an older key has signed still verifies, and a coming key is known before it signs.

`python -m acoms.crypto.signing_keys [FROM..UNTIL]` prints a new one.
"""

import base64
import binascii
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

BITS = 3072
FEWEST_BITS = 2048


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key with the days between which it serves; None for no limit."""

    key: rsa.RSAPrivateKey
    serves_from: datetime | None = None
    serves_until: datetime | None = None

    def serves(self, moment: datetime) -> bool:
        begun = self.serves_from is None or self.serves_from <= moment
        return begun and (self.serves_until is None or moment < self.serves_until)

    def as_setting(self) -> dict[str, Any]:
        """What `IDP_OIDC_PRIVATE_KEYS` takes."""
        pem = self.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        return {
            "pem": pem.decode(),
            "not_before": self.serves_from,
            "expires_at": self.serves_until,
        }


def read_keys(text: str, *, checked: bool = True) -> list[SigningKey]:
    """The keys of `OPENID_KEYS`. Raises ValueError with a reason that repeats no part of a key.

    Unless `checked`, a key's numbers are believed: to check them takes a tenth of a second.
    """
    return [_read_key(entry, number, checked) for number, entry in enumerate(_entries(text), 1)]


def as_settings(text: str) -> list[dict[str, Any]]:
    """The keys of `OPENID_KEYS` as the setting `IDP_OIDC_PRIVATE_KEYS`."""
    return [key.as_setting() for key in read_keys(text, checked=False)]


def new_key(days: str = "") -> str:
    """A new entry of `OPENID_KEYS`; `days` is FROM..UNTIL, or empty."""
    _read_days(days, 1)
    der = rsa.generate_private_key(public_exponent=65537, key_size=BITS).private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    encoded = base64.b64encode(der).decode()
    return f"{days}@{encoded}" if days else encoded


def problems_with(text: str, now: datetime | None = None) -> list[str]:
    """Why production should not start with these keys, as sentences; none if it may."""
    if not any(_entries(text)):
        return ["OPENID_KEYS is missing."]
    try:
        keys = read_keys(text)
    except ValueError as error:
        return [f"OPENID_KEYS {error}."]
    found = [
        f"OPENID_KEYS (key {number}) has {key.key.key_size} bits; it needs {FEWEST_BITS}."
        for number, key in enumerate(keys, 1)
        if key.key.key_size < FEWEST_BITS
    ]
    if len({key.key.private_numbers().d for key in keys}) < len(keys):
        found.append("OPENID_KEYS has the same key twice.")
    if not any(key.serves(now or datetime.now(UTC)) for key in keys):
        found.append("OPENID_KEYS has no key that serves today.")
    return found


def _entries(text: str) -> Iterator[str]:
    return (entry.strip() for entry in text.split(",") if entry.strip())


def _read_key(entry: str, number: int, checked: bool) -> SigningKey:
    days, at, encoded = entry.rpartition("@")
    serves_from, serves_until = _read_days(days, number) if at else (None, None)
    try:
        der = base64.b64decode(encoded, validate=True)
        key = serialization.load_der_private_key(
            der, password=None, unsafe_skip_rsa_key_validation=not checked
        )
    except (binascii.Error, ValueError, TypeError, UnsupportedAlgorithm):
        raise ValueError(f"(key {number}) cannot be read as a private key") from None
    if not isinstance(key, rsa.RSAPrivateKey):
        raise ValueError(f"(key {number}) is no RSA key")
    return SigningKey(key, serves_from, serves_until)


def _read_days(days: str, number: int) -> tuple[datetime | None, datetime | None]:
    begin, dots, end = days.partition("..")
    try:
        if days and not dots:
            raise ValueError
        read = [
            datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC) if day else None
            for day in (begin, end)
        ]
    except ValueError:
        raise ValueError(
            f"(key {number}) must begin with its days, such as 2026-12-01..2027-07-01@"
        ) from None
    if read[0] and read[1] and read[0] >= read[1]:
        raise ValueError(f"(key {number}) ends before it begins")
    return read[0], read[1]


if __name__ == "__main__":
    try:
        print(new_key(*sys.argv[1:2]))
    except ValueError as error:
        sys.exit(f"The days {error}.")
