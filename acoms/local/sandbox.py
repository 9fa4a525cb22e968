"""The sandboxes beside the site, where the demo data is installed: a website to sign in to with
ACO-MS as at QPP, and an API that takes ACO-MS's tokens as BCDA does."""

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
QPP = {"url": "QPP_SANDBOX_URL", "secret": "QPP_SANDBOX_SECRET"}
BCDA = {"url": "BCDA_SITE", "secret": "BCDA_SECRET"}


@dataclass(frozen=True, slots=True)
class Sandbox:
    """Where it listens, on a socket that outlives its program, and by what names of the
    environment it and the site know of one another."""

    listener: socket.socket
    secret: str
    name: str = "QPP"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    @property
    def environment(self) -> dict[str, str]:
        """What the sandbox and the site need to know."""
        names = QPP if self.name == "QPP" else BCDA
        return {names["url"]: self.url, names["secret"]: self.secret}

    def program(self, environment: dict[str, str]) -> Program:
        number = str(self.listener.fileno())
        return Program(
            f"{self.name} sandbox",
            [sys.executable, "-m", f"demo.{self.name.lower()}_sandbox", number],
            environment=environment,
            sockets=[self.listener],
        )


def find_sandboxes(
    site_port: int, environment: Mapping[str, str], known: dict[str, str]
) -> list[Sandbox]:
    """All that there are, as `find_sandbox` finds them; none of BCDA beside a real one."""
    found = [find_sandbox(site_port, environment, known)]
    if found[0] is not None and not environment.get(BCDA["url"]):
        found.append(_listening("BCDA", _next_free(site_port), known.get(BCDA["secret"])))
    return [one for one in found if one is not None]


def find_sandbox(
    site_port: int, environment: Mapping[str, str], known: dict[str, str]
) -> Sandbox | None:
    """The QPP sandbox of a site on `site_port`, on QPP_SANDBOX_PORT or the next free one; None
    without the demo data. `known` is what the last run remembered."""
    if importlib.util.find_spec("demo") is None:
        return None
    listener = (
        _on_chosen(site_port, environment) if environment.get(PORT) else _next_free(site_port)
    )
    return _listening("QPP", listener, known.get(QPP["secret"]))


def _listening(name: str, listener: socket.socket, secret: str | None) -> Sandbox:
    listener.set_inheritable(True)
    return Sandbox(listener, secret or token_urlsafe(32), name)


def _next_free(site_port: int) -> socket.socket:
    return _on_first_free([*range(site_port + 1, min(site_port + TRIES, 65_536)), 0])


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
    raise CannotStart("No port is free for a sandbox.")
