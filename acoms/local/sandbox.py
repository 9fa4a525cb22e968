"""The QPP sandbox beside the site, where the demo data is installed: a website to sign in to."""

import importlib.util
import socket
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from secrets import token_urlsafe

from acoms.local import checks
from acoms.local.processes import CannotStart
from acoms.local.supervisor import Program

TRIES = 10
PORT = "QPP_SANDBOX_PORT"
SECRET = "QPP_SANDBOX_SECRET"  # noqa: S105 - its name


@dataclass(frozen=True, slots=True)
class Sandbox:
    """Where it listens, on a socket that outlives its program."""

    listener: socket.socket
    secret: str

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    @property
    def environment(self) -> dict[str, str]:
        """What the sandbox and `manage.py demo_sandbox` need to know."""
        return {"QPP_SANDBOX_URL": self.url, SECRET: self.secret}

    def program(self, environment: dict[str, str]) -> Program:
        number = str(self.listener.fileno())
        return Program(
            "sandbox",
            [sys.executable, "-m", "demo.qpp_sandbox", number],
            environment=environment,
            sockets=[self.listener],
        )


def find_sandbox(
    site_port: int, environment: Mapping[str, str], known: dict[str, str]
) -> Sandbox | None:
    """The sandbox of a site on `site_port`, on QPP_SANDBOX_PORT or the next free one; None
    without the demo data. `known` is what the last run remembered."""
    if importlib.util.find_spec("demo") is None:
        return None
    listener = (
        _on_chosen(site_port, environment)
        if environment.get(PORT)
        else _on_first_free([*range(site_port + 1, min(site_port + TRIES, 65_536)), 0])
    )
    listener.set_inheritable(True)
    return Sandbox(listener, known.get(SECRET) or token_urlsafe(32))


def _on_chosen(site_port: int, environment: Mapping[str, str]) -> socket.socket:
    chosen = checks.free_port(environment, "QPP_SANDBOX_PORT", 0)
    if chosen == site_port:
        raise CannotStart(
            f"PORT and {PORT} are both {chosen}: the site and the QPP sandbox cannot share one. "
            f"Choose another, for instance: make run {PORT}=8124"
        )
    return _on_first_free([chosen])


def _on_first_free(ports: Iterable[int]) -> socket.socket:
    for port in ports:
        try:
            return socket.create_server(("127.0.0.1", port))
        except OSError:
            continue
    raise CannotStart("No port is free for the QPP sandbox.")
