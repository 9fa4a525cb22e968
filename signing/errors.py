"""What the Signing Event refuses, in words for the person who asked."""

from acoms.text.refusals import Refusal


class SigningError(Refusal):
    """Something that is not signed, opened or written; the text says why and what to do."""
