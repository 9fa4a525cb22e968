"""One spelling for each e-mail address (rule E2)."""

import unicodedata


def normalize_email(typed: str) -> str:
    """The address as it is stored and compared: trimmed, NFKC, lower case.

    Letter case never tells two people apart, not even before the @ (rule E2).
    """
    return unicodedata.normalize("NFKC", typed).strip().casefold()
