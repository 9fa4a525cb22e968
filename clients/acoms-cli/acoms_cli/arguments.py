"""The command line: what may be said, and what it means."""

from __future__ import annotations

import argparse
import re
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from acoms_cli import __version__
from acoms_cli.data_hub import Wanted

_ACO = re.compile(r"[A-Z]\d{3,5}")
_MOST_AT_ONCE = 16
_EXAMPLES = """examples:
  acoms-cli configure --env https://acoms.example.gov
  acoms-cli datahub --list
  acoms-cli datahub --view --aco A1234 --year 2026 --file 116
  acoms-cli datahub --download --aco=A1234 --year=2026 --createdWithinLastWeek
  acoms-cli sync --aco A1234 --output cclf --category CCLF --parallel 4

Errors go to stderr, and the exit code is 1; 2 if the command cannot be understood."""


def parser() -> argparse.ArgumentParser:
    """Everything that `acoms-cli` understands."""
    found = argparse.ArgumentParser(
        prog="acoms-cli",
        description="Fetch your ACO's files from the Data Hub of ACO-MS.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    found.add_argument("--version", action="version", version=f"acoms-cli {__version__}")
    commands = found.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, add, says in (
        ("configure", _add_configure, "keep the credentials"),
        ("datahub", _add_datahub, "list, view and download files"),
        ("sync", _add_sync, "download what is new since last time"),
    ):
        add(commands.add_parser(name, help=says, allow_abbrev=False))
    return found


def _add_configure(one: argparse.ArgumentParser) -> None:
    one.description = (
        "Write config.txt where you stand, readable by you only. What is not given is asked for; "
        "leave out --secret, and nobody sees it in the list of processes."
    )
    one.add_argument("--key", help="the client ID, from the API Credentials page")
    one.add_argument("--secret", help="the client secret, which that page showed once")
    one.add_argument("--env", metavar="URL", help="the address of ACO-MS")


def _add_datahub(one: argparse.ArgumentParser) -> None:
    what = one.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "-l", "--list", action="store_const", const="list", dest="what", help="types of files"
    )
    what.add_argument(
        "-v", "--view", action="store_const", const="view", dest="what", help="files that are there"
    )
    what.add_argument(
        "-d",
        "--download",
        action="store_const",
        const="download",
        dest="what",
        help="fetch these files",
    )
    _add_filters(one)
    _add_output(one)


def _add_sync(one: argparse.ArgumentParser) -> None:
    one.description = (
        "Download each file once, and again when it is delivered again. What was fetched is "
        "remembered in .acoms-sync.json of the folder, so files may be moved away."
    )
    one.add_argument(
        "--state", type=Path, metavar="FILE", help="remember here and not in the folder"
    )
    one.add_argument("--dry-run", action="store_true", help="only say what is new")
    _add_filters(one)
    _add_output(one)


def _add_filters(one: argparse.ArgumentParser) -> None:
    filters = one.add_argument_group("which files")
    filters.add_argument(
        "-a",
        "--aco",
        type=_acos,
        default=(),
        metavar="A1234",
        help="the ACO, or several with commas; else all that the credentials open",
    )
    filters.add_argument("-y", "--year", type=_year, metavar="YYYY", help="the performance year")
    filters.add_argument(
        "-c", "--category", default="", metavar="NAME", help="a category of --list, or as CCLF"
    )
    filters.add_argument(
        "-f",
        "--file",
        type=_codes,
        default=(),
        metavar="CODE",
        help="the code of a type, or several with commas",
    )
    created, updated = (filters.add_mutually_exclusive_group() for _ in range(2))
    created.add_argument("--createdAfter", type=_day, metavar="YYYY-MM-DD", help="on or after")
    created.add_argument("--createdBetween", type=_days, metavar="DAY,DAY", help="both included")
    created.add_argument(
        "--createdWithinLastMonth", action="store_true", help="in the last 31 days"
    )
    created.add_argument("--createdWithinLastWeek", action="store_true", help="in the last 7 days")
    updated.add_argument("--updatedAfter", type=_day, metavar="YYYY-MM-DD", help="on or after")
    updated.add_argument("--updatedBetween", type=_days, metavar="DAY,DAY", help="both included")


def _add_output(one: argparse.ArgumentParser) -> None:
    output = one.add_argument_group("how")
    output.add_argument("--json", action="store_true", help="print JSON")
    output.add_argument(
        "-o", "--output", type=Path, default=Path(), metavar="DIR", help="put files here"
    )
    output.add_argument(
        "-p",
        "--parallel",
        type=_at_once,
        default=1,
        metavar="N",
        help=f"so many downloads at once, at most {_MOST_AT_ONCE}",
    )
    output.add_argument(
        "--retries",
        type=_count,
        default=5,
        metavar="N",
        help="tries after one that failed without getting further (5)",
    )
    output.add_argument("--config", type=Path, metavar="FILE", help="the credentials are here")


def wanted_of(said: argparse.Namespace) -> Wanted:
    """The files that were asked for."""
    created, updated = said.createdBetween or ("", ""), said.updatedBetween or ("", "")
    after = said.createdAfter or created[0]
    if said.createdWithinLastMonth or said.createdWithinLastWeek:
        days = 7 if said.createdWithinLastWeek else 31
        since = datetime.now(timezone.utc) - timedelta(days=days)
        after = f"{since:%Y-%m-%dT%H:%M:%SZ}"
    return Wanted(
        acos=said.aco,
        year=said.year,
        category=said.category,
        types=said.file,
        created_after=after,
        created_before=created[1],
        updated_after=said.updatedAfter or updated[0],
        updated_before=updated[1],
    )


def _acos(text: str) -> tuple[str, ...]:
    found = tuple(each.strip().upper() for each in text.split(","))
    for each in found:
        if not _ACO.fullmatch(each):
            raise argparse.ArgumentTypeError(f"{each!r} is not an ACO ID, such as A1234")
    return found


def _codes(text: str) -> tuple[int, ...]:
    if not re.fullmatch(r"\d{1,6}(\s*,\s*\d{1,6})*", text.strip()):
        raise argparse.ArgumentTypeError(f"{text!r} is not the code of a type, such as 116")
    return tuple(int(each) for each in text.split(","))


def _year(text: str) -> int:
    if not re.fullmatch(r"20\d\d", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a year, such as 2026")
    return int(text)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day, such as 2026-02-11") from None


def _days(text: str) -> tuple[str, str]:
    first, comma, last = text.partition(",")
    if not comma:
        raise argparse.ArgumentTypeError("give two days with a comma: 2026-01-01,2026-01-31")
    found = _day(first), _day(last)
    if found[0] > found[1]:
        raise argparse.ArgumentTypeError("the first day is after the last")
    return found


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) > 100:
        raise argparse.ArgumentTypeError("a number from 0 to 100")
    return int(text)


def _at_once(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= _MOST_AT_ONCE:
        raise argparse.ArgumentTypeError(f"a number from 1 to {_MOST_AT_ONCE}")
    return int(text)
