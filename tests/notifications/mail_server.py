"""A mail server with moods, in a process of its own: `python -m … RECORD SOCKET_NUMBER`.

What it does with a message is in the recipient's address: `unknown@` does not exist (550),
`busy@` is put off the first time (451), `drop@` makes the server hang up without a word, and
everyone else gets their mail. Each message that reaches it becomes a line of the record.
"""

import asyncio
import contextlib
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP

from acoms.local.processes import start, stop

SECONDS_EACH = 0.01  # so that a test can end a relay in the middle of its batch


class Moods:
    def __init__(self, record: Path) -> None:
        self.record = record
        self.put_off: set[str] = set()

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if address.startswith("unknown"):
            return "550 5.1.1 No such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        address = envelope.rcpt_tos[0]
        number = re.search(rb"^Message-ID: *(\S+)", envelope.content, re.M | re.I)
        assert number
        await asyncio.sleep(SECONDS_EACH)
        if address.startswith("drop"):
            server.transport.abort()
            return "421 Gone"
        put_off = address.startswith("busy") and address not in self.put_off
        self.put_off.add(address)
        word = "put-off" if put_off else "taken"
        with self.record.open("a") as file:
            file.write(f"{word} {address} {number[1].decode()}\n")
        return "451 4.2.2 Busy, come back" if put_off else "250 OK"


async def serve(record: Path, listener: socket.socket) -> None:
    moods = Moods(record)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(moods, hostname="localhost", loop=loop), sock=listener
    )
    ended = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, ended.set)
    async with server:
        await ended.wait()


class MailServer:
    """The server as a test sees it: it comes, goes, and shows what it was brought."""

    def __init__(self, record: Path) -> None:
        self.record = record
        record.touch()
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    def come(self) -> None:
        listener = socket.create_server(("127.0.0.1", self.port))
        listener.set_inheritable(True)
        with listener:
            self._process = start(
                [sys.executable, "-m", __name__, self.record, str(listener.fileno())],
                pass_fds=[listener.fileno()],
            )

    def go(self) -> None:
        if self._process is not None:
            stop(self._process)

    @property
    def lines(self) -> list[list[str]]:
        """Each message that arrived: what became of it, to whom, its Message-ID."""
        return [line.split() for line in self.record.read_text().splitlines()]

    @property
    def taken(self) -> list[str]:
        """To whom mail was delivered, in order."""
        return [address for word, address, _ in self.lines if word == "taken"]

    def wait_for(self, count: int, seconds: float = 120) -> None:
        end = time.monotonic() + seconds
        while len(self.lines) < count:
            assert time.monotonic() < end, f"{len(self.lines)} of {count} messages arrived"
            time.sleep(0.005)


@contextlib.contextmanager
def mail_server(record: Path) -> Iterator[MailServer]:
    server = MailServer(record)
    server.come()
    try:
        yield server
    finally:
        server.go()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), socket.socket(fileno=int(sys.argv[2]))))
