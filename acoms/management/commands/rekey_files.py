"""`manage.py rekey_files`: put all files under the newest of `ACOMS_KEYS`."""

from typing import Any

from django.core.files.storage import storages
from django.core.management.base import BaseCommand, CommandError

from acoms.storage.encrypted import EncryptedStorage
from acoms.storage.rekeying import Rekeyed, rekey_files


class Command(BaseCommand):
    help = (
        "Puts the keys of all files under the first of ACOMS_KEYS, while the site runs; what is in "
        "the files is not written again. Running it again does only what is left."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stderr.style_func = None  # progress is no error

        def tell(done: Rekeyed) -> None:
            if done.seen % 10_000 == 0:
                self.stderr.write(f"{done.seen:,} files seen …")

        storage = storages["default"]
        assert isinstance(storage, EncryptedStorage)
        done = rekey_files(storage, tell)
        self.stdout.write(f"{done.seen:,} files, {done.changed:,} of them put under the new key.")
        if done.unreadable:
            raise CommandError(
                "No key opens these files. They are damaged, or their key is not among ACOMS_KEYS "
                "any more: put it back at the end of the list and run this again.\n"
                + "\n".join(done.unreadable)
            )
