"""Asking a virus scanner: any that answers what a stream of bytes is; no Django (rule G4).

clamd takes a stream in pieces, each after its length (INSTREAM). What is longer than its
`StreamMaxLength` it does not take: mostly it closes the connection before it can say so.
"""

import socket
import struct
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Protocol

from documents.files.rules import Scan

SECONDS = 60.0  # that clamd may be silent
MOST_OF_AN_ANSWER = 4096
Pieces = Callable[[], Iterable[bytes]]


class ScannerGone(Exception):
    """The scanner cannot be reached, or fails: the file waits, and is scanned later."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a scanner says: CLEAN, INFECTED or TOO_LARGE, and what it found."""

    scan: Scan
    found: str = ""


class Scanner(Protocol):
    def scan(self, pieces: Pieces) -> Answer:
        """What the bytes are that each call of `pieces` begins anew. Raises ScannerGone."""


class Clamd:
    """clamd at `host:port`, or at the path of its socket."""

    def __init__(self, address: str, seconds: float = SECONDS) -> None:
        self.address, self.seconds = address, seconds

    def scan(self, pieces: Pieces) -> Answer:
        for _ in range(2):  # a connection may break once by chance
            said = self._ask(pieces)
            if said:
                return _read(said)
        if not self.answers():
            raise ScannerGone("clamd broke off, and does not answer")
        return Answer(Scan.TOO_LARGE)

    def answers(self) -> bool:
        try:
            with self._connected() as to:
                to.sendall(b"zPING\0")
                return to.recv(MOST_OF_AN_ANSWER).startswith(b"PONG")
        except OSError:
            return False

    def _ask(self, pieces: Pieces) -> bytes:
        """What clamd says to the stream; nothing where it broke off without a word."""
        try:
            with self._connected() as to:
                with suppress(BrokenPipeError, ConnectionResetError):
                    to.sendall(b"zINSTREAM\0")
                    for piece in pieces():
                        if piece:  # an empty one would end the stream
                            to.sendall(struct.pack(">I", len(piece)) + piece)
                    to.sendall(struct.pack(">I", 0))
                with suppress(ConnectionResetError):
                    return to.recv(MOST_OF_AN_ANSWER)
                return b""
        except OSError as error:
            raise ScannerGone(f"clamd cannot be reached: {error}") from error

    @contextmanager
    def _connected(self) -> Iterator[socket.socket]:
        host, _, port = self.address.rpartition(":")
        if self.address.startswith("/"):
            with socket.socket(socket.AF_UNIX) as to:
                to.settimeout(self.seconds)
                to.connect(self.address)
                yield to
            return
        with socket.create_connection((host, int(port)), timeout=self.seconds) as to:
            yield to


def _read(said: bytes) -> Answer:
    text = said.rstrip(b"\0\n").decode(errors="replace")
    if "size limit exceeded" in text:
        return Answer(Scan.TOO_LARGE)
    what = text.partition(": ")[2] or text
    if what == "OK":
        return Answer(Scan.CLEAN)
    if what.endswith(" FOUND"):
        return Answer(Scan.INFECTED, what.removesuffix(" FOUND")[:200])
    raise ScannerGone(f"clamd says: {text}")
