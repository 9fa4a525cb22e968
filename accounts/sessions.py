"""What a session holds is encrypted at rest: a reset token, a half-done sign-in (rule E5)."""

import base64
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.signing import JSONSerializer

from acoms.crypto.keys import keys_for


@lru_cache(maxsize=4)
def _fernet(secrets: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys_for("sessions")])


class EncryptedSerializer:
    """Django's JSON serializer inside Fernet, with the newest key; any key reads."""

    def dumps(self, data: Any) -> bytes:
        return _fernet(tuple(settings.ACOMS_KEYS)).encrypt(JSONSerializer().dumps(data))

    def loads(self, stored: bytes) -> Any:
        return JSONSerializer().loads(_fernet(tuple(settings.ACOMS_KEYS)).decrypt(stored))
