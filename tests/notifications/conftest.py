"""A real mail server, and mail to send through it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from accounts.notices import SECURITY_CHANGE
from notifications.actions import notify
from notifications.models import Notification
from tests.notifications.mail_server import MailServer, mail_server

Post = Callable[..., list[Notification]]


@pytest.fixture
def server(tmp_path: Path, settings: Any) -> Iterator[MailServer]:
    """The mail server that the site sends through in this test."""
    with mail_server(tmp_path / "record") as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_TIMEOUT = 5
        yield server


@pytest.fixture
def post(db: None) -> Post:
    """Put one mail for each of these names into the outbox."""

    def post(*names: str) -> list[Notification]:
        with transaction.atomic():
            return [
                notify(
                    SECURITY_CHANGE,
                    address=f"{name}@example.org",
                    data={"what": "Something changed.", "first_name": name},
                )
                for name in names
            ]

    return post
