"""What data sharing refuses, in words for the person who asked."""

from acoms.text.refusals import Refusal


class DataSharingError(Refusal):
    """A file about beneficiaries that is not taken or not given; the text says why."""
