"""Model fields for what must not be readable in the database (rule E5)."""

import base64
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models

from acoms.crypto.keys import keys_for


def fernet_key(purpose: str) -> bytes:
    """The newest key of a purpose, as Fernet wants it."""
    return base64.urlsafe_b64encode(keys_for(purpose)[0])


@lru_cache(maxsize=64)
def _fernet(purpose: str, secrets: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys_for(purpose)])


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]
    """Text encrypted at rest with the newest key of its purpose, decrypted with any.

    Cannot be searched or ordered by. `purpose` names the key and stays what it is for ever.
    """

    def __init__(self, *args: Any, purpose: str = "", **kwargs: Any) -> None:
        self.purpose = purpose
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "purpose": self.purpose}

    @property
    def _fernet(self) -> MultiFernet:
        return _fernet(self.purpose, tuple(settings.ACOMS_KEYS))

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return value if value in (None, "") else self._fernet.encrypt(value.encode()).decode()

    def from_db_value(self, value: str | None, *args: Any) -> str | None:
        return value if value in (None, "") else self._fernet.decrypt(value.encode()).decode()
