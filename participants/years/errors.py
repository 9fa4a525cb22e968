"""What setting years and cycles refuses, in words for the person who asked."""

from acoms.text.refusals import Refusal


class YearError(Refusal):
    """Days of a year or of a cycle that make no sense; the text says why."""
