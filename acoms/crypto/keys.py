"""Keys for what is encrypted or hashed, derived for each purpose from `settings.ACOMS_KEYS`.

`ACOMS_KEYS` is a list of secrets, newest first. The newest makes; all of them verify and decrypt,
so that a key is rotated by putting a new one in front and, later, taking the oldest away.
"""

import hashlib
import hmac

from django.conf import settings


def keys_for(purpose: str) -> tuple[bytes, ...]:
    """32-byte keys for one purpose, newest first. Two purposes never share a key."""
    return tuple(
        hmac.digest(secret.encode(), f"acoms:{purpose}".encode(), hashlib.sha256)
        for secret in settings.ACOMS_KEYS
    )


def macs(purpose: str, message: str) -> tuple[bytes, ...]:
    """The 32-byte keyed hash of `message` under each key, newest first."""
    return tuple(hmac.digest(key, message.encode(), hashlib.sha256) for key in keys_for(purpose))
