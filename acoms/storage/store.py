"""Files of one kind: how every room saves, opens and deletes them, and finds what is left over."""

import io
import posixpath
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from django.core.files.base import File
from django.core.files.storage import Storage, default_storage
from django.utils import timezone

from acoms.storage.pieces import as_file

ORPHAN_AFTER = timedelta(days=1)
BATCH = 1_000


class FileStore:
    """Files below `folder`, each under the random name that a row has for it.

    A file is saved before its row is committed, and deleted if that fails. What an accident leaves
    behind is an orphan: a file that `kept` does not find among the names that rows still have.
    """

    def __init__(self, folder: str, kept: Callable[[Collection[UUID]], Collection[UUID]]) -> None:
        self._folder, self._kept = folder, kept

    @property
    def storage(self) -> Storage:
        return default_storage

    def name_of(self, stored_as: UUID) -> str:
        """Its name in the storage; two levels, so that no directory grows without bounds."""
        return f"{self._folder}/{stored_as.hex[:2]}/{stored_as.hex}"

    def save(self, stored_as: UUID, content: Iterable[bytes]) -> int:
        """Save a file from pieces of any size, all of it or nothing; how many bytes it has.

        What making the pieces raises is raised. Raises FileExistsError.
        """
        name = self.name_of(stored_as)
        if self.storage.exists(name):
            raise FileExistsError(f"{name} is there already")
        saved = self.storage.save(name, as_file(content, name))
        if saved != name:  # somebody else was quicker
            self.storage.delete(saved)
            raise FileExistsError(f"{name} is there already")
        return self.storage.size(name)

    def open(self, stored_as: UUID) -> File[bytes]:
        """The file, to be read and sought. Raises FileNotFoundError, and DamagedFile."""
        return self.storage.open(self.name_of(stored_as))

    def lines(self, stored_as: UUID) -> Iterator[str]:
        """The file as text, line by line, without the mark that spreadsheets set.

        Raises FileNotFoundError, DamagedFile, and UnicodeDecodeError where it is not in UTF-8.
        """
        with io.TextIOWrapper(self.open(stored_as), "utf-8-sig", newline="\n") as text:
            yield from text

    def exists(self, stored_as: UUID) -> bool:
        return self.storage.exists(self.name_of(stored_as))

    def delete(self, stored_as: UUID) -> None:
        """Take a file away; one that is gone already is no error."""
        self.storage.delete(self.name_of(stored_as))

    def forget_orphans(self) -> int:
        """Delete what has lain there for a day and no row has, also unfinished; how many."""
        before, deleted = timezone.now() - ORPHAN_AFTER, 0
        old = (
            name for name in names_in(self.storage, self._folder) if self._is_older(name, before)
        )
        while batch := {name: _random_name(name) for name in islice(old, BATCH)}:
            kept = self._kept([each for each in batch.values() if each])
            for name in (name for name, stored_as in batch.items() if stored_as not in kept):
                self.storage.delete(name)
                deleted += 1
        return deleted

    def _is_older(self, name: str, moment: datetime) -> bool:
        try:
            return self.storage.get_modified_time(name) < moment
        except FileNotFoundError:  # deleted meanwhile
            return False


def names_in(storage: Storage, directory: str = "") -> Iterator[str]:
    """All files in a directory and below it; none, if there is no such directory."""
    try:
        directories, files = storage.listdir(directory)
    except FileNotFoundError:
        return
    for each in sorted(directories):
        yield from names_in(storage, posixpath.join(directory, each))
    for each in sorted(files):
        yield posixpath.join(directory, each)


def _random_name(name: str) -> UUID | None:
    try:
        return UUID(hex=posixpath.basename(name))
    except ValueError:
        return None
