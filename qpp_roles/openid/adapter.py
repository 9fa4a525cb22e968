"""What the library asks of us: who we are, and what a website is told of a person (rule B3)."""

from collections.abc import Iterable
from typing import Any

from allauth.core import context
from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from allauth.idp.oidc.internal.resources import InvalidTargetError
from django.conf import settings

from accounts.models import Person
from qpp_roles.openid.claims import claims_of, claims_of_sign_in, subject_of, userinfo_of
from qpp_roles.openid.current import sign_in_of


class OpenIdAdapter(DefaultOIDCAdapter):  # type: ignore[misc]
    """The library's hooks."""

    def get_issuer(self) -> str:
        """The same under every host name that leads here, and without a request."""
        return str(settings.SITE_URL).rstrip("/")

    def get_user_sub(self, client: Any, user: Person) -> str:
        return subject_of(user)

    def get_claims(
        self,
        purpose: str,
        user: Person,
        client: Any,
        scopes: Iterable[str],
        email: str | None = None,
        **kwargs: Any,
    ) -> dict[str, Any]:
        """As it is at this moment."""
        told = userinfo_of if purpose == "userinfo" else claims_of
        return told(user, set(scopes))

    def populate_id_token(
        self, id_token: dict[str, Any], client: Any, scopes: Iterable[str], **kwargs: Any
    ) -> None:
        id_token.update(claims_of_sign_in(sign_in_of(context.request)))

    def validate_resource_uris(self, *, uris: list[str], **kwargs: Any) -> None:
        """Our tokens are for userinfo; there is no other resource to name."""
        if uris:
            raise InvalidTargetError
