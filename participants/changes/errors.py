"""What actions on change requests refuse, in words for the person who asked."""

from typing import Any

from acoms.text.refusals import Refusal


class ChangeError(Refusal):
    """A change request, or a step of one, that the rules do not allow; the text says why.

    `change` is the open request that stands in its way.
    """

    def __init__(self, text: str, field: str | None = None, *, change: Any = None) -> None:
        super().__init__(text, field)
        self.change = change
