"""The engine of sessions: nobody who reads the database can sign in with what stands there (E5).

What a session holds is encrypted: a reset token, a half-done sign-in. Its row stands under a keyed
hash of the key that the browser has in its cookie.
"""

import base64
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.core.signing import JSONSerializer
from django.utils import timezone

from acoms.crypto.keys import keys_for, macs

_LENGTH = 40  # of the column, in hexadecimal digits


def names_of(session_key: str | None) -> tuple[str, ...]:
    """Under which names the row of a session may stand, the newest key's first."""
    if not session_key:
        return ()
    return tuple(mac.hex()[:_LENGTH] for mac in macs("names of sessions", session_key))


class SessionStore(DatabaseStore):
    """Django's, but rows have other names than cookies. Without its asynchronous half."""

    _stored_as = ""  # what the row is called, if it was made under an older key

    def _get_session_from_db(self) -> Any:
        alive = self.model.objects.filter(expire_date__gt=timezone.now())
        found = alive.filter(session_key__in=names_of(self.session_key)).first()
        if found is None:
            self._session_key = None
        else:
            self._stored_as = found.session_key
        return found

    def exists(self, session_key: str) -> bool:
        return self.model.objects.filter(session_key__in=names_of(session_key)).exists()

    def create(self) -> None:
        self._stored_as = ""
        super().create()

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row = super().create_model_instance(data)
        row.session_key = self._stored_as or names_of(row.session_key)[0]
        return row

    def delete(self, session_key: str | None = None) -> None:
        names = names_of(session_key or self.session_key)
        self.model.objects.filter(session_key__in=names).delete()


@lru_cache(maxsize=4)
def _fernet(secrets: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys_for("sessions")])


class EncryptedSerializer:
    """Django's JSON serializer inside Fernet, with the newest key; any key reads."""

    def dumps(self, data: Any) -> bytes:
        return _fernet(tuple(settings.ACOMS_KEYS)).encrypt(JSONSerializer().dumps(data))

    def loads(self, stored: bytes) -> Any:
        return JSONSerializer().loads(_fernet(tuple(settings.ACOMS_KEYS)).decrypt(stored))
