"""What a new ACO does first, until its first participant list is certified."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from contacts.missing import url_to_add
from contacts.models import Aco
from contacts.types import CONTACT_TYPES, REQUIRED_CODES


@dataclass(frozen=True, slots=True)
class Line:
    """A step: what is done, how far it is, and where it is done."""

    title: str
    how_far: str
    url: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Checklist:
    """The steps of one ACO, which lacks the contact types `missing`."""

    aco: Aco
    missing: Sequence[str]
    has_participants: bool

    @property
    def lines(self) -> list[Line]:
        signers = [code for code, row in CONTACT_TYPES.items() if row.signs]
        return [
            self._types("Name who signs", signers),
            self._types("Fill every required contact type", list(REQUIRED_CODES)),
            Line(
                "Put participants on your list",
                "" if self.has_participants else "none yet",
                self._page("aco_participants"),
                self.has_participants,
            ),
            Line("Certify your participant list", "not yet", self._page("certify_list"), False),
        ]

    @property
    def done(self) -> int:
        return sum(line.is_done for line in self.lines)

    def _types(self, title: str, codes: Sequence[str]) -> Line:
        lacking = [code for code in codes if code in self.missing]
        how_far = f"{len(codes) - len(lacking)} of {len(codes)}"
        url = url_to_add(self.aco, lacking) if lacking else self._page("contacts")
        return Line(title, how_far, url, not lacking)

    def _page(self, name: str) -> str:
        return reverse(name, args=[self.aco.aco_id])
