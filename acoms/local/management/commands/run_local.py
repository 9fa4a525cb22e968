"""`manage.py run_local`: the whole system on one machine, with nothing to install."""

import importlib
import importlib.util
import json
import os
import signal
import sys
import time
import urllib.error
import urllib.request
from argparse import ArgumentParser
from pathlib import Path
from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError

from acoms.crypto.signing_keys import new_key
from acoms.local import checks
from acoms.local.mail_sink import listening_socket
from acoms.local.postgres import start_postgres
from acoms.local.processes import CannotStart, die_with_parent
from acoms.local.sandbox import Sandbox, find_sandboxes
from acoms.local.supervisor import Ended, Program, Supervisor, write_line
from acoms.local.valkey import start_valkey
from acoms.process.home import CHECKOUT, remember, remembered

READY_WITHIN = 60.0
ROLES = {"WEB_DATABASE_URL": "acoms_web", "WORKER_DATABASE_URL": "acoms_worker"}


class Command(BaseCommand):
    help = "Runs the site with its database, cache, worker, beat and a mailbox, on this machine."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--end-with-parent",
            action="store_true",
            help="end when the program that started this one ends (make passes it)",
        )

    def handle(self, *args: Any, end_with_parent: bool, **options: Any) -> None:
        supervisor = Supervisor(say=lambda text: write_line(f"acoms   | {text}"))
        supervisor.obey_signals()
        if end_with_parent:
            die_with_parent(os.getppid(), signal.SIGTERM)
        try:
            run(supervisor)
        except Ended:
            write_line("\nEnding.")
        except CannotStart as reason:
            raise CommandError(str(reason)) from None
        finally:
            supervisor.end()


def run(supervisor: Supervisor) -> None:
    """Start everything in its order, say where it is, and keep it running."""
    home = checks.usable_home()
    with checks.lock(home):
        port = checks.free_port(os.environ, "PORT", 8000)
        sandboxes = find_sandboxes(port, os.environ, remembered())
        environment = start_services(supervisor, home, port, sandboxes)
        manage: list[str | Path] = [sys.executable, CHECKOUT / "manage.py"]
        supervisor.run_once(Program("set-up", [*manage, "prepare_local"], environment=environment))
        for program in site_programs(environment, sandboxes):
            supervisor.add(program)
        wait_until_ready(supervisor, port)
        introduce(environment, port, sandboxes)
        while True:
            supervisor.watch(0.2)


def start_services(
    supervisor: Supervisor, home: Path, port: int, sandboxes: list[Sandbox]
) -> dict[str, str]:
    """Start the servers that the operator does not bring; return the children's environment."""
    own = {name: os.environ.get(name) for name in ("DATABASE_URL", "REDIS_URL", "EMAIL_URL")}
    told = {name: url for name, url in own.items() if url}
    if url := own["DATABASE_URL"]:
        checks.reachable_database(url)
    else:
        postgres = supervisor.serve("postgres", lambda: start_postgres(home / "postgres"))
        told["DATABASE_URL"] = postgres.url
        told |= {variable: as_role(postgres.url, role) for variable, role in ROLES.items()}
    if url := own["REDIS_URL"]:
        checks.reachable_redis(url)
    else:
        valkey = supervisor.serve("valkey", lambda: start_valkey(home / "valkey"))
        told["REDIS_URL"] = valkey.url
    sink = None if own["EMAIL_URL"] else listening_socket()
    if sink is not None:
        told["EMAIL_URL"] = f"smtp://127.0.0.1:{sink.getsockname()[1]}"
    told["SITE_URL"] = os.environ.get("SITE_URL") or f"http://127.0.0.1:{port}"
    told |= secrets_of(remembered())
    for sandbox in sandboxes:
        told |= sandbox.environment
    remember(told)
    environment = {
        **os.environ,
        **told,
        "PORT": str(port),
        "ACOMS_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "acoms.settings.local",
        "PYTHONUNBUFFERED": "1",
    }
    if sink is not None:
        serve: list[str | Path] = [
            sys.executable,
            "-m",
            "acoms.local.mail_sink",
            home / "mail",
            str(sink.fileno()),
        ]
        supervisor.add(Program("mail", serve, environment=environment, sockets=[sink]))
    return environment


