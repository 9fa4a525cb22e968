from acoms.text.refusals import Refusal


class LibraryError(Refusal):
    """What the Knowledge Library does not take, or does not do; the text says why."""
