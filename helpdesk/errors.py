"""What the Helpdesk's pages refuse."""

from acoms.text.refusals import Refusal


class HelpdeskError(Refusal):
    """Something that is not taken; the text says why and what to do."""
