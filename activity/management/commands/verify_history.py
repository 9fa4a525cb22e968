"""`manage.py verify_history`: has anyone rewritten the history? Exit code 1 names where."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from activity.verification import Report, verify_history


class Command(BaseCommand):
    help = "Checks every sealed entry of the history, and names the first that is not as it was."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--noted",
            default="",
            metavar="NUMBER:DIGEST",
            help="the last seal as an earlier run or the log named it: must still be there",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        report = verify_history(options["noted"])
        if report.problem is not None:
            raise CommandError(f"The history was tampered with. First bad entry: {report.problem}")
        if not report.noted_found:
            raise CommandError(
                f"The history was tampered with: seal {options['noted']} is not in the chain."
            )
        self.stdout.write(
            f"The history is as it was sealed: {report.entries} entries in {report.seals} seals."
        )
        if report.head:
            self.stdout.write(f"Last seal, to be noted elsewhere: {report.head}")
        self._say_unsealed(report)

    def _say_unsealed(self, report: Report) -> None:
        if report.unsealed:
            self.stdout.write(
                f"Not sealed yet: {report.unsealed} entries, the oldest of "
                f"{report.oldest_unsealed}. Sealing waits five minutes."
            )
