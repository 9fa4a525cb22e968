"""The commands, from what was typed to the exit code."""

from __future__ import annotations

import argparse
import contextlib
import getpass
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NoReturn

from acoms_cli import config as credentials
from acoms_cli.arguments import parser, wanted_of
from acoms_cli.config import Config
from acoms_cli.data_hub import RemoteFile, file_types, files
from acoms_cli.download import FAILED, Downloads, Outcome
from acoms_cli.errors import CliError
from acoms_cli.printing import (
    Session,
    print_files,
    print_json,
    print_outcomes,
    print_types,
    printable,
)
from acoms_cli.progress import Progress
from acoms_cli.sync import memory_of
from acoms_cli.web import Patience, Site


def run() -> NoReturn:
    """Where the program begins, however it was installed."""
    sys.exit(main())


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what was typed; returns the exit code."""
    said = parser().parse_args(arguments)
    commands = {"configure": _configure, "datahub": _datahub, "sync": _sync}
    try:
        return commands[said.command](said)
    except CliError as error:
        print(_as_error(error), file=sys.stderr)
    except OSError as error:
        if isinstance(error, BrokenPipeError):  # who read our output has gone
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 1
        print(f"Error: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        print("\nStopped. The same command goes on where this one was.", file=sys.stderr)
        return 130
    return 1


def _as_error(error: CliError) -> str:
    text = printable(str(error))
    return text if text.startswith("Error") else f"Error: {text}"


def _configure(said: argparse.Namespace) -> int:
    address = said.env or os.environ.get(credentials.ADDRESS_VARIABLE)
    config = Config.of(
        said.key or _asked("Please enter your API Client ID: ", input),
        said.secret or _asked("Please enter your API Client Secret: ", _hidden),
        address or _asked("Please enter the URL of ACO-MS: ", input),
    )
    path = Path.cwd() / credentials.NAME
    credentials.save(config, path)
    print(f"Saved to {path}, readable by you only. Try it: acoms-cli datahub --list")
    return 0


def _asked(question: str, ask: Callable[[str], str]) -> str:
    try:
        return ask(question).strip()
    except EOFError:
        return ""


def _hidden(question: str) -> str:
    return getpass.getpass(question) if sys.stdin.isatty() else input(question)


def _site(said: argparse.Namespace) -> Site:
    return Site(credentials.load(said.config), Patience(said.retries))


def _datahub(said: argparse.Namespace) -> int:
    with _session(said):
        site = _site(said)
        if said.what == "list":
            types = file_types(site)
            if said.json:
                print_json({"types": [vars(each) for each in types]})
            else:
                print_types(types)
            return 0
        found = files(site, wanted_of(said))
        if not said.json:
            print_files(found)
        if said.what == "download":
            return _told(said, _downloaded(said, site, found))
        if said.json:
            print_json({"count": len(found), "files": [each.as_json() for each in found]})
    return 0


def _sync(said: argparse.Namespace) -> int:
    with _session(said), memory_of(said.output, said.state) as memory:
        site = _site(said)
        found = [each for each in files(site, wanted_of(said)) if memory.is_new(each)]
        if not said.json:
            print_files(found)
        if said.dry_run:
            if said.json:
                print_json({"count": len(found), "files": [each.as_json() for each in found]})
            return 0
        return _told(said, _downloaded(said, site, found, memory.remember))


def _downloaded(
    said: argparse.Namespace,
    site: Site,
    found: Sequence[RemoteFile],
    remember: Callable[[RemoteFile], None] | None = None,
) -> list[Outcome]:
    """Fetch the files; each that is there is remembered at once."""
    progress = Progress(sum(each.size for each in found))
    outcomes = []
    try:
        for outcome in Downloads(site, said.output, progress).fetch_all(found, said.parallel):
            outcomes.append(outcome)
            if remember and outcome.what != FAILED:
                remember(outcome.file)
    finally:
        progress.end()
    return outcomes


def _told(said: argparse.Namespace, outcomes: Sequence[Outcome]) -> int:
    """Say what became of the files; returns the exit code."""
    if said.json:
        print_json({"files": [each.as_json() for each in outcomes]})
    else:
        print_outcomes(outcomes)
    failed = [each for each in outcomes if each.what == FAILED]
    for each in failed:
        print(f"Error: {printable(f'{each.file.name}: {each.error}')}", file=sys.stderr)
    return 1 if failed else 0


@contextlib.contextmanager
def _session(said: argparse.Namespace) -> Iterator[None]:
    """What stands around an answer in words; JSON stands alone."""
    session = Session()
    if not said.json:
        session.open()
    yield
    if not said.json:
        session.close()
