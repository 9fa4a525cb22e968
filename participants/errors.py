"""What this room's actions refuse, in words for the person who asked."""

from typing import Any


class ChangeError(Exception):
    """A change request, or a step of one, that the rules do not allow; the text says why.

    `field` is the form's field that it is about, `change` the open request that stands in its way.
    """

    def __init__(self, text: str, *, field: str = "", change: Any = None) -> None:
        super().__init__(text)
        self.field = field
        self.change = change


class ListError(Exception):
    """A participant list that would come to contradict itself; the text says why and what to do.

    `field` is the form's field that it is about.
    """

    def __init__(self, text: str, *, field: str = "") -> None:
        super().__init__(text)
        self.field = field


class TinError(Exception):
    """A TIN that is not shown in full; the text says why."""


class ScreeningError(Exception):
    """A screening that cannot start, a finding that cannot be settled, a list that cannot be read.

    `field` is the form's field that it is about.
    """

    def __init__(self, text: str, *, field: str = "") -> None:
        super().__init__(text)
        self.field = field


class CertificationError(Exception):
    """A list that is not certified; the text says why and what to do."""


class DataSharingError(Exception):
    """A file about beneficiaries that is not taken or not given; the text says why."""
