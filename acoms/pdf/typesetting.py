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
_SAFE = ("\u25a1", "\ufffd")  # a box, which the fonts have


def typeset(template: str, data: Mapping[str, Any], made_at: datetime) -> bytes:
    """See `acoms.pdf.making.pdf_of`, the only way here."""
    text = json.dumps({**data, "fonts": FONTS}, ensure_ascii=False)
    while True:
        try:
            return _compiled(template, text, made_at)
        except typst.TypstError as error:
            unshowable = set("".join(_UNSHOWABLE.findall(f"{error.message}{error.diagnostic}")))
            unshowable.difference_update(_SAFE)
            replaced = text.translate(
                {ord(letter): f"U+{ord(letter):04X}" for letter in unshowable}
            )
            if replaced == text:
                raise
            text = replaced


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
