"""Documents that people upload: what they are is read from their content; no Django.

A PDF that opens without a password, or a picture that is whole. The name that a browser sent says
nothing of what a file is, and is cleaned before anybody sees it.
"""

import re
import unicodedata
from dataclasses import dataclass

from acoms.process.confined import Confined, Exceeded

_LONGEST_NAME = 120
_SUFFIXES = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}
_MEDIA_TYPE_OF = Confined("acoms.storage.inspecting.media_type_of", seconds=20, megabytes=700)

TOO_MUCH = (
    "This file takes too long to be examined. Print it to a new PDF, or scan it, and add that."
)


@dataclass(frozen=True, slots=True)
class Examined:
    """What a file is: its media type, and the name that it is shown and downloaded under."""

    media_type: str
    name: str


def examine(name: str, content: bytes) -> Examined:
    """What a file is, by its content. ValueError says why it is not taken.

    Nobody knows what a file makes its reader do: that happens within limits, elsewhere.
    """
    try:
        media_type = _MEDIA_TYPE_OF(content)
    except Exceeded as error:
        raise ValueError(TOO_MUCH) from error
    return Examined(media_type, clean_name(name, media_type))


def clean_name(name: str, media_type: str) -> str:
    """A name without directories, control characters and signs that systems fight over, and with
    the ending of what the file is."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    name = "".join(c for c in name if unicodedata.category(c)[0] not in "CZ" or c == " ")
    name = re.sub(r'[<>:"|?*;]+', "", name)
    stem = name.rpartition(".")[0] if "." in name else name
    stem = " ".join(stem.split()).strip(". ")[:_LONGEST_NAME].rstrip()
    return f"{stem or 'document'}.{_SUFFIXES[media_type]}"