def as_role(url: str, role: str) -> str:
    """The database of our own server, as one of the roles that `migrate` makes."""
    parts = urlsplit(url)
    return parts._replace(netloc=f"{role}@").geturl()


def working_as(variable: str, environment: dict[str, str]) -> dict[str, str]:
    """The environment of a program that works as a role, where there is one; the operator's own
    database has who they say."""
    return {**environment, "DATABASE_URL": environment.get(variable) or environment["DATABASE_URL"]}


def secrets_of(known: dict[str, str]) -> dict[str, str]:
    """The environment's secrets, else those of the last run, else new ones."""
    make = {"SECRET_KEY": _word, "ACOMS_KEYS": _word, "OPENID_KEYS": new_key}
    return {name: os.environ.get(name) or known.get(name) or new() for name, new in make.items()}


def _word() -> str:
    return token_urlsafe(48)


def site_programs(environment: dict[str, str], sandboxes: list[Sandbox]) -> list[Program]:
    """The web server, the worker, beat and the sandboxes."""
    python = [sys.executable, "-m"]
    celery = [*python, "celery", "-A", "acoms.local.celery"]
    quiet = ["--loglevel", "WARNING"]
    web = working_as("WEB_DATABASE_URL", environment)
    worker = working_as("WORKER_DATABASE_URL", environment)
    return [
        Program(
            "web",
            [*python, "gunicorn", "-c", "python:acoms.local.server", "acoms.wsgi"],
            environment=web,
        ),
        Program(
            "worker",
            [*celery, "--quiet", "worker", *quiet, "--concurrency", "2", "--without-mingle"],
            environment=worker,
            death_signal=signal.SIGKILL,  # SIGTERM would wait for its tasks
        ),
        Program("beat", [*celery, "--quiet", "beat", *quiet], environment=worker),
        *(sandbox.program(environment) for sandbox in sandboxes),
    ]


def wait_until_ready(supervisor: Supervisor, port: int) -> None:
    """Until `/healthz/` is content; after a minute say what is missing and go on."""
    down = ["web"]
    end = time.monotonic() + READY_WITHIN
    while down and time.monotonic() < end:
        supervisor.watch(0.3)
        down = parts_down(port)
    if down:
        supervisor.say(f"not ready yet: {', '.join(down)}")


def parts_down(port: int) -> list[str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz/", timeout=5):
            return []
    except urllib.error.HTTPError as answer:
        try:
            return list(json.load(answer)["down"])
        except (ValueError, KeyError):
            return ["web"]
    except OSError:
        return ["web"]


def introduce(environment: dict[str, str], port: int, sandboxes: list[Sandbox]) -> None:
    """Say what to open and, if the demo data is installed, who can sign in."""
    site = f"http://127.0.0.1:{port}"
    lines = ["", f"ACO-MS is ready: {site}/", f"Its mail:         {site}/_mail/"]
    if "EMAIL_URL" in os.environ:
        lines[-1] = "Its mail goes to the server of EMAIL_URL."
    lines += [f"{sandbox.name + ' sandbox:':18}{sandbox.url}/" for sandbox in sandboxes]
    cast = importlib.import_module("demo.cast") if importlib.util.find_spec("demo") else None
    if cast is not None and hasattr(cast, "describe"):
        lines += ["", *str(cast.describe(os.environ.get("ACOMS_HOME", ""))).splitlines()]
    write_line(
        "\n".join([*lines, "", f"The data is in {environment['ACOMS_HOME']}. Ctrl-C ends it."])
    )
