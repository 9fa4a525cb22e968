"""A clamd of a few lines over a real socket: it finds EICAR, refuses what is too large, and breaks
off when it is told to."""

import socket
import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@dataclass
class FakeClamd:
    """`most` bytes are taken of a stream; the first `breaks` streams end without an answer."""

    most: int = 1_000_000
    says_too_large: bool = True
    breaks: int = 0
    says: bytes = b""
    seen: list[int] = field(default_factory=list)
    address: str = ""

    def answer(self, to: socket.socket) -> None:
        command = b""
        while not command.endswith(b"\0"):
            command += to.recv(1)
        if command == b"zPING\0":
            to.sendall(b"PONG\0")
            return
        content = bytearray()
        while length := struct.unpack(">I", _exactly(to, 4))[0]:
            content += _exactly(to, length)
            if self.breaks:
                self.breaks -= 1
                return
            if len(content) > self.most:
                if self.says_too_large:
                    to.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.seen.append(len(content))
        found = b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"
        to.sendall(self.says or found)


def _exactly(from_: socket.socket, length: int) -> bytes:
    got = b""
    while len(got) < length:
        piece = from_.recv(length - len(got))
        if not piece:
            raise ConnectionError
        got += piece
    return got


@contextmanager
def running(clamd: FakeClamd) -> Iterator[FakeClamd]:
    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            clamd.answer(self.request)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        clamd.address = f"127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield clamd
        server.shutdown()
