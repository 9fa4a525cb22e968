"""`manage.py import_acos FILE.csv`: load the programme's public list of ACOs."""

import csv
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from contacts.actions import load_acos
from contacts.imports import MissingColumnsError, read_acos


class Command(BaseCommand):
    help = (
        "Loads the Shared Savings Program's public list of ACOs. Running it again changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            with file.open(encoding="utf-8-sig", newline="") as lines:
                rows, bad = read_acos(lines)
        except UnicodeDecodeError:
            raise CommandError(f"{file}: not a text file in UTF-8. Save it as CSV UTF-8.") from None
        except (OSError, csv.Error, MissingColumnsError) as error:
            raise CommandError(f"{file}: {error}") from None
        created, changed = load_acos(acting=f"import_acos {file.name}", rows=rows)
        self.stdout.write(
            f"{len(rows)} ACOs read: {created} new, {changed} changed, "
            f"{len(rows) - created - changed} as they were."
        )
        for row in bad:
            self.stderr.write(f"{file.name}, {row}")
        if bad:
            left_out = "1 line was" if len(bad) == 1 else f"{len(bad)} lines were"
            raise CommandError(f"{left_out} left out; the others are in.")
