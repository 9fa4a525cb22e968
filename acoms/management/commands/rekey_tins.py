"""`manage.py rekey_tins`: store all TINs under the newest of `ACOMS_KEYS`."""

from typing import Any

from cryptography.fernet import InvalidToken
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError

from acoms.operations.rekeying import models_with_tins, rekey


class Command(BaseCommand):
    help = (
        "Encrypts and hashes all TINs again with the first of ACOMS_KEYS, while the site runs. "
        "Running it again, or after it was interrupted, does only what is left."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stderr.style_func = None  # progress is no error
        for model in models_with_tins():
            name = str(model._meta.verbose_name_plural)

            def tell(seen: int, changed: int, name: str = name) -> None:
                if seen % 100_000 == 0:
                    self.stderr.write(f"{name}: {seen:,} seen …")

            try:
                seen, changed = rekey(model, tell)
            except IntegrityError as error:
                raise CommandError(
                    f"{name}: one TIN stands twice, once under each key. Correct one of the two "
                    f"and run this again. {error}"
                ) from None
            except InvalidToken:
                raise CommandError(
                    f"{name}: a TIN was stored under a key that is not among ACOMS_KEYS any more. "
                    "Put that key back at the end of the list and run this again."
                ) from None
            self.stdout.write(f"{name}: {seen:,} TINs, {changed:,} of them stored again.")
