"""A gigabyte goes up and down through gunicorn as production runs it, within little memory (G4)."""

import contextlib
import hashlib
import http.client
import os
import re
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psutil
import pytest
from django.conf import settings as django_settings
from django.test import Client

from acoms.local.mail_sink import listening_socket
from acoms.local.processes import start, stop
from documents.files.models import Download, FileVersion
from documents.files.storage import FILES
from tests.api.credentials.keeping import made
from tests.api.tokens.test_tokens import token_of
from tests.cast import Cast
from tests.live import url_of_test_database

GIGABYTE = 1_000_000_000
PIECE = 1_000_000
MOST = 100_000_000  # bytes of each process; of what processes share, each has its part
WORKERS = 2
ADD = "/admin/documents_files/publishedfile/add/"

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.rule("G4")]


@dataclass
class Site:
    port: int
    process: psutil.Process
    most: int = 0
    resident: int = 0

    def connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)

    def ask(self, browser: Client, path: str, **headers: str) -> Any:
        connection = self.connection()
        connection.request("GET", path, headers={**cookies(browser), **headers})
        return connection.getresponse()

    def watch(self, ended: threading.Event) -> None:
        """Note the most memory that one of the processes has, once there are all."""
        while not ended.wait(0.05):
            children = self.process.children(recursive=True)
            for each in [self.process, *children] if len(children) >= WORKERS else ():
                with contextlib.suppress(psutil.NoSuchProcess):
                    memory = each.memory_full_info()
                    self.most = max(self.most, memory.pss)
                    self.resident = max(self.resident, memory.rss)

    def say(self, when: str) -> None:
        print(f"{when}: {self.most / 1e6:.0f} MB, resident {self.resident / 1e6:.0f}")


def cookies(browser: Client) -> dict[str, str]:
    said = "; ".join(f"{name}={one.value}" for name, one in browser.cookies.items())
    return {"Cookie": said, "Host": "127.0.0.1"}


@pytest.fixture
def site(settings: Any) -> Iterator[Site]:
    """gunicorn with production's configuration: two processes of four threads."""
    settings.FILES_ROOT = django_settings.BASE_DIR / "build" / "test-files"  # as the process has it
    listener = listening_socket()
    command = [sys.executable, "-m", "gunicorn", "-c", "python:acoms.operations.server"]
    command += ["--bind", f"fd://{listener.fileno()}", "--workers", str(WORKERS), "--threads", "4"]
    process = start(
        [*command, "acoms.wsgi"],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "acoms.settings.test",
            "DATABASE_URL": url_of_test_database(),
            "MALLOC_ARENA_MAX": "2",  # as the Dockerfile has it
        },
        pass_fds=[listener.fileno()],
    )
    found = Site(listener.getsockname()[1], psutil.Process(process.pid))
    ended = threading.Event()
    watching = threading.Thread(target=found.watch, args=(ended,))
    watching.start()
    try:
        yield found
    finally:
        ended.set()
        watching.join()
        stop(process)
        listener.close()
        for version in FileVersion.objects.all():
            FILES.delete(version.stored_as)


def zeros(size: int) -> Iterator[bytes]:
    for at in range(0, size, PIECE):
        yield bytes(min(PIECE, size - at))


def form_with(page: str, fields: dict[str, str], name: str, size: int) -> tuple[str, bytes, bytes]:
    """What a browser sends before and after a file of the form on `page`."""
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    boundary, parts = "gigabyte-boundary", []
    for key, value in {**hidden, **fields}.items():
        parts.append(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
        )
    parts.append(
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        "Content-Type: application/zip\r\n\r\n"
    )
    return boundary, "".join(parts).encode(), f"\r\n--{boundary}--\r\n".encode()


@pytest.mark.long
def test_a_gigabyte_goes_up_and_down_in_little_memory(cast: Cast, site: Site) -> None:
    staff, reader = cast.browser("cms_staff"), cast.browser("exec")
    answer = site.ask(staff, ADD)
    page = answer.read().decode()
    assert answer.status == 200
    token = re.search(r"csrftoken=(\w+)", answer.getheader("Set-Cookie") or "")
    assert token
    site.ask(reader, "/acos/A9101/data-hub/").read()
    site.say("idle")
    fields = {"aco": cast.lakeside.aco_id, "type": "115", "performance_year": "", "last_day": ""}
    boundary, before, after = form_with(page, fields, "large.zip", GIGABYTE)
    connection = site.connection()
    connection.putrequest("POST", ADD, skip_host=True)
    for name, value in cookies(staff).items():
        also = f"; csrftoken={token[1]}" if name == "Cookie" else ""
        connection.putheader(name, value + also)
    connection.putheader("Content-Type", f"multipart/form-data; boundary={boundary}")
    connection.putheader("Content-Length", str(len(before) + GIGABYTE + len(after)))
    connection.endheaders(before)
    for piece in zeros(GIGABYTE):
        connection.send(piece)
    connection.send(after)
    answer = connection.getresponse()
    assert answer.status == 302, answer.read()[:3000]
    version = FileVersion.objects.get()
    assert version.size == GIGABYTE
    site.say("up")

    download = f"/acos/A9101/data-hub/{version.file_id}/1/download/"
    answer, sha256 = site.ask(reader, download), hashlib.sha256()
    while piece := answer.read(PIECE):
        sha256.update(piece)
    assert sha256.hexdigest() == version.sha256
    part = site.ask(reader, download, Range=f"bytes={GIGABYTE - 5}-")
    assert (part.status, part.read()) == (206, bytes(5))
    assert Download.objects.get().requests == 2
    site.say("down")

    bearer = {"Authorization": f"Bearer {token_of(made(cast.delegate, cast.lakeside))}"}
    program = f"/api/v1/acos/A9101/files/{version.file.public_id}/content"
    answer, by_program = site.ask(Client(), program, **bearer), hashlib.sha256()
    assert answer.status == 200
    while piece := answer.read(PIECE):
        by_program.update(piece)
    assert by_program.hexdigest() == version.sha256
    site.say("by a program")
    assert site.most < MOST
