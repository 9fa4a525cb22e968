"""A file encrypted in chunks, each of which can be read by itself; no Django.

A header with the file's own key, then chunks of 64 KB under it, each AES-256-GCM with the nonce
prefix ‖ number ‖ 1 if it is the last (the STREAM construction of Hoang, Reyhanitabar, Rogaway and
Vizár, 2015). A chunk that was changed, moved, left out or added is found, and so is an end that is
missing. The key lies in the header encrypted under a key of whoever keeps the file and bound to
the file's name: for a new one the header alone is written anew.
"""

import io
import os
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

CHUNK = 64 * 1024
_TAG = 16
_MAGIC = b"ACOMSF1\n"
_NONCE, _KEY, _PREFIX = 12, 32, 7
_WRAPPED = _NONCE + _KEY + _PREFIX + _TAG
# The encrypted key stands there twice: where a header is written anew, one of them is always whole.
HEADER = len(_MAGIC) + 2 * _WRAPPED


class DamagedFile(Exception):
    """A file is not what was written under its name, or the key that it was kept under is gone."""


@dataclass(frozen=True, slots=True)
class FileKey:
    """What one file is encrypted with, and no other."""

    key: bytes
    prefix: bytes

    @classmethod
    def new(cls) -> "FileKey":
        return cls(AESGCM.generate_key(256), os.urandom(_PREFIX))

    def header(self, keeper: bytes, name: str) -> bytes:
        """The beginning of the file `name`, of HEADER bytes, from which `keeper` reads the key."""
        nonce = os.urandom(_NONCE)
        sealed = AESGCM(keeper).encrypt(nonce, self.key + self.prefix, _MAGIC + name.encode())
        return _MAGIC + 2 * (nonce + sealed)

    def nonce(self, number: int, *, last: bool) -> bytes:
        return self.prefix + struct.pack(">I?", number, last)


def key_in(header: bytes, keepers: Sequence[bytes], name: str) -> FileKey:
    """The key in the header of the file `name`. Raises DamagedFile where no keeper opens it."""
    bound = _MAGIC + name.encode()
    for keeper in keepers:
        for at in (len(_MAGIC), len(_MAGIC) + _WRAPPED):
            wrapped = header[at : at + _WRAPPED]
            try:
                found = AESGCM(keeper).decrypt(wrapped[:_NONCE], wrapped[_NONCE:], bound)
            except (InvalidTag, ValueError):  # ValueError: too short
                continue
            return FileKey(found[:_KEY], found[_KEY:])
    raise DamagedFile(f"{name} cannot be opened: it is damaged, or its key is gone")


class Encryptor:
    """What follows the header, made of pieces of any size as they come; holds less than a chunk."""

    def __init__(self, file_key: FileKey) -> None:
        self._key, self._cipher = file_key, AESGCM(file_key.key)
        self._number, self._waiting = 0, bytearray()

    def take(self, piece: bytes) -> Iterator[bytes]:
        """A piece more; the chunks that are whole with it."""
        self._waiting += piece
        while len(self._waiting) > CHUNK:  # not at CHUNK: it may be the last, and says so
            chunk = bytes(self._waiting[:CHUNK])
            del self._waiting[:CHUNK]
            yield self._cipher.encrypt(self._key.nonce(self._number, last=False), chunk, None)
            self._number += 1

    def end(self) -> bytes:
        """The last chunk."""
        nonce = self._key.nonce(self._number, last=True)
        return self._cipher.encrypt(nonce, bytes(self._waiting), None)


def encrypted(pieces: Iterable[bytes], file_key: FileKey) -> Iterator[bytes]:
    """What follows the header, from pieces of any size; memory holds a piece and a chunk."""
    encryptor = Encryptor(file_key)
    for piece in pieces:
        yield from encryptor.take(piece)
    yield encryptor.end()


def plain_size(size: int) -> int:
    """The bytes in an encrypted file of `size` bytes. Raises DamagedFile if there is none such."""
    whole, rest = divmod(size - HEADER, CHUNK + _TAG)
    if size < HEADER + _TAG or 0 < rest < _TAG or (whole and rest == _TAG):
        raise DamagedFile(f"no encrypted file has {size} bytes")
    return whole * CHUNK + max(rest - _TAG, 0)


class DecryptingReader(io.RawIOBase):
    """An encrypted file, read as what it was; a place is gone to without what comes before it.

    Opening it reads the last chunk, so that its size is true and nothing is missing at the end.
    Raises DamagedFile, also midway.
    """

    def __init__(self, file: IO[bytes], keepers: Sequence[bytes], name: str) -> None:
        self.name = name
        self._file = file
        self.size = plain_size(file.seek(0, os.SEEK_END))
        file.seek(0)
        self._key = key_in(file.read(HEADER), keepers, name)
        self._cipher = AESGCM(self._key.key)
        self._last = max(self.size - 1, 0) // CHUNK
        self._at = 0
        self._number, self._chunk = -1, b""
        self._load(self._last)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        of = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self.size}[whence]
        if of + offset < 0:
            raise ValueError("a place before the beginning of the file")
        self._at = of + offset
        return self._at

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        if self._at >= self.size:
            return 0
        number, start = divmod(self._at, CHUNK)
        self._load(number)
        room = memoryview(buffer).cast("B")
        part = self._chunk[start : start + len(room)]
        room[: len(part)] = part
        self._at += len(part)
        return len(part)

    def close(self) -> None:
        self._file.close()
        super().close()

    def _load(self, number: int) -> None:
        if number == self._number:
            return
        self._file.seek(HEADER + number * (CHUNK + _TAG))
        nonce = self._key.nonce(number, last=number == self._last)
        try:
            chunk = self._cipher.decrypt(nonce, self._file.read(CHUNK + _TAG), None)
        except InvalidTag:
            raise DamagedFile(f"{self.name} is damaged in its part {number + 1}") from None
        self._number, self._chunk = number, chunk
