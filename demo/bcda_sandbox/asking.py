"""What the sandbox asks ACO-MS of a token (RFC 7662)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import requests

NAME = "bcda"
PATIENCE = 10


class NotAnswered(Exception):
    """ACO-MS did not say what a token is good for; the text says so to a person."""


@dataclass(frozen=True, slots=True)
class Good:
    """A token that is good here and now."""

    acos: list[str]
    client_id: str
    until: datetime


@dataclass(frozen=True, slots=True)
class AcoMs:
    """ACO-MS, and our account with it."""

    url: str
    secret: str

    def ask(self, token: str, address: str) -> Good | None:
        """What a token from this address is good for; None for nothing. Raises NotAnswered.

        Nothing is remembered: credentials that are deleted end at once.
        """
        try:
            answer = requests.post(
                f"{self.url.rstrip('/')}/auth/introspect",
                data={"token": token, "client_address": address},
                auth=(NAME, self.secret),
                timeout=PATIENCE,
            )
            answer.raise_for_status()
            said = answer.json()
        except requests.RequestException as error:
            raise NotAnswered(f"ACO-MS does not say what the token is good for: {error}") from error
        return _read(said) if said["active"] else None


def _read(said: dict[str, Any]) -> Good:
    return Good(said["acos"], said["client_id"], datetime.fromtimestamp(said["exp"], UTC))
