"""What invitation actions refuse, in words for the person who asked."""

from acoms.text.refusals import Refusal


class InvitationError(Refusal):
    """Something the rules do not allow; the text says why and what to do instead."""
