"""Where somebody was when they write to the Helpdesk, and how much they may write; pure Python."""

from datetime import timedelta
from enum import StrEnum

from acoms.text.saying import say_later

LONGEST = 4000  # characters of a message
MOST_WAITING = 5  # messages of one account that wait for an answer
KEPT_FOR = timedelta(days=730)  # after the last word


class Where(StrEnum):
    """What somebody could not go on with; the value stands in the address of the form."""

    INVITATION = "invitation"
    SIGN_IN = "sign-in"
    IDENTITY = "identity"
    CODE = "code"
    OTHER = "other"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Where.INVITATION: say_later("My invitation or its link"),
    Where.SIGN_IN: say_later("Signing in"),
    Where.IDENTITY: say_later("Proving my identity"),
    Where.CODE: say_later("A security code or second factor"),
    Where.OTHER: say_later("Something else"),
}
