"""A mail server that delivers nothing: each message becomes a file for `/_mail/` to show.

`python -m acoms.local.mail_sink DIRECTORY SOCKET_NUMBER` serves on a socket it was handed, so
that its port stays the same when it has to be started again.
"""

import asyncio
import os
import signal
import socket
import sys
import time
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP


class Sink:
    """Writes each message, its envelope in front of it, in one step (a reader sees all of it)."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.received = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.received += 1
        name = f"{time.time_ns():020}-{os.getpid()}-{self.received}"
        unfinished = self.directory / f".{name}"
        recipients = ", ".join(envelope.rcpt_tos)
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
            file.write(f"X-Envelope-To: {recipients}\r\n".encode())
            file.write(envelope.content)
        unfinished.rename(self.directory / f"{name}.eml")
        return "250 OK"


def listening_socket() -> socket.socket:
    """A socket of this machine only, on a free port, that children may be handed."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.set_inheritable(True)
    return listener


async def serve(directory: Path, listener: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    sink = Sink(directory)
    server = await loop.create_server(
        lambda: SMTP(sink, hostname="localhost", enable_SMTPUTF8=True, loop=loop), sock=listener
    )
    ended = asyncio.Event()
    for ending in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(ending, ended.set)
    async with server:
        await ended.wait()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), socket.socket(fileno=int(sys.argv[2]))))
