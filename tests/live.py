"""A live stack for tests of the whole path: a web server, a Celery worker and beat, a mail server.

A test that takes the `live` fixture gets all of them, bound to the test database; the worker takes
no task outside of such tests, so that it never meddles with another test's rows.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings as django_settings
from django.db import connection

from acoms.celery import app
from acoms.local.mail_sink import listening_socket
from acoms.local.messages import Message, messages
from acoms.local.processes import start, stop
from tests.days import real_time_is_needed

QUEUE = "celery"


class Part:
    """One process of the stack, which a test may kill and start again."""

    def __init__(
        self, command: list[Any], environment: dict[str, str], log: Path, sockets: list[int]
    ) -> None:
        self.command, self.environment, self.log, self.sockets = command, environment, log, sockets
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        if self.process is None or self.process.poll() is not None:
            self.process = start(
                [sys.executable, "-m", *self.command],
                stdout=self.log.open("ab"),
                env=self.environment,
                pass_fds=self.sockets,
            )

    def kill(self) -> None:
        """End it as an accident would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def stop(self) -> None:
        if self.process is not None:
            stop(self.process)

    @property
    def said(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""


@dataclass
class LiveStack:
    """What a test of the whole path works with."""

    url: str
    worker: Part
    beat: Part
    mail_server: Part
    mail: Path = field(repr=False)

    def mailbox(self, address: str, count: int = 1, seconds: float = 120) -> list[Message]:
        """The messages that `address` got, newest first, once there are `count` of them."""
        end = time.monotonic() + seconds
        while len(found := list(messages(address, self.mail))) < count:
            if time.monotonic() > end:
                arrived = [(m.to, m.subject) for m in messages("", self.mail)]
                raise AssertionError(
                    f"{address} got {len(found)} of {count} messages; in all arrived {arrived}. "
                    f"The worker said:\n{self.worker.said[-3000:]}"
                )
            time.sleep(0.05)
        return found

    def start_all(self) -> None:
        for part in (self.mail_server, self.worker, self.beat):
            part.start()

    def take_tasks(self) -> None:
        """Let the worker work, once it is there."""
        _until_answered(lambda: app.control.add_consumer(QUEUE, reply=True, timeout=0.5))

    def take_no_tasks(self) -> None:
        """The worker ends what it is at, and takes nothing more."""
        if self.worker.process is not None and self.worker.process.poll() is None:
            _until_answered(lambda: app.control.cancel_consumer(QUEUE, reply=True, timeout=0.5))


def _until_answered(ask: Callable[[], Any], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not ask():
        assert time.monotonic() < end, "the Celery worker does not answer"


@pytest.fixture(scope="session")
def live_parts(
    live_server: Any, django_db_setup: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LiveStack]:
    """The processes, one set for each process of the test run."""
    place = tmp_path_factory.mktemp("live")
    listener = listening_socket()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "acoms.settings.test",
        "DATABASE_URL": url_of_test_database(),
        "EMAIL_URL": f"smtp://127.0.0.1:{listener.getsockname()[1]}",
        "SITE_URL": live_server.url,
    }
    celery = ["celery", "-A", "acoms.local.celery", "--quiet"]

    def part(name: str, command: list[Any], sockets: list[int]) -> Part:
        return Part(command, environment, place / f"{name}.log", sockets)

    sink = ["acoms.local.mail_sink", place / "mail", listener.fileno()]
    worker = [*celery, "worker", "--loglevel=INFO", "--pool=solo", "--without-mingle"]
    beat = [*celery, "beat", "--loglevel=INFO", f"--schedule={place / 'beat-schedule'}"]
    stack = LiveStack(
        url=live_server.url,
        worker=part("worker", worker, []),
        beat=part("beat", beat, []),
        mail_server=part("mail", sink, [listener.fileno()]),
        mail=place / "mail",
    )
    yield stack
    for each in (stack.beat, stack.worker, stack.mail_server):
        each.stop()
    listener.close()


@pytest.fixture
def live(live_parts: LiveStack, transactional_db: None, settings: Any) -> Iterator[LiveStack]:
    """The live stack at work for one test, with an empty mailbox."""
    settings.SITE_URL = live_parts.url
    settings.MAIL_SINK = live_parts.mail
    for old in live_parts.mail.glob("*.eml"):
        old.unlink()
    app.control.purge()
    live_parts.start_all()
    live_parts.take_tasks()
    yield live_parts
    live_parts.take_no_tasks()  # before the tables are emptied


def url_of_test_database() -> str:
    """The test database as a URL for a child: pytest-django has put its name into the settings."""
    real_time_is_needed()
    config = connection.settings_dict
    user, password = quote(config["USER"]), quote(config["PASSWORD"] or "")
    host, port = config["HOST"] or "", config["PORT"] or ""
    assert django_settings.DATABASES["default"]["NAME"] == config["NAME"]
    place = f"@/{config['NAME']}?host={quote(host)}"
    if not host.startswith("/"):
        place = f"@{host}{f':{port}' if port else ''}/{config['NAME']}"
    return f"postgres://{user}{f':{password}' if password else ''}{place}"
