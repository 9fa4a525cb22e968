"""The messages that the mail sink received."""

import email
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default as modern
from email.utils import getaddresses
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Message:
    """One message as a person reads it."""

    key: str
    to: list[str]
    sender: str
    subject: str
    text: str
    html: str
    received_at: datetime

    def is_to(self, address: str) -> bool:
        """Letter case tells no two addresses apart (rule E2)."""
        return address.strip().casefold() in (one.casefold() for one in self.to)


def messages(to: str = "", directory: Path | None = None) -> Iterator[Message]:
    """The messages, newest first; only those sent to the address `to`, if one is given."""
    for path in sorted((directory or settings.MAIL_SINK).glob("*.eml"), reverse=True):
        message = read(path)
        if not to or message.is_to(to):
            yield message


def message(key: str) -> Message | None:
    """The message of that key, if there is one."""
    path: Path = settings.MAIL_SINK / f"{key}.eml"
    return read(path) if path.exists() else None


def read(path: Path) -> Message:
    parsed = email.message_from_bytes(path.read_bytes(), policy=modern)
    assert isinstance(parsed, EmailMessage)
    return Message(
        key=path.stem,
        to=[address for _, address in getaddresses([parsed.get("X-Envelope-To", "")])],
        sender=str(parsed.get("From", "")),
        # A long one may begin on the line below its name, after a space that is none of its own.
        subject=str(parsed.get("Subject", "")).strip(),
        text=_body(parsed, "plain"),
        html=_body(parsed, "html"),
        received_at=datetime.fromtimestamp(int(path.stem.partition("-")[0]) / 1e9, UTC),
    )


def _body(parsed: EmailMessage, kind: str) -> str:
    part = parsed.get_body((kind,))
    return str(part.get_content()) if part is not None else ""
