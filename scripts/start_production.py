"""Starts ACO-MS as the image and docker-compose.yml do, asks it for pages, and ends it.

Run by scripts/check with a PostgreSQL and a Valkey of its own, from the production environment
alone (`in_production`). The commands, and as which role of the database each runs, are read from
the Dockerfile and the compose file, so that what is tried here is what they start.
"""

import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlsplit

from ruamel.yaml import YAML

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from in_production import CHECKOUT, HOST, environment

from acoms.local.mail_sink import listening_socket
from acoms.local.processes import start, stop

READY_WITHIN = 180.0  # a busy machine takes its time


class Failure(Exception):
    """What did not work, in words."""


def services() -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe").load(CHECKOUT / "docker-compose.yml")["services"]
    return found


def commands() -> dict[str, list[str]]:
    """The command of each service; the web server's is the image's own."""
    (image_starts,) = re.findall(r"^CMD (\[.*\])$", (CHECKOUT / "Dockerfile").read_text(), re.M)
    compose = {name: services()[name]["command"] for name in ("migrate", "worker", "beat")}
    return {"web": json.loads(image_starts), **compose}


def databases(owner: str) -> dict[str, dict[str, str]]:
    """What each service is told of the database: its own role's address, and migrate all three.
    Those that work are no owners (decision 77)."""
    urls = {"database_url": owner} | {
        f"{role}_database_url": _as_role(owner, f"acoms_{role}") for role in ("web", "worker")
    }
    told = {
        name: {
            variable.removesuffix("_FILE"): urls[Path(secret).name]
            for variable, secret in services()[name]["environment"].items()
            if variable.endswith("DATABASE_URL_FILE")
        }
        for name in ("migrate", "web", "worker", "beat")
    }
    owning = [name for name, url in told.items() if url["DATABASE_URL"] == owner]
    if owning != ["migrate"]:
        raise Failure(f"these run as the owner of the tables: {', '.join(owning)}")
    return told


def _as_role(url: str, role: str) -> str:
    parts = urlsplit(url)
    server = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=f"{role}:{token_urlsafe(24)}@{server}").geturl()


