"""`manage.py import_acos FILE.csv`: load the programme's public list of ACOs."""

from collections.abc import Iterator
from typing import Any, TextIO

from acoms.loading.commands import LoadCommand
from acoms.loading.staging import OnBadLine
from contacts.actions import load_acos
from contacts.imports import read_acos


class Command(LoadCommand):
    help = (
        "Loads the Shared Savings Program's public list of ACOs. Running it again changes nothing."
    )

    def load(
        self, name: str, lines: TextIO, on_bad_line: OnBadLine, **options: Any
    ) -> Iterator[str]:
        rows, bad = read_acos(lines)
        for one in bad:
            on_bad_line(one)
        created, changed = load_acos(acting=f"import_acos {name}", rows=rows)
        yield (
            f"{len(rows)} ACOs read: {created} new, {changed} changed, "
            f"{len(rows) - created - changed} as they were."
        )
