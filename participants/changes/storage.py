"""Where the files of attachments lie: outside the web root, under random names, private."""

import contextlib
import os
import time
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import IO

from django.conf import settings


def path_of(stored_as: uuid.UUID) -> Path:
    """A file's place; two levels, so that no directory grows without bounds."""
    root: Path = settings.ATTACHMENTS_ROOT
    return root / stored_as.hex[:2] / stored_as.hex


def write(stored_as: uuid.UUID, content: bytes) -> None:
    """Write a file that is there whole and on disk, or not at all; only we can read it."""
    path = path_of(stored_as)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_suffix(".new")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        with os.fdopen(os.open(unfinished, flags, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def open_file(stored_as: uuid.UUID) -> IO[bytes] | None:
    """The file to be read, or None if it is not there any more."""
    try:
        return path_of(stored_as).open("rb")
    except FileNotFoundError:
        return None


def delete(stored_as: uuid.UUID) -> None:
    """Take a file away; one that is gone already is no error."""
    path_of(stored_as).unlink(missing_ok=True)


def older_than(age: timedelta) -> Iterator[tuple[Path, uuid.UUID | None]]:
    """Files that were written so long ago, each with its name; None for an unfinished one."""
    latest = time.time() - age.total_seconds()
    for path in sorted(settings.ATTACHMENTS_ROOT.glob("??/*")):
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime < latest:
                yield path, _name_of(path)


def _name_of(path: Path) -> uuid.UUID | None:
    try:
        return uuid.UUID(hex=path.name)
    except ValueError:
        return None
