"""`manage.py contact_types_page > docs/contact-types.md`: the page from the table."""

from typing import Any

from django.core.management.base import BaseCommand

from contacts.handbook import handbook


class Command(BaseCommand):
    help = "Prints docs/contact-types.md, made from the contact-type table."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(handbook(), ending="")
