"""`manage.py publish_library_files FOLDER`: many files for all readers of the library at once."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Person
from acoms.access import Refused
from acoms.text.refusals import Refusal
from documents.library.actions.files import Description, publish_library_file
from documents.library.models import Section

LIST = "files.txt"
PIECE = 1024 * 1024


class Command(BaseCommand):
    help = (
        "Publishes the files of a folder to all readers of the Knowledge Library (rules G3, G4). A "
        "file named files.txt in it says of each in a line what it is, as “Guide.pdf: How quality "
        "is reported.” What the library has under the name gets a new version; the same bytes "
        "change nothing. The files stay where they are."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--section", required=True, help="the library's section, by its name")
        parser.add_argument(
            "--as",
            dest="acting",
            required=True,
            metavar="USER_ID",
            help="who of CMS staff is said to have published them",
        )
        parser.add_argument(
            "--last-day", type=date.fromisoformat, metavar="YYYY-MM-DD", help="shown until then"
        )

    def handle(
        self,
        *args: Any,
        folder: Path,
        section: str,
        acting: str,
        last_day: date | None,
        **options: Any,
    ) -> None:
        person = Person.objects.filter(user_id=acting).first()
        if person is None:
            raise CommandError(f"Nobody here has the user ID {acting}.")
        stands = Section.objects.filter(name__iexact=section).first()
        if stands is None:
            raise CommandError(f"The library has no section “{section}”.")
        try:
            abouts = read_list(folder / LIST)
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from None
        refused = 0
        for name, about in abouts.items():
            described = Description(about, section=stands, last_day=last_day)
            try:
                said = published(folder / name, person, described)
            except (Refused, Refusal, OSError) as error:
                refused += 1
                self.stderr.write(f"{name} was refused: {error}")
            else:
                self.stdout.write(f"{name} {said}.")
        unsaid = {path.name for path in folder.iterdir() if path.is_file()} - {*abouts, LIST}
        for name in sorted(unsaid):
            refused += 1
            self.stderr.write(f"{name} was refused: {LIST} does not say what it is.")
        if refused:
            raise CommandError(f"{refused} refused.")


def read_list(path: Path) -> dict[str, str]:
    """Each file's name with what it is. Raises OSError, and ValueError for what cannot be read."""
    found: dict[str, str] = {}
    for line in filter(str.strip, path.read_text("utf-8").splitlines()):
        name, colon, about = line.partition(":")
        if not colon or "/" in name or not about.strip():
            raise ValueError(
                f"The line “{line}” of {path.name} is no name, a colon and a sentence."
            )
        found[name.strip()] = about.strip()
    return found


def published(path: Path, person: Person, described: Description) -> str:
    """Publish one; the end of a sentence that says what came of it."""
    with path.open("rb", buffering=0) as file:
        pieces = iter(lambda: file.read(PIECE), b"")
        return publish_library_file(
            acting_person=person, name=path.name, content=pieces, description=described
        ).outcome.value
