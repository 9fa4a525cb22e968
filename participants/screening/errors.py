"""What actions of screening refuse, in words for the person who asked."""

from acoms.text.refusals import Refusal


class ScreeningError(Refusal):
    """A screening, a settlement of a finding or a list to screen by that cannot be."""
