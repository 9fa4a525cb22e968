"""What certifying refuses, in words for the person who asked."""

from acoms.text.refusals import Refusal


class CertificationError(Refusal):
    """A list that is not certified; the text says why and what to do."""
