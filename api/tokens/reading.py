"""Who a request comes from, by its bearer token (rule H2)."""

from django.http import HttpRequest

from acoms.api.authentication import NotAuthenticated
from acoms.api.caller import Caller

ASK_FOR_ONE = "Send an access token: Authorization: Bearer TOKEN. POST /auth/token gives one."


def read_token(request: HttpRequest) -> Caller:
    """The caller. Raises NotAuthenticated, and Forbidden outside the addresses."""
    raise NotAuthenticated(ASK_FOR_ONE, tried="Authorization" in request.headers)
