"""`manage.py import_assigned_beneficiaries FILE.csv`: the figures of the benchmark years (C11)."""

import csv
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from participants.actions.benchmark import load_figures
from participants.benchmark.reading import COLUMNS, UnreadableFigures, read_figures


class Command(BaseCommand):
    help = (
        "Loads how many beneficiaries are assigned to ACOs for benchmark years, and warns ACOs "
        f"below 5,000. The CSV file has the columns {', '.join(COLUMNS)}. Running it again changes "
        "nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            with file.open(encoding="utf-8-sig", newline="") as lines:
                loaded = load_figures(
                    acting_person=None, source=file.name, rows=read_figures(lines)
                )
        except UnicodeDecodeError:
            raise CommandError(f"{file}: not a text file in UTF-8. Save it as CSV UTF-8.") from None
        except (OSError, csv.Error, UnreadableFigures) as error:
            raise CommandError(f"{file}: {error}") from None
        self.stdout.write(
            f"{loaded.created} new, {loaded.changed} changed, {loaded.same} as they were."
        )
        for bad in loaded.bad:
            self.stderr.write(f"{file.name}, {bad}")
        if loaded.bad:
            lines_out = "1 line was" if len(loaded.bad) == 1 else f"{len(loaded.bad)} lines were"
            raise CommandError(f"{lines_out} left out; the others are in.")
