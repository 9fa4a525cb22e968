"""What the benchmarks run on: servers of their own, on no fixed port, gone with this process."""

import contextlib
import os
import secrets
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

from acoms.local.mail_sink import listening_socket
from acoms.local.processes import start, stop
from acoms.local.throw_away import servers

HOST = "acoms.example.org"
OURS = "benchmarks.settings"
FLOOR = "benchmarks.floor.settings"


@contextlib.contextmanager
def stack() -> Iterator[None]:
    """PostgreSQL, Valkey and a mail server, and an environment that production starts with.

    What the environment says already is not used: benchmarks write, and to their own only.
    """
    before = dict(os.environ)
    for name in ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE"):
        os.environ.pop(name, None)
    try:
        with servers(), _mail_server() as port, tempfile.TemporaryDirectory() as nothing:
            os.environ.update(
                DJANGO_SETTINGS_MODULE=OURS,
                SECRET_KEY=secrets.token_urlsafe(48),
                ACOMS_KEYS=secrets.token_urlsafe(48),
                SITE_URL=f"https://{HOST}",
                ALLOWED_HOSTS=HOST,
                EMAIL_URL=f"smtp://127.0.0.1:{port}",
                STATIC_ROOT=nothing,
            )
            yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextlib.contextmanager
def _mail_server() -> Iterator[int]:
    listener = listening_socket()
    number, port = listener.fileno(), listener.getsockname()[1]
    process = start(
        [sys.executable, "-m", "benchmarks.mail_server", str(number)], pass_fds=[number]
    )
    listener.close()
    try:
        yield port
    finally:
        stop(process)


class Site:
    """One gunicorn process, and a browser's kept connection to it."""

    def __init__(self, port: int, cookies: dict[str, str]) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self._headers = {
            "Host": HOST,
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            # As the proxy that ends TLS says it.
            "X-Forwarded-Proto": "https",
            "Origin": f"https://{HOST}",
            "User-Agent": "benchmarks",
        }

    def get(self, path: str) -> bytes:
        return self._ask("GET", path, 200)

    def post(self, path: str, body: str) -> bytes:
        """Post a form that is accepted: the answer leads on to another page."""
        return self._ask("POST", path, 302, body)

    def _ask(self, method: str, path: str, expected: int, body: str | None = None) -> bytes:
        headers = self._headers
        if body is not None:
            headers = {**headers, "Content-Type": "application/x-www-form-urlencoded"}
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        page = answer.read()
        if answer.status != expected:
            raise RuntimeError(f"{method} {path}: {answer.status}\n{page.decode()[:2000]}")
        return page

    def close(self) -> None:
        self._connection.close()


@contextlib.contextmanager
def site(settings: str, application: str, cookies: dict[str, str]) -> Iterator[Site]:
    """A gunicorn with the production configuration and one process of one thread."""
    listener = listening_socket()
    # gunicorn sets it too, but too late for a connection that is made while it starts.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    port = listener.getsockname()[1]
    with tempfile.NamedTemporaryFile() as log:
        process = start(
            [
                *(sys.executable, "-m", "gunicorn", "-c", "python:acoms.server"),
                *("--bind", f"fd://{listener.fileno()}", "--workers", "1", "--threads", "1"),
                application,
            ],
            env={**os.environ, "DJANGO_SETTINGS_MODULE": settings},
            stdout=log.file,
            pass_fds=[listener.fileno()],
        )
        listener.close()  # so that a server that dies refuses instead of never answering
        browser = Site(port, cookies)
        try:
            yield browser
        except Exception as error:
            time.sleep(0.2)  # for its last words
            error.add_note(Path(log.name).read_text(errors="replace")[-3000:])
            raise
        finally:
            browser.close()
            stop(process)


@contextlib.contextmanager
def both_sites(ours: dict[str, str], floor: dict[str, str]) -> Iterator[tuple[Site, Site]]:
    """This system and the floor side by side, each with its own visitor's cookies."""
    with (
        site(OURS, "acoms.wsgi", ours) as our_site,
        site(FLOOR, "benchmarks.floor.wsgi", floor) as floor_site,
    ):
        yield our_site, floor_site
