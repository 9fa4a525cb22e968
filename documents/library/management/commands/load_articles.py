"""`manage.py load_articles`: the articles that come with ACO-MS."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents.library.actions.loading import load_own_articles
from documents.library.errors import LibraryError


class Command(BaseCommand):
    help = (
        "Puts the articles that come with ACO-MS into the Knowledge Library. To be run after each "
        "migration; what CMS staff have changed, begun to change or withdrawn stays as it is."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = load_own_articles()
        except LibraryError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Articles of ACO-MS: {done}.")
