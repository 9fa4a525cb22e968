"""With which status a token is refused (rule H2)."""

import pytest

from api.tokens.rules import TokenRefused


@pytest.mark.rule("H2")
@pytest.mark.parametrize(
    ("refused", "status", "seconds"),
    [
        (TokenRefused("invalid_client", "Unknown."), 401, 0),
        (TokenRefused("invalid_scope", "Unknown."), 400, 0),
        (TokenRefused("invalid_client", "Too often.", retry_after=1), 429, 1),
    ],
)
def test_a_refusal_has_the_status_of_its_error(
    refused: TokenRefused, status: int, seconds: int
) -> None:
    assert (refused.status, refused.retry_after) == (status, seconds)
