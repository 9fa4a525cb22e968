"""`manage.py import_assigned_beneficiaries FILE.csv`: the figures of the benchmark years (C11)."""

from collections.abc import Iterator
from typing import Any, TextIO

from acoms.loading.commands import LoadCommand
from acoms.loading.staging import OnBadLine
from participants.effects.actions.benchmark import load_figures
from participants.effects.benchmark.reading import COLUMNS, read_figures


class Command(LoadCommand):
    help = (
        "Loads how many beneficiaries are assigned to ACOs for benchmark years, and warns ACOs "
        f"below 5,000. The CSV file has the columns {', '.join(COLUMNS)}. Running it again changes "
        "nothing."
    )
    can_be_tried = True

    def load(
        self, name: str, lines: TextIO, on_bad_line: OnBadLine, **options: Any
    ) -> Iterator[str]:
        loaded = load_figures(
            acting_person=None,
            source=name,
            rows=read_figures(lines),
            only_try=options["dry_run"],
        )
        for bad in loaded.bad:
            on_bad_line(bad)
        yield f"{loaded.created} new, {loaded.changed} changed, {loaded.same} as they were."
