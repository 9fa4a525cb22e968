"""`manage.py verify_certified_lists`: is every certified list still what was certified?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from participants.certification.actions import altered_lists
from participants.certification.models import CertifiedList
from signing.checking import NO_ROOTS
from signing.seal.certificate import NoCertificate


class Command(BaseCommand):
    help = (
        "Checks each certified list against the hash with which it was certified, and its record "
        "against what the list says of who certified it, when and in which words, and its signed "
        "PDF against its hash and its signature (rules C2, F4)."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        altered = []
        try:
            for certified, wrong in altered_lists():
                self.stderr.write(f"NOT AS CERTIFIED: {certified} (number {certified.pk}). {wrong}")
                altered.append(certified)
        except NoCertificate:
            raise CommandError(NO_ROOTS) from None
        number = CertifiedList.objects.count()
        if altered:
            raise CommandError(
                f"{len(altered)} of {number} lists are not what was certified; the first is "
                f"number {altered[0].pk}."
            )
        self.stdout.write(f"{number} certified lists are as they were certified.")
