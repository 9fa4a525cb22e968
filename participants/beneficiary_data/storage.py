"""Files about beneficiaries: encrypted piece by piece, so that any size fits into little memory."""

import base64
import io
import os
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

from acoms.fields import fernet_key
from acoms.keys import keys_for

PURPOSE = "beneficiary files"
PIECE = 1_000_000


def path_of(stored_as: uuid.UUID) -> Path:
    root: Path = settings.ATTACHMENTS_ROOT
    return root / "beneficiaries" / stored_as.hex


def write(stored_as: uuid.UUID, pieces: Iterable[bytes]) -> int:
    """Write a file from pieces of any size, all of it or nothing; the number of its bytes."""
    path = path_of(stored_as)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fernet = Fernet(fernet_key(PURPOSE))
    unfinished, size = path.with_suffix(".new"), 0
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    try:
        with os.fdopen(os.open(unfinished, flags, 0o600), "wb") as file:
            for piece in pieces:
                size += len(piece)
                file.write(fernet.encrypt(piece) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    return size


def pieces_of(stored_as: uuid.UUID) -> Iterator[bytes]:
    """The file's pieces. Raises FileNotFoundError once it was taken away."""
    fernet = MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys_for(PURPOSE)])
    with path_of(stored_as).open("rb") as file:
        for line in file:
            yield fernet.decrypt(line.strip())


def lines_of(stored_as: uuid.UUID) -> Iterator[str]:
    """The file's lines as text. Raises UnicodeDecodeError where it is not in UTF-8."""
    rest = b""
    first = True
    for piece in pieces_of(stored_as):
        *whole, rest = (rest + piece).split(b"\n")
        if first and whole:
            whole[0] = whole[0].removeprefix(b"\xef\xbb\xbf")
            first = False
        yield from (line.decode() + "\n" for line in whole)
    if rest:
        yield rest.removeprefix(b"\xef\xbb\xbf" if first else b"").decode()


def in_pieces(lines: Iterable[str]) -> Iterator[bytes]:
    """Lines of text in pieces of about a megabyte."""
    buffer = io.StringIO()
    for line in lines:
        buffer.write(line)
        if buffer.tell() >= PIECE:
            yield buffer.getvalue().encode()
            buffer = io.StringIO()
    if buffer.tell():
        yield buffer.getvalue().encode()


def delete(stored_as: uuid.UUID) -> None:
    path_of(stored_as).unlink(missing_ok=True)
