"""How a token, and what is wrong with a request for one, is said (rule H2); pure Python."""

from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

GRANT = "client_credentials"
FORGET_WRONG_AFTER = timedelta(days=1)  # how long wrong secrets are remembered


class TokenRefused(Exception):
    """Why no token is given, as RFC 6749 says it (5.2); `retry_after` is in seconds."""

    def __init__(self, error: str, description: str, *, retry_after: int = 0) -> None:
        super().__init__(description)
        self.error, self.retry_after = error, retry_after

    @property
    def status(self) -> HTTPStatus:
        if self.retry_after:
            return HTTPStatus.TOO_MANY_REQUESTS
        is_client = self.error == "invalid_client"
        return HTTPStatus.UNAUTHORIZED if is_client else HTTPStatus.BAD_REQUEST


@dataclass(frozen=True, slots=True)
class Given:
    """A new token, known to nobody else from now on."""

    token: str
    seconds: int
    resources: tuple[str, ...]

    @property
    def answer(self) -> dict[str, object]:
        """The answer of the token endpoint (RFC 6749, 5.1)."""
        return {
            "access_token": self.token,
            "token_type": "Bearer",
            "expires_in": self.seconds,
            "scope": " ".join(self.resources),
        }
