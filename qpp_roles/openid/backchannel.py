"""The word to a website that a sign-in has ended (OpenID Connect Back-Channel Logout 1.0)."""

import logging
import time
import uuid
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from allauth.core.internal import jwkkit
from allauth.idp.oidc.adapter import get_adapter
from jwt import encode

from qpp_roles.openid.claims import subject_of
from qpp_roles.openid.models import SignIn

log = logging.getLogger(__name__)

PATIENCE = 5.0  # seconds for a website to answer
EVENT = "http://schemas.openid.net/event/backchannel-logout"


def post(sign_in: SignIn) -> str:
    """Send the logout token; what went wrong, or "" if nothing did."""
    uri = sign_in.website.backchannel_logout_uri
    if not uri:  # taken back since
        return ""
    body = urlencode({"logout_token": logout_token(sign_in)}).encode()
    request = Request(uri, data=body, method="POST")  # noqa: S310 - https, see problem_with_uri
    try:
        with _opener.open(request, timeout=PATIENCE):
            return ""
    except HTTPError as error:
        return f"The website answered {error.code}."
    except (OSError, ValueError) as error:
        log.warning("website %s cannot be told of a logout: %s", sign_in.website_id, error)
        return f"The website could not be reached: {error}"[:200]


class _NoRedirects(HTTPRedirectHandler):
    """A logout token goes to the registered address and nowhere else."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


_opener = build_opener(_NoRedirects)


def logout_token(sign_in: SignIn) -> str:
    """The signed word that a sign-in has ended; for two minutes."""
    adapter = get_adapter()
    now = int(time.time())
    token = {
        "iss": adapter.get_issuer(),
        "aud": sign_in.website_id,
        "iat": now,
        "exp": now + 120,
        "jti": uuid.uuid4().hex,
        "sub": subject_of(sign_in.person),
        "sid": str(sign_in.sid),
        "events": {EVENT: {}},
    }
    jwk, private_key = jwkkit.load_jwk_from_pem(adapter.get_signing_key().pem)
    headers = {"kid": jwk["kid"], "typ": "logout+jwt"}
    return encode(token, private_key, algorithm="RS256", headers=headers)
