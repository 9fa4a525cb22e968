"""What is not done with credentials, in words for the person who asked."""

from acoms.text.refusals import Refusal


class CredentialsError(Refusal):
    """Credentials that are not made or changed so; the text says why and what to do."""
