"""Where a run on one machine keeps its data: outside the checkout, private, one for each."""

import errno
import hashlib
import json
import os
import tempfile
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent


def home() -> Path:
    """`ACOMS_HOME`, or a directory named for this checkout (as root under /var/lib)."""
    if chosen := os.environ.get("ACOMS_HOME"):
        return Path(chosen).expanduser().resolve()
    suffix = hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:8]
    if os.geteuid() == 0:
        return Path("/var/lib") / f"acoms-{suffix}"
    try:
        data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    except RuntimeError:  # a user id that the system does not know has no home
        return Path(tempfile.gettempdir()) / f"acoms-{suffix}-{os.geteuid()}"
    return Path(data) / f"acoms-{suffix}"


def make_home() -> Path:
    """The home, made if need be.

    Its names cannot be listed by others. As root it can be crossed, because the servers'
    own directories in it belong to another user; the files in it are 0600.
    """
    directory = home()
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    if directory.stat().st_uid != os.geteuid():
        raise PermissionError(errno.EPERM, "it belongs to another user", str(directory))
    directory.chmod(0o711 if os.geteuid() == 0 else 0o700)
    return directory


def remembered() -> dict[str, str]:
    """What the running `run_local` told others, or the last one did: its servers and secrets."""
    try:
        found: dict[str, str] = json.loads((home() / "environment.json").read_text())
    except OSError:  # none yet, or not ours to read
        return {}
    return found


def remember(values: dict[str, str]) -> None:
    """Tell other commands, in a file that only we can read, written whole or not at all."""
    path = home() / "environment.json"
    unfinished = path.with_suffix(".new")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(values, file)
    unfinished.replace(path)
