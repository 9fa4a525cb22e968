"""Where a run on one machine keeps its data: outside the checkout, private, one for each."""

import hashlib
import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent


def home() -> Path:
    """`ACOMS_HOME`, or a directory named for this checkout (as root under /var/lib)."""
    if chosen := os.environ.get("ACOMS_HOME"):
        return Path(chosen).expanduser().resolve()
    suffix = hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:8]
    if os.geteuid() == 0:
        return Path("/var/lib") / f"acoms-{suffix}"
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / f"acoms-{suffix}"


def make_home() -> Path:
    """The home, made if need be.

    Its names cannot be listed by others. As root it can be crossed, because the servers'
    own directories in it belong to another user; the files in it are 0600.
    """
    directory = home()
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    directory.chmod(0o711 if os.geteuid() == 0 else 0o700)
    return directory
