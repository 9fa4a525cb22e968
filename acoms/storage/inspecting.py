"""What a file is, read from its content: the libraries that do it are only in the process of
`examining.Confined`, where a file can do no harm."""

import io
import re
from itertools import chain

from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from acoms.storage.examining import TOO_MUCH

MOST_PAGES = 200
MOST_PIXELS = 50_000_000  # a letter page at 600 dots an inch has 34 million
MOST_OBJECTS = 100_000


def _names(words: str) -> frozenset[str]:
    return frozenset(f"/{word}" for word in words.split())


# What a PDF may be made of, and what may happen when somebody clicks in it. All else is refused:
# what acts by itself, carries a file or plays something has new names each few years.
_TYPES = _names(
    """
        Action Annot Bead Border Catalog CMap CollectionItem DSS DeveloperExtensions DocMDP
        DocTimeStamp Encoding ExtGState Extensions FieldMDP Font FontDescriptor Group Halftone
        Mask MCR Measure Metadata Namespace NumberFormat OBJR OCG OCMD ObjStm OPI Outlines
        OutputIntent Page PageLabel Pages Pattern PrinterMark PtData Sig SigFieldLock SigRef
        StructElem StructTreeRoot Thread Trans TransformParams UR3 Viewport VRI XObject XRef
    """
)
_NAMED = frozenset(("/Dests", "/Pages", "/IDS", "/Limits", "/Kids", "/Names"))
_ANNOTATIONS = _names(
    """
        Caret Circle FreeText Highlight Ink Line Link Polygon PolyLine Popup PrinterMark Redact
        Square Squiggly Stamp StrikeOut Text TrapNet Underline Watermark Widget
    """
)
_ACTIONS = frozenset(("/GoTo", "/URI", "/Named"))
_NEVER = frozenset(("/AA", "/EF", "/JS", "/XFA", "/RichMediaContent", "/3DD"))
_ACTIVE = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles?)(?![A-Za-z0-9])")
_NAME_SIGN = re.compile(rb"#([0-9A-Fa-f]{2})")


class TooMuch(Exception):
    """A PDF of more objects than any document has."""


def media_type_of(content: bytes) -> str:
    """The media type of a PDF that opens without a password, or of a picture that is whole.
    ValueError says why a file is not taken."""
    if not content:
        raise ValueError("The file is empty.")
    if content.startswith(b"%PDF-"):
        _open_pdf(content)
        return "application/pdf"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        _open_image(content, "PNG")
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        _open_image(content, "JPEG")
        return "image/jpeg"
    raise ValueError("This is not a PDF, PNG or JPEG file. Save or scan the document as one.")


def _open_pdf(content: bytes) -> None:
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        encrypted = reader.is_encrypted
        pages = 0 if encrypted else len(reader.pages)
        plain = encrypted or _is_plain(reader, content)
    except (TooMuch, MemoryError) as error:
        raise ValueError(TOO_MUCH) from error
    except Exception as error:  # whatever a broken file makes the reader raise
        raise ValueError("This PDF cannot be opened: it is damaged. Save it again.") from error
    if encrypted:
        raise ValueError("This PDF is protected by a password. Save it without one.")
    if not plain:
        raise ValueError(
            "This PDF has active content: a script, an action, a recording, or a file inside it. "
            "Print it to a new PDF, or scan it, and add that."
        )
    if not pages:
        raise ValueError("This PDF has no pages.")
    if pages > MOST_PAGES:
        raise ValueError(f"This PDF has {pages} pages, and {MOST_PAGES} are taken at most.")


def _is_plain(reader: PdfReader, content: bytes) -> bool:
    """Whether a PDF is made only of what is known to do nothing by itself, anywhere in it.

    The raw text shows what is not compressed, also what no reference leads to, by names that no
    picture has by chance; the objects show the rest. A name may be written with #xx for a letter.
    """
    if _ACTIVE.search(_NAME_SIGN.sub(lambda found: bytes([int(found[1], 16)]), content)):
        return False
    numbers = [(number, version) for version, of in reader.xref.items() for number in of]
    numbers += [(number, 0) for number in reader.xref_objStm]
    if len(numbers) > MOST_OBJECTS:
        raise TooMuch
    return all(_is_known(reader.get_object(IndirectObject(*each, reader))) for each in numbers)


def _is_known(value: object) -> bool:
    """Whether an object, and all within it, is of the kinds that are taken; references are not
    followed but to an action, since every object is looked at."""
    found = [value]
    while found:
        one = found.pop()
        if isinstance(one, DictionaryObject):
            if not _is_known_dictionary(one):
                return False
            found += [one.raw_get(key) for key in one]
        elif isinstance(one, ArrayObject):
            found += list(one)
    return True


def _is_known_dictionary(one: DictionaryObject) -> bool:
    kind = one.get("/Type")
    if _NEVER & one.keys() or not (kind is None or str(kind) in _TYPES):
        return False
    if kind == "/Catalog" and not _keys(one.get("/Names")) <= _NAMED:
        return False
    is_annotation = kind == "/Annot" or {"/Rect", "/Subtype"} <= one.keys()
    if is_annotation and str(one.get("/Subtype")) not in _ANNOTATIONS:
        return False
    if kind == "/Action" and str(one.get("/S")) not in _ACTIONS:
        return False
    found = (_each(one.get(key)) for key in ("/A", "/PA", "/OpenAction", "/Next"))
    return all(
        str(action["/S"]) in _ACTIONS
        for action in chain.from_iterable(found)
        if isinstance(action, DictionaryObject) and "/S" in action
    )


def _each(value: object) -> list[object]:
    """What stands under a key, itself or by reference; where it is an array, what stands in it."""
    found = _resolved(value)
    return [_resolved(one) for one in found] if isinstance(found, ArrayObject) else [found]


def _resolved(value: object) -> object:
    return value.get_object() if isinstance(value, IndirectObject) else value


def _keys(value: object) -> set[str]:
    return {name for names in _each(value) if isinstance(names, DictionaryObject) for name in names}


def _open_image(content: bytes, form: str) -> None:
    damaged = "This picture cannot be opened: it is damaged. Save or scan it again."
    try:
        with Image.open(io.BytesIO(content), formats=[form]) as image:
            width, height = image.size
            if width * height <= MOST_PIXELS:
                image.verify()
                with Image.open(io.BytesIO(content), formats=[form]) as whole:
                    # The smallest there is, an eighth, is enough to find that it stops midway.
                    whole.draft(None, (1, 1))
                    whole.load()
    except Exception as error:  # whatever a broken file makes the reader raise
        raise ValueError(damaged) from error
    if width * height > MOST_PIXELS:
        raise ValueError("This picture is too large. Scan it with 300 dots an inch.")
