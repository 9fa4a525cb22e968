"""Files are fetched beside where they will stand, gone on with after a break, and checked.

What has come of a file stands in `NAME.HASH.part`, with the beginning of the checksum that ACO-MS
announced: bytes of one version are never mixed with another's. Only a whole file whose SHA-256 is
the announced one takes its name.
"""

from __future__ import annotations

import errno
import glob
import hashlib
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from acoms_cli.data_hub import RemoteFile
from acoms_cli.errors import Broken, CliError, NotAuthenticated, Passing, Refused
from acoms_cli.places import is_ours, place_of
from acoms_cli.progress import Progress
from acoms_cli.web import PIECE, Answer, Site

DOWNLOADED, PRESENT, REPLACED, FAILED = "downloaded", "present", "replaced", "failed"


class Stopped(CliError):
    """Somebody ended the command."""


@dataclass(frozen=True)
class Outcome:
    """What became of one file."""

    file: RemoteFile
    what: str
    path: Path | None = None
    error: str = ""

    def as_json(self) -> dict[str, Any]:
        said: dict[str, Any] = {**self.file.as_json(), "outcome": self.what}
        said |= {"path": str(self.path)} if self.path else {}
        return said | ({"error": self.error} if self.error else {})


class Part:
    """The beginning of a file that has come so far, held by this program alone."""

    def __init__(self, path: Path, file: RemoteFile) -> None:
        self.path = path.with_name(f"{path.name}.{file.sha256[:12]}.part")
        self._of, self._expected = path, file
        self.size, self._hash = 0, hashlib.sha256()

    def __enter__(self) -> Part:
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        self._file = open(os.open(self.path, flags, 0o666), "r+b", buffering=0)
        if not is_ours(self._file) or not self._is_there():
            self._file.close()
            raise CliError("Another acoms-cli is downloading it to the same folder.")
        for piece in iter(lambda: self._file.read(PIECE), b""):
            self._note(piece)
        if self.size > self._expected.size:
            self.begin_anew()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def _is_there(self) -> bool:
        """Whether what we hold still has its name: another program may just have finished."""
        try:
            return os.path.samestat(os.stat(self.path), os.fstat(self._file.fileno()))
        except FileNotFoundError:
            return False

    def _note(self, piece: bytes) -> None:
        self._hash.update(piece)
        self.size += len(piece)

    def begin_anew(self) -> None:
        self._file.seek(0)
        self._file.truncate()
        self.size, self._hash = 0, hashlib.sha256()

    def add(self, piece: bytes) -> None:
        if self.size + len(piece) > self._expected.size:
            self.begin_anew()
            raise Broken("It is longer than ACO-MS announced.")
        rest = memoryview(piece)
        while rest:
            rest = rest[self._file.write(rest) :]
        self._note(piece)

    @property
    def is_right(self) -> bool:
        return self._hash.hexdigest() == self._expected.sha256

    def take_its_name(self) -> None:
        """What came becomes the file, at once; parts of its earlier versions go."""
        os.fsync(self._file.fileno())
        if sys.platform == "win32":
            self._file.close()
        os.replace(self.path, self._of)
        for old in self._of.parent.glob(f"{glob.escape(self._of.name)}.*.part"):
            old.unlink(missing_ok=True)


class Downloads:
    """Files on their way from one site to one folder."""

    def __init__(self, site: Site, folder: Path, progress: Progress) -> None:
        self._site, self._folder, self._progress = site, folder, progress
        self._stopped = threading.Event()

    def fetch_all(self, files: Iterable[RemoteFile], at_once: int) -> Iterator[Outcome]:
        """Each file's outcome, as it comes. Raises NotAuthenticated, and what ends the program."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with ThreadPoolExecutor(at_once) as threads:
            try:
                waiting = [
                    threads.submit(fetch, file) for fetch, file in self._without_clashes(files)
                ]
                for done in as_completed(waiting):
                    yield done.result()
            except BaseException:
                self._stopped.set()
                threads.shutdown(wait=True, cancel_futures=True)
                raise

    def _without_clashes(
        self, files: Iterable[RemoteFile]
    ) -> Iterator[tuple[Callable[[RemoteFile], Outcome], RemoteFile]]:
        """How each file is fetched; of two files of one name, the second is not."""
        names: set[str] = set()
        for file in files:
            clashes = file.name.casefold() in names
            names.add(file.name.casefold())
            yield (_clash if clashes else self._fetch), file

    def _fetch(self, file: RemoteFile) -> Outcome:
        try:
            path = place_of(self._folder, file.name)
            if _is_here(path, file):
                self._progress.skip(file.size)
                return Outcome(file, PRESENT, path)
            return Outcome(file, self._bring(file, path), path)
        except (NotAuthenticated, Stopped):
            raise
        except CliError as error:
            return Outcome(file, FAILED, error=str(error))
        except OSError as error:
            name = errno.errorcode.get(error.errno or 0, "EIO")
            return Outcome(file, FAILED, error=f"{name}: {error.strerror}, {error.filename}")

    def _bring(self, file: RemoteFile, path: Path) -> str:
        with Part(path, file) as part:
            self._progress.add(part.size)
            for last_try in (False, True):
                self._site.persist(lambda: self._go_on(part, file), lambda: part.size)
                if part.is_right:
                    break
                self._progress.add(-part.size)
                part.begin_anew()
                if last_try:
                    raise Broken("Its SHA-256 is not the one that ACO-MS announced, twice.")
            replaced = path.exists()
            part.take_its_name()
        return REPLACED if replaced else DOWNLOADED

    def _go_on(self, part: Part, file: RemoteFile) -> None:
        """Fetch what is missing, in one answer. Raises Passing where it ends early."""
        if part.size == file.size and file.size:
            return
        with self._answer(part, file) as answer:
            for piece in self._site.pieces(answer):
                if self._stopped.is_set():
                    raise Stopped("Stopped.")
                part.add(piece)
                self._progress.add(len(piece))
        if part.size < file.size:
            raise Passing("connect ECONNRESET: the connection was cut before the file's end.")

    def _answer(self, part: Part, file: RemoteFile) -> Answer:
        """The rest of the file, or all of it where ACO-MS gives no rest."""
        headers = {}
        if part.size:
            headers = {"Range": f"bytes={part.size}-", "If-Range": f'"{file.sha256}"'}
        try:
            answer = self._site.open(file.content, headers)
        except Refused as refused:
            if refused.status != 416 or not part.size:
                raise
            self._progress.add(-part.size)
            part.begin_anew()
            raise Passing(str(refused)) from None
        if (answer.headers.get("ETag") or file.sha256).strip('"') != file.sha256:
            answer.close()
            raise Broken("It was delivered again since it was listed. Run the command again.")
        goes_on = answer.headers.get("Content-Range", "").startswith(f"bytes {part.size}-")
        if part.size and not (answer.status == 206 and goes_on):
            self._progress.add(-part.size)
            part.begin_anew()
            if answer.status == 206:
                answer.close()
                raise Passing("ACO-MS gave another part of the file than was asked for.")
        return answer


def _clash(file: RemoteFile) -> Outcome:
    error = (
        "Another file of this download has its name. Fetch it alone, with an --output of its own."
    )
    return Outcome(file, FAILED, error=error)


def _is_here(path: Path, file: RemoteFile) -> bool:
    """Whether the folder has this very version."""
    if not path.is_file() or path.stat().st_size != file.size:
        return False
    found = hashlib.sha256()
    with path.open("rb") as opened:
        for piece in iter(lambda: opened.read(PIECE), b""):
            found.update(piece)
    return found.hexdigest() == file.sha256
