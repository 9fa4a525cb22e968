"""`manage.py import_acos FILE.csv`: load the programme's public list of ACOs."""

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
        except (OSError, UnicodeDecodeError, MissingColumnsError) as error:
            raise CommandError(f"{file}: {error}") from None
        created, changed = load_acos(acting=f"import_acos {file.name}", rows=rows)
        self.stdout.write(
            f"{len(rows)} ACOs read: {created} new, {changed} changed, "
            f"{len(rows) - created - changed} as they were."
        )
        for row in bad:
            self.stderr.write(f"{file.name}, {row}")
        if bad:
            raise CommandError(f"{len(bad)} lines were left out; the others are in.")
