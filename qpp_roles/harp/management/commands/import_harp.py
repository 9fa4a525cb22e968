"""`manage.py import_harp FILE.csv --as USER_ID`: HARP accounts with their roles in ACOs."""

from argparse import RawDescriptionHelpFormatter
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.models import Person
from acoms.access import Refused
from acoms.loading.reading import UnreadableFile, left_out, text_of_utf8
from qpp_roles.harp.actions import (
    HarpRefused,
    How,
    look_at_text,
    prepare_harp_import,
    run_harp_import,
)
from qpp_roles.harp.judging import Judged, Outcome
from qpp_roles.harp.reading import COLUMNS, EXAMPLE
from qpp_roles.harp.report import in_a_sentence, report_lines

HELP = """Imports HARP accounts with their Security Official and Staff User roles in ACOs.

The file is CSV in UTF-8, one role of one person in one ACO a line, with these headings in any
order:

{columns}

A date is written 2020-03-31 or 03/31/2020. People are found by user ID or e-mail, in any letter
case; others get an account without a password, proven by HARP on that date. Running it again
changes nothing. Lines that cannot be taken are named with their reasons; the others go in, unless
--all-or-nothing is given.

A line that contradicts the account that has its user ID or e-mail here (another address, another
name) is left out, until somebody has found out that it is the same person's: --confirm USER_ID.
"""


class Command(BaseCommand):
    help = HELP.format(
        columns="\n".join(
            f"  {label}: {example}"
            for label, example in zip(COLUMNS.values(), EXAMPLE, strict=True)
        )
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--as",
            dest="acting",
            required=True,
            metavar="USER_ID",
            help="the CMS administrator in whose name the import stands in the history",
        )
        parser.add_argument(
            "--all-or-nothing", action="store_true", help="import nothing if a line is refused"
        )
        parser.add_argument(
            "--report", type=Path, metavar="OUT.csv", help="write what became of each line"
        )
        parser.add_argument(
            "--confirm",
            action="append",
            default=[],
            metavar="USER_ID",
            help="a HARP user ID of the list whose account here is the same person's, although "
            "the e-mail or the name is another; once for each",
        )
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
        parser.add_argument(
            "--no-mail",
            action="store_true",
            help="tell nobody by e-mail; the ACOs' administrators see it on screen",
        )

    def handle(self, *args: Any, file: Path, acting: str, **options: Any) -> None:
        person = Person.objects.filter(user_id=acting.strip().lower()).first()
        if person is None:
            raise CommandError(f"Nobody has the user ID {acting}.")
        try:
            text = text_of_utf8(file.read_bytes())
            # Before anything is imported: a report that cannot be written is found out now.
            with _opened(options["report"]) as report:
                judged, refusal = self._do(person, file, text, **options)
                if report is not None:
                    report.writelines(report_lines(judged))
        except (OSError, UnreadableFile) as error:
            raise CommandError(f"{file}: {error}") from None
        except Refused as error:
            raise CommandError(error.decision.reason) from None
        self._tell(file, judged, refusal, dry=options["dry_run"])

    def _do(
        self, person: Person, file: Path, text: str, **options: Any
    ) -> tuple[list[Judged], str]:
        """What became of each row, and why nothing was imported, if nothing was."""
        confirmed = frozenset(user_id.strip().lower() for user_id in options["confirm"])
        how = How(
            all_or_nothing=options["all_or_nothing"],
            mail=not options["no_mail"],
            confirmed=confirmed,
        )
        try:
            if options["dry_run"]:
                return look_at_text(acting_person=person, text=text, confirmed=confirmed), ""
            with transaction.atomic():  # where nothing is imported, no file is left waiting
                found = prepare_harp_import(acting_person=person, source=file.name, text=text)
                return run_harp_import(acting_person=person, harp_import=found, how=how), ""
        except HarpRefused as error:
            return list(error.judged), str(error)

    def _tell(self, file: Path, judged: list[Judged], refusal: str, *, dry: bool) -> None:
        bad = [one for one in judged if one.outcome.left_out]
        for one in bad:
            self.stderr.write(f"{file.name}, line {one.row.line}: {one.reason}{_way_on(one)}")
        if refusal:
            raise CommandError(refusal)
        self.stdout.write(("Nothing was written. " if dry else "") + in_a_sentence(judged))
        if bad and not dry:
            raise CommandError(f"{left_out(len(bad))}; the others are in.")


def _way_on(one: Judged) -> str:
    if one.outcome is not Outcome.UNCLEAR:
        return ""
    return f" If it is the same person: --confirm {one.row.user_id}"


def _opened(path: Path | None) -> AbstractContextManager[TextIO | None]:
    """A file to write, with the mark that spreadsheets look for; None for none."""
    return nullcontext() if path is None else path.open("w", encoding="utf-8-sig", newline="")
