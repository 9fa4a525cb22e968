"""`manage.py deliver_files`: what a delivery job has written, published now."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from documents.files.actions.delivering import configured_folder, deliver_folder
from documents.files.errors import FilesError


class Command(BaseCommand):
    help = (
        "Publishes the files in the inbox of a delivery folder by their names (rule G3). What is "
        "published moves to done, what is not to refused, with the reason beside it. A file that "
        "is still written to stays. A worker does the same each minute."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, help="instead of DELIVERY_FOLDER")

    def handle(self, *args: Any, folder: Path | None, **options: Any) -> None:
        folder = folder or configured_folder()
        if folder is None:
            raise CommandError("Say --folder, or set DELIVERY_FOLDER.")
        try:
            delivered = deliver_folder(folder)
        except FilesError as error:
            raise CommandError(str(error)) from None
        if delivered is None:
            raise CommandError("A worker is at this folder. Try again in a minute.")
        for outcome, names in delivered.published.items():
            for name in names:
                self.stdout.write(f"{name} {outcome.value}.")
        for name in delivered.left:
            self.stdout.write(f"{name} is still written to, and was left.")
        for name, reason in delivered.refused.items():
            self.stderr.write(f"{name} was refused: {reason}")
        if delivered.refused:
            raise CommandError(f"{len(delivered.refused)} refused.")
