"""`manage.py rebuild_search`: fills the search, or shows that it is whole."""

from typing import Any

from django.core.management.base import BaseCommand

from search.actions import rebuild


class Command(BaseCommand):
    help = (
        "Compares each entry of the search with the row that it is about, writes what is missing "
        "and deletes what is of no row. Run it after the release that brought the search; later "
        "the database keeps the entries by itself, and this changes nothing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{rebuild():,} entries of the search were written or deleted.")
