"""What contact actions refuse, in words for the person who asked."""

from acoms.text.refusals import Refusal


class ContactError(Refusal):
    """An action that the rules do not allow; the text says why and what to do instead."""
