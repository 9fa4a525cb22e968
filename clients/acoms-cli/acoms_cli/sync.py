"""What `sync` has fetched before: it fetches a version once, wherever the file went afterwards."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from acoms_cli.data_hub import RemoteFile
from acoms_cli.errors import CliError
from acoms_cli.places import is_ours

NAME = ".acoms-sync.json"
_FORM = 1


class Memory:
    """The versions that were fetched, kept in a file that is written whole or not at all."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._files: dict[str, dict[str, Any]] = {}
        if path.exists():
            self._files = _read(path)

    def is_new(self, file: RemoteFile) -> bool:
        """Whether this version was never fetched."""
        known = self._files.get(file.id)
        return known is None or known.get("sha256") != file.sha256

    def remember(self, file: RemoteFile) -> None:
        self._files[file.id] = {
            "aco": file.aco,
            "name": file.name,
            "version": file.version,
            "sha256": file.sha256,
            "size": file.size,
            "fetched_at": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        }
        beside = self._path.with_name(f"{self._path.name}.new")
        with beside.open("w", encoding="utf-8") as opened:
            json.dump({"form": _FORM, "files": self._files}, opened, indent=1)
            opened.flush()
            os.fsync(opened.fileno())
        os.replace(beside, self._path)


@contextmanager
def memory_of(folder: Path, path: Path | None = None) -> Iterator[Memory]:
    """What was fetched to this folder, for one program at a time."""
    folder.mkdir(parents=True, exist_ok=True)
    path = path or folder / NAME
    with path.with_name(f"{path.name}.lock").open("w") as lock:
        if not is_ours(lock):
            raise CliError(f"Another sync of {folder} is at work. Wait until it is done.")
        yield Memory(path)


def _read(path: Path) -> dict[str, dict[str, Any]]:
    try:
        said = json.loads(path.read_text("utf-8"))
        if said["form"] != _FORM:
            raise ValueError(f"its form is {said['form']}")
        return {str(key): dict(value) for key, value in said["files"].items()}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise CliError(
            f"{path} cannot be read ({error}). Move it away, and sync looks at all files again."
        ) from None
