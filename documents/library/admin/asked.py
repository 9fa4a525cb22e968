"""What CMS staff do with an article after one question."""

from collections.abc import Callable
from dataclasses import dataclass

from documents.library.actions import writing


@dataclass(frozen=True, slots=True)
class Asked:
    """What is done with an article after one question."""

    title: str
    follows: str
    done: str
    action: Callable[..., object]


PLACE = Asked(
    "Place elsewhere",
    "Its address stays, and nobody is told.",
    "It is placed.",
    writing.place_article,
)
DISCARD = Asked(
    "Discard the draft",
    "What is written in the draft is gone from here. Readers go on reading what is published.",
    "The draft is discarded.",
    writing.discard_draft,
)
WITHDRAW = Asked(
    "Withdraw the article",
    "Readers neither see it nor find it any more. Its versions stay, and what readers said of it.",
    "It is withdrawn. Readers do not see it any more.",
    writing.withdraw_article,
)
BRING_BACK = Asked(
    "Bring the article back",
    "Readers see it again, as it was. Nobody is told.",
    "It is back in the library.",
    writing.bring_back_article,
)
