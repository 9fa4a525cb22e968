"""A website as the tests need one: it asks, exchanges and verifies as QPP's would, step by step.

It speaks to the site through Django's test client; `demo.qpp_sandbox` does so over the network.
"""

import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from django.test import Client
from joserfc import jwt
from joserfc.jwk import KeySet

from accounts.models import Person
from qpp_roles.openid.actions import Addresses, register_website
from qpp_roles.openid.models import Website
from tests.cast import Cast

CALLBACK = "https://qpp.example.org/callback"
SIGNED_OUT = "https://qpp.example.org/signed-out"
BACKCHANNEL = "https://qpp.example.org/backchannel"


@dataclass
class Qpp:
    """A registered website, its secret, and a browser that its server uses."""

    website: Website
    secret: str
    server: Client = field(default_factory=Client)
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))
    nonce: str = "n-0S6"

    @property
    def credentials(self) -> dict[str, str]:
        return {"client_id": self.website.pk, "client_secret": self.secret}

    def question(self, **changed: str | list[str] | None) -> str:
        """The path and query that a browser is sent to; None leaves a parameter out, a list gives
        it more than once."""
        asked = {
            "client_id": self.website.pk,
            "redirect_uri": CALLBACK,
            "response_type": "code",
            "scope": "openid profile email qpp",
            "state": "af0ifjsldkj",
            "nonce": self.nonce,
            "code_challenge": create_s256_code_challenge(self.verifier),
            "code_challenge_method": "S256",
            **changed,
        }
        given = {name: value for name, value in asked.items() if value is not None}
        return "/openid/authorize?" + urlencode(given, doseq=True)

    def answer(self, browser: Client, **changed: str | None) -> dict[str, str]:
        """What the browser brings back to the website."""
        response = browser.get(self.question(**changed))
        assert response.status_code == 302, response.content.decode()
        assert response["Location"].startswith(f"{CALLBACK}?"), response["Location"]
        return {k: v[0] for k, v in parse_qs(urlsplit(response["Location"]).query).items()}

    def code(self, browser: Client, **changed: str | None) -> str:
        return self.answer(browser, **changed)["code"]

    def exchange(self, code: str | None, **changed: str | None) -> Any:
        """The token endpoint's response to a code."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": CALLBACK,
            "code_verifier": self.verifier,
            **self.credentials,
            **changed,
        }
        return self.post("/openid/token", {k: v for k, v in form.items() if v is not None})

    def tokens(self, browser: Client, **changed: str | None) -> dict[str, Any]:
        """The tokens that a whole sign-in brings."""
        response = self.exchange(self.code(browser, **changed))
        assert response.status_code == 200, response.content
        found: dict[str, Any] = response.json()
        return found

    def refresh(self, token: str, **changed: str) -> Any:
        form = {"grant_type": "refresh_token", "refresh_token": token, **self.credentials}
        return self.post("/openid/token", form | changed)

    def userinfo(self, tokens: dict[str, Any]) -> Any:
        bearer = f"Bearer {tokens['access_token']}"
        return self.server.get("/openid/userinfo", headers={"authorization": bearer})

    def revoke(self, token: str, hint: str = "") -> Any:
        form = {"token": token, **self.credentials, **({"token_type_hint": hint} if hint else {})}
        return self.post("/openid/revoke", form)

    def post(self, path: str, form: dict[str, Any], **more: Any) -> Any:
        """A form, encoded as OAuth has it."""
        kind = "application/x-www-form-urlencoded"
        return self.server.post(path, urlencode(form, doseq=True), content_type=kind, **more)

    def verified(self, id_token: str) -> dict[str, Any]:
        """The claims of an ID token whose signature one of the published keys has made."""
        keys = KeySet.import_key_set(self.server.get("/openid/keys").json())
        claims: dict[str, Any] = jwt.decode(id_token, keys, algorithms=["RS256"]).claims
        return claims


def registered(staff: Person, name: str = "QPP", **addresses: Any) -> Qpp:
    """A website that CMS staff have registered."""
    website, secret = register_website(
        acting_person=staff,
        name=name,
        addresses=Addresses(
            **{
                "redirect": (CALLBACK,),
                "post_logout": (SIGNED_OUT,),
                "backchannel_logout": BACKCHANNEL,
                **addresses,
            }
        ),
    )
    return Qpp(website, secret)


def qpp_of(cast: Cast) -> Qpp:
    return registered(cast.cms_staff)
