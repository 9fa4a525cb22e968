"""`manage.py verify_signatures`: is every signed document still what was signed?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from signing.checking import NO_ROOTS, altered_documents
from signing.models import Signature
from signing.seal.certificate import NoCertificate


class Command(BaseCommand):
    help = (
        "Checks each signed document: its file against the hash that was kept, its digital "
        "signatures, and that nothing was added after they were made (rule F4)."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            altered = list(altered_documents())
        except NoCertificate:
            raise CommandError(NO_ROOTS) from None
        for signature, wrong in altered:
            self.stderr.write(
                f"NOT AS SIGNED: {signature.version.document} of {signature.aco_event.aco} "
                f"(signature {signature.pk}). {wrong}"
            )
        number = Signature.objects.count()
        if altered:
            raise CommandError(
                f"{len(altered)} of {number} signatures are not what was signed; the first is "
                f"number {altered[0][0].pk}."
            )
        self.stdout.write(f"{number} signatures are as they were made.")
