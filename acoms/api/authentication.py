"""Who a request of a program comes from. The room that gives tokens out reads them, and registers
how in its `AppConfig.ready()`."""

from collections.abc import Callable

from django.http import HttpRequest

from acoms.api.caller import Caller
from acoms.text.refusals import Refusal


class NotAuthenticated(Refusal):
    """No token, or none that is good now: answered by 401 and `challenge`.

    `tried` says whether a token came: who has not tried is told no error (RFC 6750, 3.1).
    """

    def __init__(self, text: str, *, tried: bool = True) -> None:
        super().__init__(text)
        self.tried = tried

    @property
    def challenge(self) -> str:
        """The value of `WWW-Authenticate`."""
        return 'Bearer realm="ACO-MS"' + (', error="invalid_token"' if self.tried else "")


class Forbidden(Refusal):
    """A token that is good, but not for this, or not from here: answered by 403."""


Reader = Callable[[HttpRequest], Caller]

_readers: list[Reader] = []


def register_reader(reader: Reader) -> None:
    """`reader(request)` reads the request's token, and raises what `caller_of` does."""
    _readers[:] = [reader]


def caller_of(request: HttpRequest) -> Caller:
    """Who calls. Raises NotAuthenticated, and Forbidden for an address that is not allowed."""
    return _readers[0](request)
