"""How passwords become hashes. The same letters are one password, however a keyboard composes them.

An é is one sign on one machine and two on another. Both are normalized (NFC, SP 800-63B) here,
where all passwords come by that are set or checked, whichever page or command they were typed to.
"""

import unicodedata
from typing import Any

from django.contrib.auth.hashers import (
    Argon2PasswordHasher,
    BasePasswordHasher,
    PBKDF2PasswordHasher,
)


def normalized(password: str) -> str:
    return unicodedata.normalize("NFC", password)


class Normalizing(BasePasswordHasher):
    """Before a hasher of Django's."""

    def encode(self, password: str, *args: Any, **kwargs: Any) -> str:
        encoded: str = super().encode(normalized(password), *args, **kwargs)
        return encoded

    def verify(self, password: str, encoded: str) -> bool:
        return bool(super().verify(normalized(password), encoded))


class Argon2Hasher(Normalizing, Argon2PasswordHasher):
    pass


class PBKDF2Hasher(Normalizing, PBKDF2PasswordHasher):
    pass
