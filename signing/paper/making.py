"""The PDF that is read, the one that is signed, and what a signature's field shows (F3, F4).

pikepdf and pypdfium2 take 25 MB of memory, which a process that signs nothing does not carry: three
functions import `finishing`, which needs them, when they are first called.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from acoms.pdf.making import pdf_of
from signing.paper.fields import BOTTOMS, HEIGHT, WIDTH
from signing.paper.text import Part

PAGE_HEIGHT, MARGIN = 792.0, 64.8  # US Letter, and the frame's upper margin
LABEL = 20.0  # points between a box and the line above it


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document as one ACO reads it: whose it is, which version, and its text filled in."""

    title: str
    aco: str
    about: str  # "Performance year 2027, version 1"
    parts: tuple[Part, ...]
    made_at: datetime
    foot: str

    def _data(self) -> dict[str, object]:
        return {
            "title": self.title,
            "aco": self.aco,
            "about": self.about,
            "foot": self.foot,
            "parts": [asdict(part) for part in self.parts],
        }

    def to_read(self) -> bytes:
        """The PDF that a signer reads; the same bytes each time that it is made."""
        return pdf_of("signing/document.typ", self._data(), made_at=self.made_at)

    def to_sign(self, lines: Sequence[tuple[str, str]], slots: Sequence[str]) -> bytes:
        """The same pages with the signature page, in one run, and an empty field for each slot."""
        from signing.paper.finishing import with_fields

        first, step = BOTTOMS[0], BOTTOMS[0] - BOTTOMS[1]
        page = {
            "lines": [{"label": label, "text": text} for label, text in lines],
            "slots": list(slots),
            "top": PAGE_HEIGHT - MARGIN - first - HEIGHT - LABEL,
            "step": -step,
            "height": HEIGHT,
        }
        made = pdf_of(
            "signing/document.typ", {**self._data(), "signing": page}, made_at=self.made_at
        )
        return with_fields(made, slots)


def stamp(name: str, lines: Sequence[str], *, made_at: datetime) -> bytes:
    """What the field of a signature shows: the name, and lines below it."""
    from signing.paper.finishing import without_tags

    data = {
        "title": "Signature",
        "name": name,
        "lines": list(lines),
        "width": WIDTH,
        "height": HEIGHT,
    }
    return without_tags(pdf_of("signing/stamp.typ", data, made_at=made_at))


def text_in(pdf: bytes) -> list[str]:
    """What stands on each page of a PDF."""
    from signing.paper.finishing import text_of_pages

    return text_of_pages(pdf)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
