"""What ends a command: each text goes to stderr, says what is wrong and what to do.

Programs that drive `acoms-cli` look for some of the words (`Error authenticating`, `unauthorized`,
`forbidden`, `Request failed with status code …`, `ECONNRESET`): they are part of the interface.
"""

from __future__ import annotations


class CliError(Exception):
    """Something is wrong; nothing further is done."""


class NotConfigured(CliError):
    """There are no credentials, or none that can be read."""


class NotAuthenticated(CliError):
    """The credentials are refused: no further request will do better."""


class Refused(CliError):
    """ACO-MS answered that it will not do this."""

    def __init__(self, text: str, status: int) -> None:
        super().__init__(text)
        self.status = status


class Passing(CliError):
    """May be gone in a moment: worth another try, `after` so many seconds if ACO-MS said so."""

    def __init__(self, text: str, after: float | None = None) -> None:
        super().__init__(text)
        self.after = after


class Broken(CliError):
    """What came is not the file that ACO-MS announced."""
