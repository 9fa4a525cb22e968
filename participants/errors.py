"""What this room's actions refuse, in words for the person who asked."""

from typing import Any

from acoms.refusals import Refusal


class ChangeError(Refusal):
    """A change request, or a step of one, that the rules do not allow; the text says why.

    `change` is the open request that stands in its way.
    """

    def __init__(self, text: str, field: str | None = None, *, change: Any = None) -> None:
        super().__init__(text, field)
        self.change = change


class ListError(Refusal):
    """A participant list that would come to contradict itself; the text says why and what to do."""


class TinError(Refusal):
    """A TIN that is not shown in full; the text says why."""


class ScreeningError(Refusal):
    """A screening, a settlement of a finding or a list to screen by that cannot be."""


class CertificationError(Refusal):
    """A list that is not certified; the text says why and what to do."""


class DataSharingError(Refusal):
    """A file about beneficiaries that is not taken or not given; the text says why."""
