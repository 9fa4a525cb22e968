"""TINs in the database: encrypted, and found by a keyed hash (a TIN may be someone's SSN, E5).

A model with a TIN extends `WithTin` and is given it with `set_tin` or, for many rows at once,
`tins_to_store`. Equal TINs have equal hashes in every table, so that lists are joined by the hash.
"""

import hashlib
import hmac
import uuid
from collections.abc import Callable
from functools import lru_cache

from cryptography.fernet import Fernet
from django.conf import settings
from django.db import models
from django.db.models import Q

from acoms.crypto.fields import EncryptedTextField, fernet_key
from acoms.crypto.keys import keys_for
from acoms.programme.identifiers import masked_tin

PURPOSE = "tin"
_HASH_PURPOSE = "tin hash"


@lru_cache(maxsize=4)
def _hash_keys(secrets: tuple[str, ...]) -> tuple[bytes, ...]:
    return keys_for(_HASH_PURPOSE)


def tin_hashes(tin: str) -> tuple[uuid.UUID, ...]:
    """The hash of nine digits under each key, newest first: what to look a TIN up by."""
    return tuple(_hash(key, tin) for key in _hash_keys(tuple(settings.ACOMS_KEYS)))


def hash_tin(tin: str) -> uuid.UUID:
    """The hash that is stored: under the newest key."""
    return _hash(_hash_keys(tuple(settings.ACOMS_KEYS))[0], tin)


def _hash(key: bytes, tin: str) -> uuid.UUID:
    # 128 bits are enough for a keyed hash, and PostgreSQL has a small type for them.
    return uuid.UUID(bytes=hmac.digest(key, tin.encode(), hashlib.sha256)[:16])


def tins_to_store() -> Callable[[str], tuple[str, uuid.UUID]]:
    """A quick function from nine digits to what is stored of them: (ciphertext, hash)."""
    encrypt = Fernet(fernet_key(PURPOSE)).encrypt
    key = _hash_keys(tuple(settings.ACOMS_KEYS))[0]
    return lambda tin: (encrypt(tin.encode()).decode(), _hash(key, tin))


class WithTin(models.Model):
    """A row with a TIN, or without one where its model allows it."""

    tin = EncryptedTextField("TIN", purpose=PURPOSE, blank=True, editable=False)
    tin_hash = models.UUIDField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def set_tin(self, tin: str) -> None:
        """Nine digits (`acoms.programme.identifiers.read_tin`), or "" for none."""
        self.tin = tin
        self.tin_hash = hash_tin(tin) if tin else None

    @property
    def masked_tin(self) -> str:
        return masked_tin(self.tin)


def with_tin(tin: str) -> Q:
    """The rows with this TIN, whichever key it was stored under."""
    return Q(tin_hash__in=tin_hashes(tin))


def tin_and_hash_together(name: str) -> models.CheckConstraint:
    """The constraint that a row has both or neither."""
    return models.CheckConstraint(
        name=name,
        condition=Q(tin="", tin_hash=None) | (~Q(tin="") & Q(tin_hash__isnull=False)),
    )
