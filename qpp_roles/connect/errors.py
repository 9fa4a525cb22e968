"""Why a first Security Official was not validated, in words for whoever asked (rule D6)."""

from datetime import datetime

from acoms.programme.clock import in_words
from qpp_roles.organizations.errors import QppError


class NotValidated(QppError):
    """The first Security Official's facts do not fit; it does not say which (rule D6).

    `left` more tries may fail before the person has to wait.
    """

    def __init__(self, left: int) -> None:
        again = "Check every field and enter it again. " if left else ""
        tries = "1 try" if left == 1 else f"{left or 'no'} tries"
        super().__init__(
            f"What you entered could not be validated. {again}You have {tries} left for now."
        )
        self.left = left


class NotOnRecord(QppError):
    """Nothing is on record that anybody could be validated by: it is no try, and only QPP helps."""

    def __init__(self) -> None:
        super().__init__(
            "What the first Security Official of this organization is validated by is not on "
            "record. Contact the Quality Payment Program."
        )


class TriesUsedUp(QppError):
    """Too many tries failed: none is taken until `until` (rule D6)."""

    def __init__(self, until: datetime) -> None:
        super().__init__(
            f"Too many tries failed. You can try again from {in_words(until)}. If you are sure of "
            "what you entered, contact the Quality Payment Program."
        )
        self.until = until
