"""Content that is made while it is written: nobody holds all of it."""

import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.core.files.base import File

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

PIECE = 256 * 1024


def as_file(pieces: Iterable[bytes], name: str) -> File[bytes]:
    """Pieces of bytes as a file that is read once, from its beginning to its end."""
    return File(io.BufferedReader(_Pieces(pieces), PIECE), name)


class _Pieces(io.RawIOBase):
    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = memoryview(piece)
        room = memoryview(buffer).cast("B")
        part = self._rest[: len(room)]
        room[: len(part)] = part
        self._rest = self._rest[len(part) :]
        return len(part)


def in_pieces(lines: Iterable[str]) -> Iterator[bytes]:
    """Lines of text, in UTF-8, several in a piece."""
    buffer = io.StringIO()
    for line in lines:
        buffer.write(line)
        if buffer.tell() >= PIECE:
            yield buffer.getvalue().encode()
            buffer = io.StringIO()
    if buffer.tell():
        yield buffer.getvalue().encode()
