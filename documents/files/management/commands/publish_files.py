"""`manage.py publish_files FILE …`: files on the server, published by their names."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from documents.files.actions.delivering import PIECE, publish_by_name, read_whole_name
from documents.files.errors import FilesError
from documents.files.naming import UnknownName


class Command(BaseCommand):
    help = (
        "Publishes files to the ACOs that their names say (rule G3), such as "
        "P.A1234.ACO.ZCY26.D260211.T1435560.zip. The files stay where they are."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
        parser.add_argument(
            "--last-day", type=date.fromisoformat, metavar="YYYY-MM-DD", help="shown until then"
        )
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")

    def handle(
        self, *args: Any, files: list[Path], last_day: date | None, dry_run: bool, **options: Any
    ) -> None:
        refused = 0
        for path in files:
            try:
                said = _tried(path) if dry_run else _published(path, last_day)
            except (UnknownName, FilesError, OSError) as error:
                refused += 1
                self.stderr.write(f"{path.name} was refused: {error}")
            else:
                self.stdout.write(f"{path.name} {said}.")
        if refused:
            raise CommandError(f"{refused} refused.")


def _tried(path: Path) -> str:
    named, aco = read_whole_name(path.name)
    return f"would be published to {aco} as {named.type}"


def _published(path: Path, last_day: date | None) -> str:
    with path.open("rb", buffering=0) as file:
        pieces = iter(lambda: file.read(PIECE), b"")
        return publish_by_name(path.name, pieces, last_day=last_day).value
