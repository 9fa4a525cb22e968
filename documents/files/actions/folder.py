"""The folder that a delivery job writes to, where nothing that lies there is ever followed.

Its subfolders are held open and spoken to by that handle: one that is a link, or becomes one, leads
nowhere else. What others wrote there is theirs to change at any moment.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from documents.files.errors import FilesError

PLACES = ("inbox", ".taken", "done", "refused", ".notes")
LONGEST = 255  # bytes of a name, on most disks
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was seen: how long, last written when, and at what time that was; and the name
    under which it came."""

    size: int
    written_ns: int
    at: float
    name: str

    def is_still(self, status: os.stat_result) -> bool:
        """Whether it has not been written to since."""
        return (self.size, self.written_ns) == (status.st_size, status.st_mtime_ns)


@dataclass(frozen=True, slots=True)
class Place:
    """A subfolder, held open."""

    fd: int

    def names(self) -> list[str]:
        return sorted(os.listdir(self.fd))

    def status(self, name: str) -> os.stat_result:
        """Of what lies there, a link itself included. Raises OSError."""
        return os.stat(name, dir_fd=self.fd, follow_symlinks=False)

    def has(self, name: str) -> bool:
        try:
            self.status(name)
        except FileNotFoundError:
            return False
        return True

    def free(self, name: str, ending: str = "") -> str:
        """The name with the ending, or one like it that nothing has; as long as a disk takes."""
        number, found = 1, cut(name, ending)
        while self.has(found):
            number += 1
            found = cut(name, f".{number}{ending}")
        return found

    def move(self, name: str, to: "Place", new: str) -> None:
        """Raises OSError."""
        os.rename(name, new, src_dir_fd=self.fd, dst_dir_fd=to.fd)

    def open(self, name: str) -> int:
        """A regular file, to be read. Raises FilesError where it is none, and OSError."""
        if not stat.S_ISREG(self.status(name).st_mode):
            raise FilesError("It is no file.")
        descriptor = os.open(name, _READ, dir_fd=self.fd)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise FilesError("It is no file.")
        return descriptor

    def write_new(self, name: str, text: str) -> None:
        """A file that was not there, and no link that was. Raises OSError."""
        with os.fdopen(os.open(name, _NEW, 0o640, dir_fd=self.fd), "wb") as file:
            file.write(text.encode(errors="replace"))

    def forget(self, name: str) -> None:
        """Raises OSError."""
        os.unlink(name, dir_fd=self.fd)


@dataclass(frozen=True, slots=True)
class Folder:
    """A delivery folder: what comes in, what is at work, what was published, and what was not."""

    inbox: Place
    taken: Place
    done: Place
    refused: Place
    notes: Place

    def note(self, place: str, name: str, seen: Seen) -> None:
        """Note how a file of `place` was seen. Raises OSError."""
        key = _key(place, name)
        self.forget_note(place, name)
        lines = [str(seen.size), str(seen.written_ns), str(seen.at), os.fsencode(seen.name).hex()]
        self.notes.write_new(key, "\n".join(lines))

    def noted(self, place: str, name: str) -> Seen | None:
        """How it was seen last, if that was noted in words that we understand."""
        try:
            with os.fdopen(self.notes.open(_key(place, name)), "rb") as file:
                size, written, at, came_as = file.read(2_000).decode("ascii").split("\n")
            return Seen(int(size), int(written), float(at), os.fsdecode(bytes.fromhex(came_as)))
        except (OSError, ValueError, FilesError):
            return None

    def forget_note(self, place: str, name: str) -> None:
        with suppress(FileNotFoundError):
            self.notes.forget(_key(place, name))


@contextmanager
def opened(path: Path) -> Iterator[Folder]:
    """A delivery folder with its subfolders. Raises FilesError where one of them is a link."""
    if not path.is_dir():
        raise FilesError(f"There is no folder {path}.")
    places: list[Place] = []
    try:
        places.extend(_opened(path / name) for name in PLACES)
        yield Folder(*places)
    finally:
        for place in places:
            os.close(place.fd)


def _opened(path: Path) -> Place:
    try:
        if not os.path.lexists(path):
            path.mkdir(mode=0o750)
        return Place(os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW))
    except OSError as error:
        raise FilesError(f"{path} is no folder of its own: {error.strerror}.") from error


def cut(name: str, ending: str = "") -> str:
    """A name with an ending, in as many bytes as a disk takes."""
    while len(os.fsencode(name)) + len(os.fsencode(ending)) > LONGEST:
        name = name[:-1]
    return name + ending


def _key(place: str, name: str) -> str:
    return sha256(f"{place}/".encode() + os.fsencode(name)).hexdigest()
