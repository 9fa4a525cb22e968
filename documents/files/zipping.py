"""Several files as one ZIP that is made while it is sent; no Django.

Nothing is compressed: most of these files are already. Memory holds a piece of one file.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from zipfile import ZIP_STORED, ZipFile, ZipInfo

MODE = 0o600 << 16


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the ZIP; `pieces` gives its bytes, of which there are `size`."""

    name: str
    size: int
    at: datetime
    pieces: Callable[[], Iterable[bytes]]


class _Out:
    """What the archive is written to: it cannot be sought, and forgets what was taken."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def write(self, piece: bytes) -> int:
        self._waiting += piece
        return len(piece)

    def flush(self) -> None:
        pass

    def taken(self) -> bytes:
        waiting = bytes(self._waiting)
        self._waiting.clear()
        return waiting


def zip_of(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The ZIP in pieces. Raises what making an entry's pieces raises, also midway."""
    out = _Out()
    with ZipFile(out, "w", ZIP_STORED) as archive:  # type: ignore[call-overload]
        for entry in entries:
            info = ZipInfo(entry.name, entry.at.timetuple()[:6])
            info.file_size = entry.size  # says whether it needs the large form
            info.external_attr = MODE
            with archive.open(info, "w") as into:
                for piece in entry.pieces():
                    into.write(piece)
                    yield out.taken()
            yield out.taken()
    yield out.taken()
