"""`manage.py import_organizations FILE.csv`: load QPP's organizations, two million or one."""

import argparse
import csv
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from qpp_roles.actions.importing import OrganizationFile, import_organizations
from qpp_roles.errors import QppError
from qpp_roles.importing.rows import COLUMNS, UnknownFormError
from qpp_roles.importing.staging import BadRow
from qpp_roles.importing.telling import left_out, summary

_SHOWN = 50

FORM = f"""
The file is CSV in UTF-8. Its first line names its columns, in any order: {", ".join(COLUMNS)}.
Columns that it does not need may be missing. `record` says what a line is about:

  organization     (or empty) kind, name; tin for a practice or a registry; identifier for all
                   others and for a registry (its Vendor ID); location, such as Lansing, MI
  clinician        of a practice: tin of the practice, npi, ptan
  member           a practice in a virtual group, a Next Generation ACO or a CPC+ Practice Site:
                   kind and identifier of that, tin of the practice
  site clinician   of a CPC+ Practice Site: identifier of the site, tin of the practice, npi

`kind` is practice, next_generation_aco, cpc_plus_site, qualified_registry, qcdr or virtual_group.
ACOs of the Shared Savings Program come from import_acos. An organization is known by its TIN (a
practice) or by its kind and ID. An empty tin or location leaves what is there, and an
organization that is not in the file stays. Running it again changes nothing.
"""


class Command(BaseCommand):
    help = "Loads QPP's organizations, with their clinicians and member practices, from a list."

    def create_parser(self, *args: Any, **kwargs: Any) -> CommandParser:
        return super().create_parser(
            *args, epilog=FORM, formatter_class=argparse.RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--all-or-nothing", action="store_true", help="change nothing if any line is bad"
        )
        parser.add_argument(
            "--complete-lists",
            action="store_true",
            help="take out the clinicians and members that the file does not name of an "
            "organization that it names some of; all or nothing",
        )
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
        parser.add_argument(
            "--report", type=Path, metavar="CSV", help="write the bad lines with their reasons here"
        )

    def handle(self, *args: Any, file: Path, report: Path | None, **options: Any) -> None:
        self.stderr.style_func = None  # progress is no error
        try:
            with _text(file) as lines, _reporting(report, self) as on_bad_row:
                record, merged = import_organizations(
                    acting_person=None,
                    file=OrganizationFile(
                        name=file.name,
                        lines=lines,
                        all_or_nothing=options["all_or_nothing"],
                        complete_lists=options["complete_lists"],
                    ),
                    on_bad_row=on_bad_row,
                    progress=lambda words: self.stderr.write(f"{words} …"),
                    only_try=options["dry_run"],
                )
        except (OSError, UnknownFormError, QppError) as error:
            raise CommandError(f"{file}: {error}") from None
        if options["dry_run"]:
            self.stdout.write("Only tried, nothing was changed:")
        for line in summary(record, merged):
            self.stdout.write(line)
        if record.left_out:
            raise CommandError(f"{left_out(record.left_out)}; the others are in.")


@contextmanager
def _text(file: Path) -> Iterator[Any]:
    """The file's lines; `-` is standard input."""
    if str(file) == "-":
        yield sys.stdin
        return
    with file.open(encoding="utf-8-sig", newline="") as lines:
        yield lines


@contextmanager
def _reporting(report: Path | None, command: BaseCommand) -> Iterator[Any]:
    """Where bad lines go: to the report, and the first of them to standard error."""
    told = 0

    def tell(bad: BadRow) -> None:
        nonlocal told
        told += 1
        if told <= _SHOWN:
            command.stderr.write(str(bad))
        elif told == _SHOWN + 1 and report is None:
            command.stderr.write("… and more: --report FILE has them all")

    if report is None:
        yield tell
        return
    with report.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(["line", "reason"])

        def write(bad: BadRow) -> None:
            writer.writerow([bad.line, bad.reason])
            tell(bad)

        yield write
