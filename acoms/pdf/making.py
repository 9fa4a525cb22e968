"""The door to PDFs: whoever wants one asks here, and only then is typst there."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any


def pdf_of(template: str, data: Mapping[str, Any], *, made_at: datetime) -> bytes:
    """The PDF that `template` makes of `data`; the same bytes whenever it is made.

    `template` is a file below `templates/` that ends in `.typ`. It finds `data`, which can be
    written as JSON, in `data` of `/parts/frame.typ`: as text, never as typst's own signs. `made_at`
    is the moment that the PDF says it was made, to the second. A letter that no font has is written
    as its number, U+4E2D, so that no text of `data` is refused. Raises TypstError where a template
    makes what PDF/UA-1 does not allow.
    """
    # typst takes 8 MB, which a process that makes no PDF does not carry.
    from acoms.pdf.typesetting import typeset

    return typeset(template, data, made_at)
