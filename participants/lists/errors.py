"""What actions on participant lists refuse, in words for the person who asked."""

from acoms.text.refusals import Refusal


class ListError(Refusal):
    """A participant list that would come to contradict itself; the text says why and what to do."""


class TinError(Refusal):
    """A TIN that is not shown in full; the text says why."""
