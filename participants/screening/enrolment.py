"""What ACO-MS asks of PECOS: is whoever has this TIN or NPI enrolled in Medicare (rule C5)?"""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from acoms.folding import folded, in_one_word
from participants.screening.rules import Enrolment


class EnrolmentUnavailable(Exception):
    """The source does not answer; nothing is wrong with what was asked."""


class Identifier(NamedTuple):
    """A TIN or an NPI, in digits."""

    kind: Literal["tin", "npi"]
    number: str


class Said(NamedTuple):
    """What PECOS says of one: of a TIN also its legal business name, or "" where it gives none."""

    status: Enrolment
    legal_business_name: str = ""


class EnrolmentSource(Protocol):
    """Where enrolment is looked up, at most `most_at_once` identifiers at a time."""

    most_at_once: int

    def look_up(self, identifiers: Sequence[Identifier]) -> Mapping[Identifier, Said]:
        """What the source says of each. One that it leaves out could not be checked.

        Raises EnrolmentUnavailable. Asking the same again is harmless.
        """
        ...


def the_source() -> EnrolmentSource:
    """The source that `settings.PECOS_SOURCE` names."""
    source: EnrolmentSource = import_string(settings.PECOS_SOURCE)()
    return source


def is_another_name(listed: str, in_pecos: str) -> bool:
    """Whether PECOS has a TIN under a name that is unlike the one on the list or request.

    Capitals, accents, signs, spaces and "and" make no difference. Without a name of PECOS's there
    is nothing to compare.
    """
    if not in_pecos:
        return False
    return in_one_word(folded(listed)) != in_one_word(folded(in_pecos))
