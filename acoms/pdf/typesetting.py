"""A PDF from a typst template and data: tagged, archivable, the same bytes for the same data."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

# All that typst brings along; what a font lacks is taken from the next.
FONTS = ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")
_UNSHOWABLE = re.compile(r"the text `\"(.+?)\"` could not be displayed")
_ESCAPED = re.compile(r"\\u\{([0-9a-f]{1,6})\}")  # as typst's messages write marks and unseen signs
_NOWHERE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")  # in no font and no file
_SAFE = ("\u25a1", "\ufffd")  # a box, which the fonts have
_MOST_ROUNDS = 20  # typst names what it lacks by and by: at most so often it is asked


def typeset(template: str, data: Mapping[str, Any], made_at: datetime) -> bytes:
    """See `acoms.pdf.making.pdf_of`, the only way here."""
    lacking: set[str] = set()
    for _ in range(_MOST_ROUNDS):
        try:
            return _compiled(template, _written(data, lacking), made_at)
        except typst.TypstError as error:
            found = _unshowable(f"{error.message}{error.diagnostic}")
            if not found:
                raise
            if found <= lacking:
                break
            lacking |= found
    return _compiled(template, _written(data, None), made_at)


def _unshowable(said: str) -> set[str]:
    """The letters that typst says no font has. ASCII can be shown,
    whatever it says: `_written` leaves no more of it."""
    texts = "".join(_UNSHOWABLE.findall(said))
    plain = _ESCAPED.sub(lambda escaped: chr(int(escaped[1], 16)), texts)
    return {letter for letter in plain if not letter.isascii()}.difference(_SAFE)


def _written(data: Mapping[str, Any], lacking: set[str] | None) -> str:
    """The data as JSON, each letter that is `lacking` as its number; None is all but ASCII."""

    def shown(letter: str) -> str:
        replaced = not letter.isascii() if lacking is None else letter in lacking
        return f"U+{ord(letter):04X}" if replaced or _NOWHERE.match(letter) else letter

    def of(value: Any) -> Any:
        match value:
            case str():
                plain = value.isascii() and value.isprintable()
                return value if plain else "".join(map(shown, value))
            case Mapping():
                return {key: of(one) for key, one in value.items()}
            case list() | tuple():
                return [of(one) for one in value]
        return value

    return json.dumps({**of(data), "fonts": FONTS}, ensure_ascii=False)


def _compiled(template: str, data: str, made_at: datetime) -> bytes:
    root = _root()
    made = typst.compile(
        root / template,
        None,
        root=root,
        font_paths=_fonts(),
        sys_inputs={"data": data},
        format="pdf",
        pdf_standards=["ua-1", "a-2a"],
        timestamp=int(made_at.timestamp()),
    )
    assert isinstance(made, bytes)
    return made


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)


def _root() -> Path:
    root: Path = settings.TEMPLATES[0]["DIRS"][0]
    return root
