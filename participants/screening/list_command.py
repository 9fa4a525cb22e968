"""What the commands that load lists for screening share."""

from collections.abc import Iterator
from typing import Any, ClassVar, TextIO

from django.core.management.base import CommandParser

from acoms.loading.commands import LoadCommand
from acoms.loading.staging import OnBadLine
from participants.screening.actions.lists import load_list
from participants.screening.models.lists import ListKind
from participants.screening.reading import NEEDED, OPTIONAL


class ListCommand(LoadCommand):
    """`manage.py import_… FILE.csv`, for one of the lists."""

    kind: ClassVar[ListKind]
    what: ClassVar[str]

    def create_parser(self, *args: Any, **kwargs: Any) -> CommandParser:
        self.help = (
            f"Loads {self.what}. Columns: {', '.join(NEEDED[self.kind])}; it may also have "
            f"{', '.join(OPTIONAL[self.kind])}. Running it again changes nothing."
        )
        return super().create_parser(*args, **kwargs)

    def load(
        self, name: str, lines: TextIO, on_bad_line: OnBadLine, **options: Any
    ) -> Iterator[str]:
        loaded = load_list(
            acting_person=None,
            kind=self.kind,
            name=name,
            file=lines.buffer,
            on_bad_line=on_bad_line,
        )
        yield (
            f"{loaded.added:,} new, {loaded.changed:,} changed, {loaded.unchanged:,} as they were."
        )
