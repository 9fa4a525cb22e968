"""`manage.py import_articles FOLDER`: articles that were written elsewhere."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Person
from acoms.access import Refused
from documents.library.actions.loading import import_articles
from documents.library.files import UnreadableArticle, read_folder


class Command(BaseCommand):
    help = (
        "Brings a folder of Markdown files into the Knowledge Library, as export_articles writes "
        "them: an article each, published at once. Nobody is told. Running it again changes "
        "nothing. If one file cannot be taken, none is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--as",
            dest="acting",
            required=True,
            metavar="USER_ID",
            help="who of CMS staff is said to have written them",
        )
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="publish a new version where an article differs from its file; without it the "
            "article stays. Drafts and withdrawn articles stay in any case",
        )

    def handle(
        self, *args: Any, folder: Path, acting: str, overwrite: bool, **options: Any
    ) -> None:
        person = Person.objects.filter(user_id=acting).first()
        if person is None:
            raise CommandError(f"Nobody here has the user ID {acting}.")
        try:
            files = read_folder(folder)
            done = import_articles(acting_person=person, files=files, overwrite=overwrite)
        except (OSError, UnreadableArticle, Refused) as error:
            raise CommandError(str(error)) from None
        if done.refused:
            raise CommandError("\n".join(["Nothing was imported.", *done.refused]))
        self.stdout.write(f"Articles: {done}.")
