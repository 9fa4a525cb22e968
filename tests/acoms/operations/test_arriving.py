"""Slow clients hold no thread of the web server."""

import os
import re
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from acoms.local.processes import start, stop
from acoms.operations.arriving import LONGEST_HEAD, NotTaken, awaited

THREADS = 2


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """gunicorn as production configures it, with one process, two threads, and little patience."""
    log = tmp_path_factory.mktemp("gunicorn") / "log"
    configured = log.with_name("configured.py")
    configured.write_text(
        "from acoms.operations import arriving\n"
        "from acoms.operations.server import *\n"
        "arriving.WITHIN = 1.5\n"
    )
    with socket.create_server(("127.0.0.1", 0)) as listener:
        number = int(listener.getsockname()[1])
        site = "tests.acoms.operations.slow_site:application"
        process = start(
            [
                sys.executable,
                "-m",
                "gunicorn",
                "-c",
                configured,
                "-b",
                f"fd://{listener.fileno()}",
                site,
            ],
            stdout=log.open("wb"),
            env={**os.environ, "WEB_CONCURRENCY": "1", "WEB_THREADS": str(THREADS)},
            pass_fds=[listener.fileno()],
        )
        yield number
        stop(process)
        assert "Traceback" not in log.read_text()


def connected(port: int, sent: bytes = b"") -> socket.socket:
    client = socket.create_connection(("127.0.0.1", port), timeout=20)
    client.sendall(sent)
    return client


def answer(client: socket.socket) -> tuple[int, bytes]:
    """The status and the body of an answer to which the server says its length."""
    got = b""
    while b"\r\n\r\n" not in got:
        piece = client.recv(4096)
        if not piece:
            return 0, got
        got += piece
    head, _, body = got.partition(b"\r\n\r\n")
    found = re.search(rb"Content-Length: (\d+)", head)
    while found and len(body) < int(found[1]):
        body += client.recv(4096)
    return int(head.split()[1]), body


def ask(port: int, path: str = "/", body: bytes = b"") -> tuple[int, bytes]:
    with connected(port) as client:
        head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n"
        client.sendall(head.encode() + body)
        return answer(client)


SLOW = {
    "nothing": b"",
    "half a head": b"GET / HTTP/1.1\r\nHost: x",
    "half a short body": b"POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nab",
}


@pytest.mark.rule("E6")
def test_slow_clients_keep_nobody_waiting_and_are_let_go(port: int) -> None:
    ask(port)  # until it has started
    with ExitStack() as slow:
        clients = [
            slow.enter_context(connected(port, sent)) for sent in SLOW.values() for _ in range(4)
        ]
        before = time.monotonic()
        assert ask(port, "/read", b"x" * 1000) == (200, b"1000")
        assert time.monotonic() - before < 1
        assert {answer(client)[0] for client in clients} == {0, 408}


def test_a_connection_is_kept_and_a_request_may_come_in_pieces(port: int) -> None:
    with connected(port) as client:
        for _ in range(2):
            client.sendall(b"POST /read HTTP/1.1\r\nHost: x\r\nContent-")
            time.sleep(0.02)
            client.sendall(b"Length: 3\r\n\r\na")
            time.sleep(0.02)
            client.sendall(b"bc")
            assert answer(client) == (200, b"3")


def test_a_long_body_is_read_at_a_fair_pace_only(port: int) -> None:
    with connected(port) as client:
        head = b"POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: 500000\r\n\r\n"
        client.sendall(head + b"x" * 500_000)
        said = b"".join(iter(lambda: client.recv(4096), b""))
    assert said.endswith(b"\r\n\r\n500000")
    assert b"\r\nConnection: close\r\n" in said
    with connected(
        port, b"POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: 500000\r\n\r\nab"
    ) as slow:
        assert answer(slow)[0] == 408


def test_nobody_waits_for_a_long_body_that_no_page_reads(port: int) -> None:
    with connected(
        port, b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 300000000\r\n\r\nab"
    ) as client:
        assert answer(client) == (200, b"0")
        assert client.recv(10) == b""


@pytest.mark.parametrize(
    ("arrived", "status"),
    [
        (b"GET / HTTP/1.1\r\nX: " + b"x" * LONGEST_HEAD, "431"),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", "411"),
    ],
)
def test_what_has_no_end_is_refused(arrived: bytes, status: str) -> None:
    with pytest.raises(NotTaken, match=status):
        awaited(arrived)


def test_a_head_says_how_much_is_awaited() -> None:
    assert awaited(b"GET / HTTP/1.1\r\nHost: x\r\n") is None
    assert awaited(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n") == 27
    assert awaited(b"POST / HTTP/1.1\r\ncontent-length:  12 \r\n\r\n") == 41 + 12
