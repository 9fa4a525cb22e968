"""`manage.py seal_history`: seal now, instead of waiting for the next five minutes."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from activity.actions import SETTLES, seal_history
from activity.errors import BrokenChain


class Command(BaseCommand):
    help = "Seals what is in the history and not sealed yet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--settle",
            type=int,
            default=int(SETTLES.total_seconds()),
            help="leave what is younger than so many seconds to the next time (%(default)s)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = seal_history(settle=timedelta(seconds=options["settle"]))
        except BrokenChain as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Sealed {count} entries.")
