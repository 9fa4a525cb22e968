"""What actions on messages refuse, in words for the person who asked."""

from acoms.text.refusals import Refusal


class MessageError(Refusal):
    """A message, or a step of one, that the rules do not allow; the text says why."""
