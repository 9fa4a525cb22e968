"""`manage.py import_participants FILE.csv`: load participant lists, the programme's or an ACO's."""

import argparse
import csv
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from acoms.loading.reading import BadLine
from participants.actions.importing import ListFile, import_participants
from participants.errors import ListError
from participants.importing.counts import left_out
from participants.importing.rows import COLUMNS, Layout, UnknownFormError

_SHOWN = 50

FORM = f"""
The file is CSV in UTF-8. Its first line names its columns, in any order; further ones are ignored.

  --layout public  CMS's public list of participants, into ACOs that are there (import_acos):
                   {", ".join(COLUMNS[Layout.PUBLIC])}. It has no TINs. Where it has a name more
                   than once in an ACO, the first is the first of that name on the ACO's list, and
                   so on. A TIN that is known stays; names match whatever their letter case.
  --layout list    An ACO's own list, a line for each provider/supplier or for a participant
                   without any: aco_id, tin, and where known {", ".join(COLUMNS[Layout.LIST][2:])}.
                   A TIN that is not on the list yet is given to a participant of its name that
                   has none.

Days are the first on the list and the first not on it any more. An empty cell leaves what is there.
Nobody is taken off a list but by "until", or by --end-missing. Running it again changes nothing.
"""


class Command(BaseCommand):
    help = "Loads participants, with their providers/suppliers, into the lists of ACOs."

    def create_parser(self, *args: Any, **kwargs: Any) -> CommandParser:
        return super().create_parser(
            *args, epilog=FORM, formatter_class=argparse.RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--layout", type=Layout, choices=list(Layout), default=Layout.PUBLIC, metavar="LAYOUT"
        )
        parser.add_argument(
            "--year",
            type=int,
            default=timezone.localdate().year,
            help="the performance year, from whose January 1 on they are on the list, where the "
            "file does not say (this year)",
        )
        parser.add_argument(
            "--end-missing",
            action="store_true",
            help="end on that day whom the public list does not name any more",
        )
        parser.add_argument("--try", action="store_true", help="only say what would happen")
        parser.add_argument(
            "--report", type=Path, metavar="CSV", help="write the bad lines with their reasons here"
        )

    def handle(self, *args: Any, file: Path, report: Path | None, **options: Any) -> None:
        self.stderr.style_func = None  # progress is no error
        if not 1990 <= options["year"] < 2200:
            raise CommandError(f"{options['year']} is no performance year.")
        if options["end_missing"] and options["layout"] is not Layout.PUBLIC:
            raise CommandError("--end-missing goes with --layout public.")
        try:
            with _text(file) as lines, _reporting(report, self) as on_bad_row:
                merged = import_participants(
                    acting_person=None,
                    file=ListFile(
                        name=file.name,
                        lines=lines,
                        layout=options["layout"],
                        as_of=date(options["year"], 1, 1),
                        end_missing=options["end_missing"],
                    ),
                    on_bad_row=on_bad_row,
                    progress=lambda words: self.stderr.write(f"{words} …"),
                    only_try=options["try"],
                )
        except (OSError, UnknownFormError, ListError) as error:
            raise CommandError(f"{file}: {error}") from None
        if options["try"]:
            self.stdout.write("Only tried, nothing was changed:")
        for line in merged.summary():
            self.stdout.write(line)
        if merged.left_out:
            raise CommandError(f"{left_out(merged.left_out)}; the others are in.")


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

    def tell(bad: BadLine) -> None:
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

        def write(bad: BadLine) -> None:
            writer.writerow([bad.line, bad.reason])
            tell(bad)

        yield write
