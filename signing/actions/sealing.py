"""A signature is put into the PDF of a document: its page, its field, its seal (rule F4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from signing.errors import SigningError
from signing.paper.fields import HEIGHT, WIDTH, field_name
from signing.paper.making import Paper, stamp
from signing.seal import door as seal
from signing.seal.certificate import NoCertificate, SealFailed, Signed


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """Who signs, under which user ID, as which contact type in words, stating what, and when."""

    name: str
    user_id: str
    role: str
    statement: str
    at: datetime

    @property
    def when(self) -> str:
        return f"{timezone.localtime(self.at):%B %-d, %Y, %-I:%M:%S %p} Eastern Time"


def lines_of(
    signing: Signing, paper: Paper, *more: tuple[str, str], needed: int = 1
) -> Sequence[tuple[str, str]]:
    """What the signature page says of the first of the signatures that are `needed`; `more` are
    labels with their text."""
    return (
        ("ACO", paper.aco),
        ("Document", f"{paper.title}. {paper.about}"),
        *more,
        ("Signed by" if needed == 1 else "Signed first by", f"{signing.name}, {signing.role}"),
        ("Signed on", signing.when),
        ("Statement", signing.statement),
    )


def sealed(content: bytes, signing: Signing, *, slot: int, last: bool) -> bytes:
    """The PDF with a signature in its field. Raises SigningError where none can be made."""
    shown = stamp(
        signing.name,
        [signing.statement, signing.when, f"User ID {signing.user_id}, signed in ACO-MS"],
        made_at=signing.at,
    )
    signed = Signed(name=signing.name, reason=signing.statement, stamp=shown)
    try:
        return seal.sign(content, field_name(slot), signed, size=(WIDTH, HEIGHT), last=last)
    except (SealFailed, NoCertificate) as error:
        raise SigningError(
            "The signature could not be made just now, and nothing was signed. Try again in a few "
            "minutes; if it happens again, call the SSP Helpdesk."
        ) from error
