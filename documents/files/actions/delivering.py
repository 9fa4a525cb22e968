"""Files that a job writes into a folder: each published by its name, or refused with why (G3).

The folder has `inbox`, from which files are taken, `done` and `refused`. A file is moved to
`.taken` before it is read, so that another of its name may come meanwhile; whoever is killed leaves
it there for the next run, to which the bytes that were published already are the same.
"""

import logging
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from acoms.once.lease import hold, turn
from acoms.once.models import Turn
from contacts.models import Aco
from documents.files.actions.publishing import Outcome, publish
from documents.files.errors import FilesError
from documents.files.models import RefusedFile
from documents.files.naming import Named, UnknownName, read_name

PIECE = 1024 * 1024
HELD_EVERY = 64 * PIECE
SETTLES = timedelta(seconds=30)  # since a file was last written
DONE_DAYS = timedelta(days=7)  # that what was published, or refused, stays in the folder
UNFINISHED = (".part", ".partial", ".filepart", ".tmp", ".crdownload", ".swp")

log = logging.getLogger(__name__)


class StillWritten(Exception):
    """A file grew or changed while it was read."""


@dataclass(slots=True)
class Delivered:
    """What came of a folder's files: names by outcome, refused ones with why, and those left."""

    published: dict[Outcome, list[str]] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)


def deliver_folder(folder: Path, now: datetime | None = None) -> Delivered | None:
    """Publish what lies in a folder's inbox; None while another worker is at it.

    Raises FilesError where there is no such folder.
    """
    moment = now or timezone.now()
    if not folder.is_dir():
        raise FilesError(f"There is no folder {folder}.")
    for name in ("inbox", "done", "refused", ".taken"):
        (folder / name).mkdir(exist_ok=True, mode=0o750)
    with turn("deliver files") as mine:
        return _Run(folder, moment, mine).all() if mine is not None else None


@dataclass(slots=True)
class _Run:
    folder: Path
    now: datetime
    mine: Turn
    done: Delivered = field(default_factory=Delivered)

    def all(self) -> Delivered:
        self._forget_old()
        for path in sorted((self.folder / ".taken").iterdir()):
            self._one(path)
        for path in sorted((self.folder / "inbox").iterdir()):
            taken = self.folder / ".taken" / path.name
            if self._is_unfinished(path) or os.path.lexists(taken):
                self.done.left.append(path.name)
                continue
            path.rename(taken)
            self._one(taken)
        return self.done

    def _is_unfinished(self, path: Path) -> bool:
        if path.name.startswith(".") or path.name.endswith(UNFINISHED):
            return True
        return self.now.timestamp() - path.lstat().st_mtime < SETTLES.total_seconds()

    def _one(self, path: Path) -> None:
        """Publish a taken file or refuse it; it leaves `.taken` once its row is committed."""
        hold(self.mine)
        try:
            outcome = self._publish(path)
        except StillWritten:
            self.done.left.append(path.name)
        except (UnknownName, FilesError) as error:
            self._refuse(path, str(error))
        else:
            self.done.published.setdefault(outcome, []).append(path.name)
            path.rename(_free(self.folder / "done" / path.name))

    def _publish(self, path: Path) -> Outcome:
        if not stat.S_ISREG(path.lstat().st_mode):
            raise FilesError("It is no file.")
        return publish_by_name(path.name, self._pieces(path))

    def _pieces(self, path: Path) -> Iterator[bytes]:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
        with os.fdopen(descriptor, "rb", buffering=0) as file:
            before, read = os.fstat(descriptor), 0
            while piece := file.read(PIECE):
                read += len(piece)
                if read > before.st_size:
                    raise StillWritten
                if read % HELD_EVERY == 0:
                    hold(self.mine)
                yield piece
            after = os.fstat(descriptor)
            if read != before.st_size or before.st_mtime_ns != after.st_mtime_ns:
                raise StillWritten

    def _refuse(self, path: Path, reason: str) -> None:
        written = datetime.fromtimestamp(path.lstat().st_mtime, UTC)
        RefusedFile.objects.get_or_create(
            name=_printable(path.name), written_at=written, defaults={"reason": reason[:500]}
        )
        to = _free(self.folder / "refused" / path.name)
        to.with_name(f"{to.name[:240]}.reason.txt").write_text(f"{reason}\n", encoding="utf-8")
        path.rename(to)
        self.done.refused[_printable(path.name)] = reason
        log.warning("a delivered file was refused: %s", reason)

    def _forget_old(self) -> None:
        """What was published lies encrypted in the store; here it is in the clear."""
        before = (self.now - DONE_DAYS).timestamp()
        for name in ("done", "refused"):
            for path in (self.folder / name).iterdir():
                if path.lstat().st_ctime < before and not path.is_dir():
                    path.unlink()


def _free(path: Path) -> Path:
    """The path, or one beside it where a file of this name lies there."""
    number, free = 1, path
    while os.path.lexists(free):
        number += 1
        free = path.with_name(f"{path.name[:240]}.{number}")
    return free


def _printable(name: str) -> str:
    shown = name.encode(errors="replace").decode()
    return "".join(c if c.isprintable() else "�" for c in shown)[:255]


def publish_by_name(
    name: str, content: Iterable[bytes], *, last_day: date | None = None
) -> Outcome:
    """Publish what a name says. Raises UnknownName, FilesError and what making `content` raises."""
    named, aco = read_whole_name(name)
    published = publish(
        acting_person=None,
        aco=aco,
        type=named.type,
        name=name,
        content=content,
        year=named.year,
        last_day=last_day,
    )
    return published.outcome


def read_whole_name(name: str) -> tuple[Named, Aco]:
    """What a name says, and the ACO that it names. Raises UnknownName and FilesError."""
    named = read_name(name)
    aco = Aco.objects.filter(aco_id=named.aco_id).first()
    if aco is None:
        raise FilesError(f"There is no ACO {named.aco_id}.")
    return named, aco


def configured_folder() -> Path | None:
    """The folder of the settings, if a delivery job writes to one."""
    return Path(settings.DELIVERY_FOLDER) if settings.DELIVERY_FOLDER else None
