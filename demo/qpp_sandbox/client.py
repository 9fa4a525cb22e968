"""What the sandbox asks of the provider: an OpenID Connect client made with Authlib."""

import secrets
import threading
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import requests
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

CLIENT_ID = "qpp-sandbox"
SCOPE = "openid profile email qpp"
PATIENCE = 10
LOGOUT = "http://schemas.openid.net/event/backchannel-logout"


class NotSignedIn(Exception):
    """The provider refused, or what it said cannot be trusted; the text says so to a person."""


@dataclass
class SignIn:
    """Someone who is signed in: their tokens, and what the provider said of them."""

    token: dict[str, Any]
    claims: dict[str, Any]
    userinfo: dict[str, Any]


@dataclass
class Question:
    """A sign-in that has begun: what must come back with it."""

    state: str
    nonce: str
    verifier: str


@dataclass
class Client:
    """The provider as its discovery document describes it, and our account with it."""

    provider: str
    url: str
    secret: str
    client_id: str = CLIENT_ID
    _known: dict[str, Any] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def callback(self) -> str:
        return f"{self.url}/callback"

    @property
    def metadata(self) -> dict[str, Any]:
        with self._lock:
            if not self._known:
                where = f"{self.provider.rstrip('/')}/.well-known/openid-configuration"
                self._known = _json(requests.get(where, timeout=PATIENCE))
            return self._known

    def _session(self) -> OAuth2Session:
        return OAuth2Session(
            self.client_id,
            self.secret,
            scope=SCOPE,
            redirect_uri=self.callback,
            code_challenge_method="S256",
            default_timeout=PATIENCE,
        )

    def question(self, **more: str) -> tuple[str, Question]:
        """The address to send someone to, and what to keep until they come back."""
        verifier, nonce = secrets.token_urlsafe(48), secrets.token_urlsafe(16)
        address, state = self._session().create_authorization_url(
            self.metadata["authorization_endpoint"], code_verifier=verifier, nonce=nonce, **more
        )
        return address, Question(state, nonce, verifier)

    def sign_in(self, question: Question, answer: dict[str, str]) -> SignIn:
        """Exchange the code that someone has brought back."""
        if answer.get("state") != question.state:
            raise NotSignedIn("This answer belongs to another sign-in. Begin again.")
        if answer.get("iss") != self.metadata["issuer"]:
            raise NotSignedIn("This answer is not from ACO-MS. Begin again.")
        if "error" in answer:
            said = answer.get("error_description") or answer["error"]
            raise NotSignedIn(f"ACO-MS did not sign you in. It says: {said}")
        token = self._fetch(
            "fetch_token", code=answer.get("code", ""), code_verifier=question.verifier
        )
        claims = self.verified(token["id_token"])
        if claims.get("nonce") != question.nonce:
            raise NotSignedIn("The ID token belongs to another sign-in.")
        return SignIn(token, claims, self.userinfo(token))

    def refresh(self, sign_in: SignIn) -> SignIn:
        """New tokens, and what the provider says now."""
        token = self._fetch("refresh_token", refresh_token=sign_in.token["refresh_token"])
        claims = self.verified(token["id_token"])
        if (claims["sub"], claims["sid"]) != (sign_in.claims["sub"], sign_in.claims["sid"]):
            raise NotSignedIn("The new ID token is about someone else.")
        return SignIn(token, claims, self.userinfo(token))

    def _fetch(self, how: str, **given: str) -> dict[str, Any]:
        try:
            token = getattr(self._session(), how)(self.metadata["token_endpoint"], **given)
        except Exception as error:  # Authlib's own kinds, and whatever a network brings
            raise NotSignedIn(f"ACO-MS gave no tokens: {error}") from error
        return dict(token)

    def userinfo(self, token: dict[str, Any]) -> dict[str, Any]:
        bearer = {"Authorization": f"Bearer {token['access_token']}"}
        address = self.metadata["userinfo_endpoint"]
        return _json(requests.get(address, headers=bearer, timeout=PATIENCE))

    def verified(self, token: str) -> dict[str, Any]:
        """The claims of a token that the provider signed for us and that has not run out."""
        keys = _json(requests.get(self.metadata["jwks_uri"], timeout=PATIENCE))
        rules = jwt.JWTClaimsRegistry(
            iss={"essential": True, "value": self.metadata["issuer"]},
            aud={"essential": True, "value": self.client_id},
            exp={"essential": True},
        )
        try:
            found = jwt.decode(token, KeySet.import_key_set(keys), algorithms=["RS256"])  # type: ignore[arg-type]
            rules.validate(found.claims)
        except (JoseError, ValueError) as error:
            raise NotSignedIn(f"The token cannot be trusted: {error}") from error
        return dict(found.claims)

    def ended_by(self, logout_token: str) -> str:
        """The `sid` of the sign-in that a logout token ends."""
        claims = self.verified(logout_token)
        if LOGOUT not in claims.get("events", {}) or "nonce" in claims or "sid" not in claims:
            raise NotSignedIn("This is no logout token.")
        return str(claims["sid"])

    def sign_out_address(self, sign_in: SignIn) -> str:
        asked = {
            "id_token_hint": sign_in.token["id_token"],
            "post_logout_redirect_uri": f"{self.url}/signed-out",
        }
        return f"{self.metadata['end_session_endpoint']}?{urlencode(asked)}"


def _json(answer: requests.Response) -> dict[str, Any]:
    if answer.status_code != requests.codes.ok:
        raise NotSignedIn(f"ACO-MS answered {answer.status_code}.")
    found: dict[str, Any] = answer.json()
    return found
