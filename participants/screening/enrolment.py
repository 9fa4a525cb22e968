"""What ACO-MS asks of PECOS: is whoever has this TIN or NPI enrolled in Medicare (rule C5)?"""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

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
