"""What the commands that load lists for screening share."""

from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError, CommandParser

from participants.actions.screening_lists import load_list
from participants.errors import ScreeningError
from participants.models import ListKind
from participants.screening.reading import NEEDED, OPTIONAL


class ListCommand(BaseCommand):
    """`manage.py import_… FILE.csv`, for one of the lists."""

    kind: ClassVar[ListKind]
    what: ClassVar[str]

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        self.help = (
            f"Loads {self.what}. Columns: {', '.join(NEEDED[self.kind])}; it may also have "
            f"{', '.join(OPTIONAL[self.kind])}. Running it again changes nothing."
        )
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            with file.open("rb") as content:
                loaded = load_list(acting_person=None, kind=self.kind, name=file.name, file=content)
        except (OSError, ScreeningError) as error:
            raise CommandError(f"{file}: {error}") from None
        self.stdout.write(
            f"{loaded.added:,} new, {loaded.changed:,} changed, {loaded.unchanged:,} as they were."
        )
        for problem in loaded.problems:
            self.stderr.write(f"{file.name}, {problem}")
        if loaded.left_out:
            left_out = "1 line was" if loaded.left_out == 1 else f"{loaded.left_out:,} lines were"
            raise CommandError(f"{left_out} left out; the others are in.")
