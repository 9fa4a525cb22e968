"""`manage.py … FILE.csv`: a list loaded on the server."""

import csv
import sys
from argparse import RawDescriptionHelpFormatter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar, TextIO

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from acoms.loading.reading import BadLine, left_out
from acoms.loading.staging import OnBadLine
from acoms.loading.tally import tallied
from acoms.text.refusals import Refusal

_SHOWN = 50


class LoadCommand(BaseCommand):
    """Loads the good lines of a file, says what it did, and names the bad lines with their reasons.

    A command says in `load` what is done. `form` is what its help says of the file, and
    `can_be_tried` gives it --dry-run.
    """

    form: ClassVar[str] = ""
    can_be_tried: ClassVar[bool] = False

    def load(
        self, name: str, lines: TextIO, on_bad_line: OnBadLine, **options: Any
    ) -> Iterable[str]:
        """Load a file of this name, and say what that did. Bad lines go to `on_bad_line`."""
        raise NotImplementedError

    def progress(self, words: str) -> None:
        self.stderr.write(f"{words} …")

    def create_parser(self, *args: Any, **kwargs: Any) -> CommandParser:
        return super().create_parser(
            *args, epilog=self.form, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a CSV file in UTF-8; - for standard input")
        parser.add_argument(
            "--report", type=Path, metavar="CSV", help="write the bad lines with their reasons here"
        )
        if self.can_be_tried:
            parser.add_argument("--dry-run", action="store_true", help="only say what would happen")

    def handle(self, *args: Any, file: Path, report: Path | None, **options: Any) -> None:
        self.stderr.style_func = None  # progress is no error
        tried = options.get("dry_run", False)
        try:
            with (
                _text(file) as lines,
                self._reporting(report) as told,
                transaction.atomic(),
                tallied() as tally,
            ):
                said = list(self.load(file.name, lines, told.tell, **options))
        except (OSError, Refusal) as error:
            raise CommandError(f"{file}: {error}") from None
        for line in (*["Only tried, nothing was changed:"] * tried, *said, str(tally)):
            self.stdout.write(line)
        if told.count:
            others = "." if tried else "; the others are in."
            raise CommandError(left_out(told.count, tried=tried) + others)

    @contextmanager
    def _reporting(self, report: Path | None) -> Iterator["_BadLines"]:
        if report is None:
            yield _BadLines(self, None)
            return
        with report.open("w", encoding="utf-8", newline="") as lines:
            yield _BadLines(self, csv.writer(lines))


class _BadLines:
    """All of them to the report, and the first to standard error."""

    def __init__(self, command: BaseCommand, writer: Any) -> None:
        self.count = 0
        self._command = command
        self._writer = writer
        if writer:
            writer.writerow(["line", "reason"])

    def tell(self, bad: BadLine) -> None:
        self.count += 1
        if self.count <= _SHOWN:
            self._command.stderr.write(str(bad))
        elif self.count == _SHOWN + 1 and self._writer is None:
            self._command.stderr.write("… and more: --report FILE has them all")
        if self._writer:
            self._writer.writerow([bad.line, bad.reason])


@contextmanager
def _text(file: Path) -> Iterator[TextIO]:
    """The file's text; `-` is standard input."""
    if str(file) == "-":
        yield sys.stdin
        return
    with file.open(encoding="utf-8-sig", newline="") as lines:
        yield lines
