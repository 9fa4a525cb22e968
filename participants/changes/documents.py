"""Documents that go with a change: what they are is read from their content; no Django.

A PDF that opens without a password, or a picture that is whole. The name that a browser sent says
nothing of what a file is, and is cleaned before anybody sees it.
"""

import io
import re
import unicodedata
from dataclasses import dataclass

from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

MOST_PAGES = 200
MOST_PIXELS = 50_000_000  # a letter page at 600 dots an inch has 34 million
_LONGEST_NAME = 120
_ACTIVE_KEYS = {"/JavaScript", "/JS", "/EmbeddedFile", "/EmbeddedFiles", "/AA", "/XFA", "/EF"}
_ACTIVE_NAMES = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/GoToE"}
_ACTIVE = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles?)(?![A-Za-z0-9])")
_NAME_SIGN = re.compile(rb"#([0-9A-Fa-f]{2})")
_SUFFIXES = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}


@dataclass(frozen=True, slots=True)
class Examined:
    """What a file is: its media type, and the name that it is shown and downloaded under."""

    media_type: str
    name: str


def examine(name: str, content: bytes) -> Examined:
    """What a file is, by its content. ValueError says why it is not taken."""
    if not content:
        raise ValueError("The file is empty.")
    if content.startswith(b"%PDF-"):
        _open_pdf(content)
        return _examined("application/pdf", name)
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        _open_image(content, "PNG")
        return _examined("image/png", name)
    if content.startswith(b"\xff\xd8\xff"):
        _open_image(content, "JPEG")
        return _examined("image/jpeg", name)
    raise ValueError("This is not a PDF, PNG or JPEG file. Save or scan the document as one.")


def _examined(media_type: str, name: str) -> Examined:
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


def _open_pdf(content: bytes) -> None:
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        encrypted = reader.is_encrypted
        pages = 0 if encrypted else len(reader.pages)
        active = not encrypted and _is_active(reader, content)
    except Exception as error:  # whatever a broken file makes the reader raise
        raise ValueError("This PDF cannot be opened: it is damaged. Save it again.") from error
    if encrypted:
        raise ValueError("This PDF is protected by a password. Save it without one.")
    if active:
        raise ValueError(
            "This PDF has active content: a script, an action on opening, or a file inside it. "
            "Print it to a new PDF, or scan it, and add that."
        )
    if not pages:
        raise ValueError("This PDF has no pages.")
    if pages > MOST_PAGES:
        raise ValueError(f"This PDF has {pages} pages, and {MOST_PAGES} are taken at most.")


def _is_active(reader: PdfReader, content: bytes) -> bool:
    """Whether a PDF names something that acts or another file, anywhere in it.

    The raw text shows what is not compressed, also what no reference leads to, by the longer names,
    which no picture has by chance; the objects show the rest. A name may be written with #xx for a
    letter. An action on opening that only goes to a page is no danger, and many programs write it.
    """
    if _ACTIVE.search(_NAME_SIGN.sub(lambda found: bytes([int(found[1], 16)]), content)):
        return True
    numbers = [(number, version) for version, of in reader.xref.items() for number in of]
    numbers += [(number, 0) for number in reader.xref_objStm]
    if any(_acts(reader.get_object(IndirectObject(*each, reader))) for each in numbers):
        return True
    opens = reader.root_object.get("/OpenAction")
    opens = opens.get_object() if opens is not None else None
    return isinstance(opens, DictionaryObject) and opens.get("/S") != "/GoTo"


def _acts(value: object) -> bool:
    """Whether an object, or one within it, is or has an action or a file; references are not
    followed, since every object is looked at."""
    found = [value]
    while found:
        one = found.pop()
        if isinstance(one, DictionaryObject):
            if _ACTIVE_KEYS & one.keys() or one.get("/S") in _ACTIVE_NAMES:
                return True
            found += [one.raw_get(key) for key in one]
        elif isinstance(one, ArrayObject):
            found += list(one)
    return False


def _open_image(content: bytes, form: str) -> None:
    damaged = "This picture cannot be opened: it is damaged. Save or scan it again."
    try:
        with Image.open(io.BytesIO(content), formats=[form]) as image:
            width, height = image.size
            if width * height <= MOST_PIXELS:
                image.verify()
                with Image.open(io.BytesIO(content), formats=[form]) as whole:
                    # An eighth of the size is enough to find that it stops in the middle.
                    whole.draft(None, (width // 8, height // 8))
                    whole.load()
    except Exception as error:  # whatever a broken file makes the reader raise
        raise ValueError(damaged) from error
    if width * height > MOST_PIXELS:
        raise ValueError("This picture is too large. Scan it with 300 dots an inch.")
