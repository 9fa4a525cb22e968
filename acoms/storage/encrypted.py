"""Django's Storage, encrypted: what lies in the storage within cannot be read without our keys."""

import io
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from functools import partial
from itertools import chain
from shutil import copyfileobj
from tempfile import TemporaryFile

from django.core.files.base import File
from django.core.files.storage import Storage, storages
from django.utils.deconstruct import deconstructible

from acoms.crypto.keys import keys_for
from acoms.storage.disk import PrivateStorage
from acoms.storage.pieces import as_file
from acoms.storage.stream import (
    CHUNK,
    HEADER,
    DamagedFile,
    DecryptingReader,
    FileKey,
    encrypted,
    key_in,
    plain_size,
)


@deconstructible
class EncryptedStorage(Storage):
    """Any storage of `STORAGES` (`within`), with everything in it encrypted as it comes.

    Each file has a key of its own, kept under the newest key of `purpose`. What is opened is read
    only, and can be sought; reading and writing hold a chunk in memory, not the file. Raises what
    the storage within raises, and DamagedFile.
    """

    def __init__(self, within: str, purpose: str = "documents") -> None:
        self.within_name, self.purpose = within, purpose

    @property
    def within(self) -> Storage:
        return storages[self.within_name]

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        if mode != "rb":
            raise ValueError("an encrypted file is opened to be read, and written by save()")
        file = self.within.open(name)
        try:
            reader = DecryptingReader(file, keys_for(self.purpose), name)
        except BaseException:
            file.close()
            raise
        return File(io.BufferedReader(reader, CHUNK), name)

    def _save(self, name: str, content: File[bytes]) -> str:
        key = FileKey.new()
        header = key.header(keys_for(self.purpose)[0], name)
        return self._put(name, chain([header], encrypted(content.chunks(), key)))

    def _put(self, name: str, pieces: Iterable[bytes]) -> str:
        saved = self.within.save(name, as_file(pieces, name))
        if saved != name:  # the key is bound to the name
            self.within.delete(saved)
            raise FileExistsError(f"{name} is there already")
        return saved

    def rewrap(self, name: str) -> bool:
        """Put the file's key under the newest of ours; False if it was. Content is left as it is.

        Raises FileNotFoundError, and DamagedFile where none of our keys opens it.
        """
        newest, *older = keys_for(self.purpose)
        within = self.within
        with within.open(name) as file:
            header = file.read(HEADER)
            with suppress(DamagedFile):
                key_in(header, [newest], name)
                return False
            anew = key_in(header, older, name).header(newest, name)
            if isinstance(within, PrivateStorage):
                within.write_beginning(name, anew)
            else:  # a store of objects has no beginning to write to: the whole is put there anew
                with TemporaryFile() as rest:
                    copyfileobj(file, rest)
                    rest.seek(0)
                    self._put(name, chain([anew], iter(partial(rest.read, CHUNK), b"")))
        return True

    def delete(self, name: str) -> None:
        self.within.delete(name)

    def exists(self, name: str) -> bool:
        return self.within.exists(name)

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        return self.within.listdir(path)

    def size(self, name: str) -> int:
        return plain_size(self.within.size(name))

    def get_created_time(self, name: str) -> datetime:
        return self.within.get_created_time(name)

    def get_modified_time(self, name: str) -> datetime:
        return self.within.get_modified_time(name)
