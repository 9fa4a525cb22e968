"""A directory as storage: a file is there whole and on the disk, or not at all."""

import os
import uuid
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

UNFINISHED = ".new"


class PrivateStorage(FileSystemStorage):
    """Files below `FILES_ROOT` that only we can read. Of two writers of one name each writes
    a whole file, and the later stays."""

    @property
    def base_location(self) -> Path:
        root: Path = settings.FILES_ROOT
        return root

    @property
    def location(self) -> str:
        return os.path.abspath(self.base_location)

    def _save(self, name: str, content: File[bytes]) -> str:
        path = Path(self.path(name))
        _make_private(path.parent)
        unfinished = path.with_name(f"{uuid.uuid4().hex}{UNFINISHED}")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        try:
            with os.fdopen(os.open(unfinished, flags, 0o600), "wb") as file:
                for piece in content.chunks():
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
        _sync(path.parent)
        return name

    def write_beginning(self, name: str, beginning: bytes) -> None:
        """Put `beginning` over as many bytes of a file. Raises FileNotFoundError."""
        with Path(self.path(name)).open("r+b", buffering=0) as file:
            file.write(beginning)
            os.fsync(file.fileno())


def _make_private(directory: Path) -> None:
    missing = [each for each in (directory, *directory.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)


def _sync(directory: Path) -> None:
    """Without this a file may lose its name when the power goes."""
    opened = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
