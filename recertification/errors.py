"""What the yearly review refuses, in words for the person who asked."""

from acoms.text.refusals import Refusal


class ReviewError(Refusal):
    """An answer that cannot be given; the text says why."""
