"""`manage.py rekey_texts`: store encrypted texts under the newest of `ACOMS_KEYS`."""

from typing import Any

from cryptography.fernet import InvalidToken
from django.core.management.base import BaseCommand, CommandError

from acoms.operations.rekeying import encrypted_texts, rekey_texts


class Command(BaseCommand):
    help = (
        "Encrypts all texts of encrypted columns again with the first of ACOMS_KEYS, while the "
        "site "
        "runs: certified lists, files that wait to be confirmed, authenticator keys. TINs have "
        "rekey_tins. Running it again does only what is left."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for model, field in encrypted_texts():
            name = f"{model._meta.verbose_name_plural}, {field.verbose_name}"
            try:
                seen, changed = rekey_texts(model, field)
            except InvalidToken:
                raise CommandError(
                    f"{name}: a text was stored under a key that is not among ACOMS_KEYS any more. "
                    "Put that key back at the end of the list and run this again."
                ) from None
            self.stdout.write(f"{name}: {seen:,} texts, {changed:,} of them stored again.")
