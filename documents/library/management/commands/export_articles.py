"""`manage.py export_articles FOLDER`: what readers read now, as files."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from documents.library.files import SECTIONS, written
from documents.library.queries import files_of_articles, lines_of_sections


class Command(BaseCommand):
    help = (
        "Writes each published article of the Knowledge Library into a folder, as a Markdown file "
        "that import_articles reads, and the sections in their order. Drafts stay where they are."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="is made; it must be empty")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if any(folder.iterdir()):
                raise CommandError(f"{folder} is not empty.")
            files = files_of_articles()
            for file in files:
                (folder / f"{file.slug}.md").write_text(written(file), "utf-8")
            (folder / SECTIONS).write_text("\n".join(lines_of_sections()) + "\n", "utf-8")
        except OSError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{len(files)} articles are in {folder}.")
