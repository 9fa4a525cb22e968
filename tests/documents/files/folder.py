"""A folder that a delivery job writes to, as tests fill it."""

import os
import time
from pathlib import Path

CCLF = "P.A9101.ACO.ZCY26.D260211.T1435560.zip"
BUNDLE = "A9101.01.SBMON.D260304.T1517558.zip"


def write(folder: Path, name: str, content: bytes = b"claims", *, seconds: int = 60) -> Path:
    """A file that was last written so many seconds ago."""
    path = folder / "inbox" / name
    path.write_bytes(content)
    at = time.time() - seconds
    os.utime(path, (at, at))
    return path


def names(folder: Path) -> dict[str, list[str]]:
    of = ("inbox", ".taken", "done", "refused")
    return {one: sorted(path.name for path in (folder / one).iterdir()) for one in of}
