"""`manage.py import_participants FILE.csv`: load participant lists, the programme's or an ACO's."""

from collections.abc import Iterator
from datetime import date
from typing import Any, TextIO

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from acoms.loading.commands import LoadCommand
from acoms.loading.staging import OnBadLine
from participants.lists.actions.importing import ListFile, import_participants
from participants.lists.importing.rows import COLUMNS, Layout

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


class Command(LoadCommand):
    help = "Loads participants, with their providers/suppliers, into the lists of ACOs."
    form = FORM
    can_be_tried = True

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
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

    def load(
        self, name: str, lines: TextIO, on_bad_line: OnBadLine, **options: Any
    ) -> Iterator[str]:
        if not 1990 <= options["year"] < 2200:
            raise CommandError(f"{options['year']} is no performance year.")
        if options["end_missing"] and options["layout"] is not Layout.PUBLIC:
            raise CommandError("--end-missing goes with --layout public.")
        merged = import_participants(
            acting_person=None,
            file=ListFile(
                name=name,
                lines=lines,
                layout=options["layout"],
                as_of=date(options["year"], 1, 1),
                end_missing=options["end_missing"],
            ),
            on_bad_line=on_bad_line,
            progress=self.progress,
            only_try=options["dry_run"],
        )
        yield from merged.summary()