class Site:
    """The running site: what it was told, where it listens, what it says."""

    def __init__(self, place: Path) -> None:
        self.place = place
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = int(free.getsockname()[1])
        self.mail_server = listening_socket()
        self.environment = environment() | {
            "PORT": str(self.port),
            "EMAIL_URL": f"smtp://127.0.0.1:{self.mail_server.getsockname()[1]}",
            "BEAT_SCHEDULE": str(place / "beat-schedule"),
            "FILES_ROOT": str(place / "files"),
        }
        self.databases = databases(self.environment["DATABASE_URL"])

    def told(self, name: str) -> dict[str, str]:
        """The environment of a service."""
        return self.environment | self.databases[name]

    def log(self, name: str) -> Path:
        return self.place / f"{name}.log"

    def run(self, name: str, *command: str) -> str:
        """A command to its end, as a service would run it; what it said."""
        done = subprocess.run(  # noqa: S603 - our own commands
            _found(command, self.environment),
            env=self.told(name),
            cwd=CHECKOUT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Failure(f"{' '.join(command)} failed as {name}:\n{done.stdout[-3000:]}")
        return done.stdout

    @contextlib.contextmanager
    def running(self, name: str, command: list[str]) -> Iterator[None]:
        process = start(
            _found(command, self.environment),
            env=self.told(name),
            cwd=CHECKOUT,
            stdout=self.log(name).open("wb"),
        )
        try:
            yield
            if process.poll() is not None:
                raise Failure(f"{name} ended by itself")
        finally:
            stop(process, seconds=10)

    @contextlib.contextmanager
    def taking_mail(self) -> Iterator[None]:
        """A mail server of the check's own."""
        number = self.mail_server.fileno()
        process = start(
            [sys.executable, "-m", "acoms.local.mail_sink", self.place / "mail", str(number)],
            cwd=CHECKOUT,
            pass_fds=[number],
        )
        try:
            yield
        finally:
            stop(process)

    def get(self, path: str) -> str:
        """A page as a proxy that ended TLS asks for it."""
        headers = {"Host": HOST, "X-Forwarded-Proto": "https"}
        asked = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        with urllib.request.urlopen(asked, timeout=10) as answer:  # noqa: S310
            return str(answer.read().decode(errors="replace"))

    def wait_until_healthy(self) -> None:
        """`/healthz/` is content: database, cache, worker and beat are there."""
        end = time.monotonic() + READY_WITHIN
        while True:
            try:
                self.get("/healthz/")
                return
            except urllib.error.HTTPError as answer:
                state = answer.read().decode(errors="replace")
            except OSError as reason:
                state = str(reason)
            if time.monotonic() > end:
                raise Failure(f"the site is not healthy within {READY_WITHIN:.0f} s: {state}")
            time.sleep(0.2)


def _found(command: tuple[str, ...] | list[str], environment: dict[str, str]) -> list[str]:
    """The command with the production environment's own program: not that of developers."""
    programs = Path(environment["PATH"].partition(":")[0])
    return [str(programs / command[0]), *command[1:]]


def try_pages(site: Site) -> None:
    """The sign-in page, and all that it needs to be drawn."""
    page = site.get("/account/sign-in/")
    if "IDM user ID" not in page:
        raise Failure(f"the sign-in page is not what it should be:\n{page[:2000]}")
    needed = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    if len(needed) < 2:
        raise Failure("the sign-in page names no stylesheet and script")
    for path in needed:
        site.get(path)


def try_first_staff(site: Site) -> None:
    """The first of CMS staff is made and let back in, and a worker mails them the way."""
    site.environment |= {
        "DJANGO_SUPERUSER_USER_ID": "first.staff",
        "DJANGO_SUPERUSER_EMAIL": "first@cms.example.gov",
        "DJANGO_SUPERUSER_FIRST_NAME": "Fay",
        "DJANGO_SUPERUSER_LAST_NAME": "First",
        "DJANGO_SUPERUSER_PASSWORD": token_urlsafe(30),
    }
    site.run("web", "python", "manage.py", "createsuperuser", "--no-input")
    site.run("web", "python", "manage.py", "recover_staff", "first.staff", "--reason", "A trial.")
    end = time.monotonic() + READY_WITHIN
    while len(mails := [*(site.place / "mail").glob("*.eml")]) < 2:
        if time.monotonic() > end:
            raise Failure(f"{len(mails)} of 2 mails about the recovery arrived")
        time.sleep(0.2)


def try_roles(site: Site) -> None:
    """Nobody who works can do more in the database than they should."""
    check = ("check", "--deploy", "--database", "default", "--fail-level", "WARNING")
    for name in ("web", "worker"):
        site.run(name, "python", "manage.py", *check)


def try_site(place: Path) -> None:
    to_run = commands()
    site = Site(place)
    if not re.search(r"^step \d+ of \d+: ", site.run("migrate", *to_run["migrate"]), re.M):
        raise Failure("migrate does not say which step it is at")
    try_roles(site)
    with contextlib.ExitStack() as ending:
        ending.enter_context(site.taking_mail())
        try:
            for name in ("web", "worker", "beat"):
                ending.enter_context(site.running(name, to_run[name]))
            site.wait_until_healthy()
            try_pages(site)
            try_first_staff(site)
            ping = ("celery", "-A", "acoms", "inspect", "ping", "--timeout", "5")
            if "pong" not in site.run("worker", *ping):
                raise Failure("the worker does not answer")
        except (Failure, OSError) as reason:
            logs = place.glob("*.log")
            said = "\n".join(f"{log.name}:\n{log.read_text()[-2000:]}" for log in logs)
            raise Failure(f"{reason}\n{said}") from reason


def main() -> int:
    missing = {"DATABASE_URL", "REDIS_URL"} - set(os.environ)
    if missing:
        print("Run this with `python -m acoms.local.throw_away python scripts/start_production.py`")
        return 1
    with tempfile.TemporaryDirectory(prefix="acoms-production-") as place:
        try:
            try_site(Path(place))
        except Failure as reason:
            print(reason)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
