"""The two web sites that are compared: this system and the floor, each one gunicorn process."""

import contextlib
import gzip
import os
import socket
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from accounts.models import Person
from acoms.local.mail_sink import listening_socket
from acoms.local.processes import start, stop
from benchmarks.people import floor_cookies, our_cookies
from benchmarks.servers import HOST, OURS

FLOOR = "benchmarks.floor.settings"
PIECE = 256 * 1024
BATCH = 5  # requests to one site before it is the other's turn


class Site:
    """One gunicorn process, and a browser's kept connection to it."""

    def __init__(self, port: int, cookies: dict[str, str]) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self._headers = {
            "Host": HOST,
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "Accept-Encoding": "gzip",
            # As the proxy that ends TLS says it.
            "X-Forwarded-Proto": "https",
            "Origin": f"https://{HOST}",
            "User-Agent": "benchmarks",
        }

    def get(self, path: str, more: Mapping[str, str] | None = None) -> bytes:
        """A page as it is sent: compressed. `more` are headers besides."""
        return self._ask("GET", path, 200, more=more)

    def take(self, path: str) -> int:
        """A download, taken and let go piece by piece; how many bytes came."""
        self._connection.request("GET", path, headers=self._headers)
        answer = self._connection.getresponse()
        if answer.status != 200:
            raise RuntimeError(f"GET {path}: {answer.status}\n{answer.read()[:2000]!r}")
        got = 0
        while piece := answer.read(PIECE):
            got += len(piece)
        return got

    def post(self, path: str, body: str) -> bytes:
        """Post a form that is accepted: the answer leads on to another page."""
        return self._ask("POST", path, 302, body)

    def _ask(
        self,
        method: str,
        path: str,
        expected: int,
        body: str | None = None,
        more: Mapping[str, str] | None = None,
    ) -> bytes:
        headers = {**self._headers, **(more or {})}
        if body is not None:
            headers = {**headers, "Content-Type": "application/x-www-form-urlencoded"}
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        page = answer.read()
        if answer.status != expected:
            compressed = answer.getheader("Content-Encoding") == "gzip"
            said = (gzip.decompress(page) if compressed else page).decode()
            raise RuntimeError(f"{method} {path}: {answer.status}\n{said[:2000]}")
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
                *(sys.executable, "-m", "gunicorn", "-c", "python:acoms.operations.server"),
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


@dataclass(frozen=True, slots=True)
class Sites:
    """This system and the floor side by side, the same visitor signed in to both."""

    visitor: Person
    cookies: dict[str, str]
    ours: Site
    floor: Site


@contextlib.contextmanager
def both_sites(visitor: Person) -> Iterator[Sites]:
    cookies = our_cookies(visitor)
    with (
        site(OURS, "acoms.wsgi", cookies) as ours,
        site(FLOOR, "benchmarks.floor.wsgi", floor_cookies(visitor)) as floor,
    ):
        yield Sites(visitor, cookies, ours, floor)
