"""Where files may stand: never outside of the folder, and one program at a time."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import IO, Any

from acoms_cli.config import NAME as CONFIG
from acoms_cli.errors import Broken

if sys.platform != "win32":
    import fcntl

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._()+=,&'-]{0,199}")
_DEVICES = re.compile(r"(CON|PRN|AUX|NUL|COM\d|LPT\d)(\..*)?", re.I)  # names that Windows keeps


def place_of(folder: Path, name: str) -> Path:
    """Where a file of this name stands in the folder. Raises Broken for a name that leads out of
    it, hides, or would overwrite what is ours."""
    unfit = (
        not _SAFE.fullmatch(name)
        or name[-1] in " ."
        or _DEVICES.fullmatch(name)
        or name.casefold() == CONFIG
        or name.casefold().endswith(".part")
    )
    if unfit:
        raise Broken(f"ACO-MS named a file {name!a}, which is no name for a file here.")
    return folder / name


def is_ours(file: IO[Any]) -> bool:
    """Take the file for this program, until it is closed; False where another has it."""
    if sys.platform != "win32":
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True
