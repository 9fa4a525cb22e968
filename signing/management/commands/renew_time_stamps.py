"""`manage.py renew_time_stamps`: before the certificate of a time stamp ends, another follows."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from acoms.storage.stream import DamagedFile
from signing.actions.renewing import renew_time_stamps
from signing.checking import NO_ROOTS
from signing.seal.certificate import NoCertificate, SealFailed


class Command(BaseCommand):
    help = (
        "Puts a new time stamp over each signed document whose last one's certificate ends within "
        "the days (rule F4). What was signed stays byte for byte."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, default=180, help="180 if nothing is said")

    def handle(self, *args: Any, days: int, **options: Any) -> None:
        number = 0
        try:
            for file in renew_time_stamps(timezone.now() + timedelta(days=days)):
                number += 1
                self.stdout.write(f"Renewed: {file.name}")
        except NoCertificate:
            raise CommandError(NO_ROOTS) from None
        except (SealFailed, FileNotFoundError, DamagedFile) as error:
            raise CommandError(
                f"{number} time stamps were renewed, and the next one could not be: {error}"
            ) from None
        self.stdout.write(f"{number} time stamps were renewed.")
