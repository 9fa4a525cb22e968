"""Files that a job writes into a folder: each published by its name, or refused with why (G3).

The folder has `inbox`, from which files are taken, `done` and `refused`. A file is moved to
`.taken` before it is read, so that another of its name may come meanwhile; whoever is killed leaves
it there for the next run, to which the bytes that were published already are the same. What is
written to after it was published is published again, as a new version. `.notes` says how files
were seen last.
"""

import logging
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from acoms.once.lease import hold, turn
from acoms.once.models import Turn
from contacts.models import Aco
from documents.files.actions.folder import Folder, Place, Seen, opened
from documents.files.actions.publishing import Outcome, publish
from documents.files.errors import FilesError
from documents.files.models import RefusedFile
from documents.files.naming import Named, UnknownName, read_name

PIECE = 1024 * 1024
HELD_EVERY = 64 * PIECE
SETTLES = timedelta(seconds=30)  # since a file was last written
DONE_DAYS = timedelta(days=7)  # that what was published, or refused, stays in the folder
UNFINISHED = (".part", ".partial", ".filepart", ".tmp", ".crdownload", ".swp")
LAST_MOMENT = 2**32  # seconds: later, and before 1970, nothing was written

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

    Raises FilesError where there is no such folder, or one in it leads elsewhere.
    """
    moment = now or timezone.now()
    with opened(folder) as there, turn("deliver files") as mine:
        return _Run(there, moment, mine).all() if mine is not None else None


@dataclass(slots=True)
class _Run:
    """One round; whatever is wrong with a file, the others have their turn."""

    folder: Folder
    now: datetime
    mine: Turn
    delivered: Delivered = field(default_factory=Delivered)

    def all(self) -> Delivered:
        self._forget_old("done", self.folder.done)
        self._forget_old("refused", self.folder.refused)
        for name in self.folder.taken.names():
            self._one(name)
        for name in self.folder.done.names():
            self._take_again(name)
        for name in self.folder.inbox.names():
            self._take(name)
        return self.delivered

    def _take(self, name: str) -> None:
        try:
            if self._is_unfinished(name) or self.folder.taken.has(name):
                self.delivered.left.append(_printable(name))
                return
            self.folder.inbox.move(name, self.folder.taken, name)
        except FileNotFoundError:  # whoever wrote it has taken it back
            return
        except OSError as error:
            self._report(name, f"It cannot be moved: {error.strerror}.", self.folder.inbox)
        else:
            self.folder.forget_note("inbox", name)
            self._one(name)

    def _is_unfinished(self, name: str) -> bool:
        if name.startswith(".") or name.endswith(UNFINISHED):
            return True
        status = self.folder.inbox.status(name)
        if (age := self.now.timestamp() - status.st_mtime) >= 0:
            return age < SETTLES.total_seconds()
        return not self._was_seen_so(name, status)

    def _was_seen_so(self, name: str, status: os.stat_result) -> bool:
        """By a clock that is ahead nothing is known: two rounds must see the same."""
        seen = self.folder.noted("inbox", name)
        if seen is None or not seen.is_still(status):
            self._note("inbox", name, status, name)
            return False
        return self.now.timestamp() - seen.at >= SETTLES.total_seconds()

    def _note(self, place: str, name: str, status: os.stat_result, came_as: str) -> None:
        seen = Seen(status.st_size, status.st_mtime_ns, self.now.timestamp(), came_as)
        self.folder.note(place, name, seen)

    def _take_again(self, name: str) -> None:
        """What was written to since it was published, and is no more, is taken once more."""
        seen = self.folder.noted("done", name)
        with suppress(OSError):
            status = self.folder.done.status(name)
            if seen is None or seen.is_still(status) or self.folder.taken.has(seen.name):
                return
            if 0 <= self.now.timestamp() - status.st_mtime < SETTLES.total_seconds():
                return
            log.warning("a delivered file was written to after it was published")
            self.folder.done.move(name, self.folder.taken, seen.name)
            self.folder.forget_note("done", name)
            self._one(seen.name)

    def _one(self, name: str) -> None:
        """Publish a taken file or refuse it; it leaves `.taken` once its row is committed."""
        hold(self.mine)
        try:
            with os.fdopen(self._open(name), "rb", buffering=0) as file:
                before = os.fstat(file.fileno())
                outcome = publish_by_name(name, self._pieces(file.fileno(), before))
            to = self.folder.done.free(name)
            self._note("done", to, before, name)
            self.folder.taken.move(name, self.folder.done, to)
        except FileNotFoundError:
            log.warning("a delivered file was taken away before it was read")
        except StillWritten:
            self.delivered.left.append(_printable(name))
        except (UnknownName, FilesError) as error:
            self._refuse(name, str(error))
        except (OSError, ValueError):  # not the file's fault: the next round tries again
            log.exception("a delivered file could not be published")
            self.delivered.left.append(_printable(name))
        else:
            self.delivered.published.setdefault(outcome, []).append(name)

    def _open(self, name: str) -> int:
        try:
            return self.folder.taken.open(name)
        except FileNotFoundError:
            raise
        except OSError as error:
            raise FilesError(f"It cannot be read: {error.strerror}.") from error

    def _pieces(self, descriptor: int, before: os.stat_result) -> Iterator[bytes]:
        read = 0
        while piece := _read(descriptor):
            read += len(piece)
            if read > before.st_size:
                raise StillWritten
            if read % HELD_EVERY == 0:
                hold(self.mine)
            yield piece
        after = os.fstat(descriptor)
        if read != before.st_size or before.st_mtime_ns != after.st_mtime_ns:
            raise StillWritten

    def _refuse(self, name: str, reason: str) -> None:
        """Put it aside with the reason beside it, whatever it is; and say so."""
        self._report(name, reason, self.folder.taken)
        try:
            to = self.folder.refused.free(name)
            self.folder.refused.write_new(
                self.folder.refused.free(to, ".reason.txt"), f"{_printable(reason)}\n"
            )
            self.folder.taken.move(name, self.folder.refused, to)
        except OSError:
            log.exception("a refused file could not be put aside")

    def _report(self, name: str, reason: str, lies_in: Place) -> None:
        try:
            written = _moment(lies_in.status(name).st_mtime)
        except OSError:
            written = self.now
        shown, why = _printable(name), _printable(reason)
        RefusedFile.objects.get_or_create(
            name=shown[:255], written_at=written, defaults={"reason": why[:500]}
        )
        self.delivered.refused[shown] = why
        log.warning("a delivered file was refused: %s", why)

    def _forget_old(self, of: str, place: Place) -> None:
        """What was published lies encrypted in the store; here it is in the clear."""
        before = (self.now - DONE_DAYS).timestamp()
        for name in place.names():
            try:
                status = place.status(name)
                if status.st_ctime < before and not stat.S_ISDIR(status.st_mode):
                    place.forget(name)
                    self.folder.forget_note(of, name)
            except OSError as error:  # not ours to delete
                log.warning("an old file stays in the folder: %s", error.strerror)


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, PIECE)
    except OSError as error:
        raise FilesError(f"It cannot be read: {error.strerror}.") from error


def _moment(seconds: float) -> datetime:
    """When a file was written, in years that there are: a disk keeps any number."""
    return datetime.fromtimestamp(min(max(seconds, 0), LAST_MOMENT), UTC)


def _printable(name: str) -> str:
    shown = name.encode(errors="replace").decode()
    return "".join(c if c.isprintable() else "�" for c in shown)


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
