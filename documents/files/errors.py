"""What publishing refuses, in words for the person who asked."""

from acoms.text.refusals import Refusal


class FilesError(Refusal):
    """A file that is not published or given out; the text says why and what to do."""
