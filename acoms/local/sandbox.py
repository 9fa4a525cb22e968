"""The QPP sandbox beside the site, where the demo data is installed: a website to sign in to."""

import importlib.util
import os
import socket
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from secrets import token_urlsafe

from acoms.local import checks
from acoms.local.supervisor import Program

TRIES = 10
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


def find_sandbox(port: int, known: dict[str, str]) -> Sandbox | None:
    """The sandbox of a site on `port`, on QPP_SANDBOX_PORT or the next free one; None without
    the demo data. `known` is what the last run remembered."""
    if importlib.util.find_spec("demo") is None:
        return None
    chosen = os.environ.get("QPP_SANDBOX_PORT")
    ports = [checks.free_port(chosen)] if chosen else [*range(port + 1, port + TRIES), 0]
    return Sandbox(_first_free(ports), known.get(SECRET) or token_urlsafe(32))


def _first_free(ports: Iterable[int]) -> socket.socket:
    for port in ports:
        try:
            listener = socket.create_server(("127.0.0.1", port))
        except OSError:
            continue
        listener.set_inheritable(True)
        return listener
    raise AssertionError("there is always some free port")
