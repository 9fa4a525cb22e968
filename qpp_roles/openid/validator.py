"""The protocol's questions, answered more strictly than the library does (rules A9, B3, E5).

The library has no setting for its validator; `install` puts this one in its place when Django
starts. Codes are named by their hash; PKCE is asked of every website; a redirect address must be
one of the registered, whole; refresh tokens belong to a sign-in, and end with it. What a question
must be like is in `questions`, and what a website's server may send in `servers`.
"""

from functools import lru_cache
from typing import Any

from allauth.core import context
from allauth.core.internal import jwkkit
from allauth.idp.oidc.internal.oauthlib import server
from allauth.idp.oidc.internal.oauthlib.request_validator import OAuthLibRequestValidator
from allauth.idp.oidc.internal.oauthlib.utils import get_validator_context
from allauth.idp.oidc.internal.tokens import decode_jwt_token
from allauth.idp.oidc.models import Token
from oauthlib.common import Request
from oauthlib.oauth2.rfc6749 import errors

from accounts.models import OpenSession
from acoms.access import SIGNED_IN
from qpp_roles.openid.access import left_behind
from qpp_roles.openid.actions import (
    begin_sign_in,
    end_replayed,
    end_sign_ins,
    spend_token,
    take_along,
    use_refresh_token,
)
from qpp_roles.openid.actions.sign_ins import NOT_SIGNED_IN, REVOKED, refusal_of
from qpp_roles.openid.claims import subject_of
from qpp_roles.openid.codes import SignInFacts, hash_of, is_too_long_ago
from qpp_roles.openid.current import has_sign_in, set_sign_in, sign_in_of
from qpp_roles.openid.models import SignIn, Website
from qpp_roles.openid.questions import question_of


class Validator(OAuthLibRequestValidator):  # type: ignore[misc]
    """What differs from the library."""

    # --- The website -----------------------------------------------------------------------------
    def _lookup_client(self, request: Request, client_id: str) -> Website | None:
        known = get_validator_context().clients
        if client_id not in known:
            known[client_id] = Website.objects.known(client_id)
        website: Website | None = known[client_id]
        return website

    def validate_redirect_uri(
        self, client_id: str, redirect_uri: str, request: Request, *args: Any, **kwargs: Any
    ) -> bool:
        return redirect_uri in request.client.get_redirect_uris()

    # --- The question to sign someone in ---------------------------------------------------------
    def is_pkce_required(self, client_id: str, request: Request) -> bool:
        """Always: also a website with a secret may have its code stolen."""
        return True

    def validate_silent_login(self, request: Request) -> bool:
        """`prompt=none`: someone is signed in with a second factor, and not for longer than the
        website puts up with."""
        if SIGNED_IN.admit(context.request) is not None:
            return False
        request.user = context.request.user
        return not is_too_long_ago(context.request, question_of(context.request).max_age)

    def validate_silent_authorization(self, request: Request) -> bool:
        if refusal_of(context.request.user):
            gone = "The person has no QPP role."
            raise errors.AccessDeniedError(description=gone, request=request)
        return True

    def validate_user_match(
        self, id_token_hint: str | None, scopes: Any, claims: Any, request: Request
    ) -> bool:
        """Whether whoever is signed in is the person of the hint, which may be an old one."""
        if not id_token_hint:
            return True
        hint = decode_jwt_token(
            id_token_hint, client_id=request.client.id, verify_exp=False, verify_iss=True
        )
        return hint is not None and hint.get("sub") == subject_of(context.request.user)

    # --- Its code --------------------------------------------------------------------------------
    def save_authorization_code(
        self, client_id: str, code: dict[str, Any], request: Request, *args: Any, **kwargs: Any
    ) -> None:
        try:
            facts = SignInFacts.of(context.request)
        except OpenSession.DoesNotExist:  # ended at this very moment
            gone = "The person has just signed out."
            raise errors.AccessDeniedError(description=gone, request=request) from None
        take_along(sign_ins=left_behind(context.request), session=facts.session)
        kept = {**code, "code": hash_of(code["code"]), "sign_in": facts.for_code()}
        super().save_authorization_code(client_id, kept, request, *args, **kwargs)

    def _lookup_authorization_code(
        self, request: Request, client_id: str, code: str
    ) -> dict[str, Any] | None:
        found: dict[str, Any] | None = super()._lookup_authorization_code(
            request, client_id, hash_of(code)
        )
        return found

    def invalidate_authorization_code(
        self, client_id: str, code: str, request: Request, *args: Any, **kwargs: Any
    ) -> None:
        super().invalidate_authorization_code(client_id, hash_of(code), request, *args, **kwargs)

    def validate_code(
        self, client_id: str, code: str, client: Any, request: Request, *args: Any, **kwargs: Any
    ) -> bool:
        if not super().validate_code(client_id, hash_of(code), client, request, *args, **kwargs):
            end_replayed(website=request.client, code=code)
            return False
        return not refusal_of(request.user)

    def confirm_redirect_uri(
        self, client_id: str, code: str, redirect_uri: str, client: Any, request: Request, **k: Any
    ) -> bool:
        """Another address than the question's is a wrong grant (RFC 6749, 5.2); the library would
        call it a wrong request."""
        if not super().confirm_redirect_uri(client_id, code, redirect_uri, client, request, **k):
            raise errors.InvalidGrantError(
                description="redirect_uri is not that of the question.", request=request
            )
        return True

    # --- Tokens ----------------------------------------------------------------------------------
    def finalize_id_token(
        self, id_token: dict[str, Any], token: Any, token_handler: Any, request: Request
    ) -> str:
        """The first thing that is made of a code: here the sign-in begins."""
        if not has_sign_in(context.request):
            stored = self._lookup_authorization_code(request, request.client_id, request.code)
            sign_in = stored and begin_sign_in(
                acting_person=request.user,
                website=request.client,
                code=request.code,
                facts=SignInFacts.from_code(stored["code"]["sign_in"]),
            )
            if not sign_in:
                raise errors.InvalidGrantError(request=request)
            set_sign_in(context.request, sign_in)
        made: str = super().finalize_id_token(id_token, token, token_handler, request)
        return made

    def validate_refresh_token(
        self, refresh_token: str, client: Any, request: Request, *args: Any, **kwargs: Any
    ) -> bool:
        sign_in = use_refresh_token(website=request.client, token=refresh_token)
        if sign_in is None:
            return False
        set_sign_in(context.request, sign_in)
        valid: bool = super().validate_refresh_token(
            refresh_token, client, request, *args, **kwargs
        )
        return valid

    def _prep_refresh_token(self, ctx: Any, refresh_token: str, request: Request) -> Token:
        """The next refresh token; the one that was used is remembered as used."""
        sign_in = sign_in_of(context.request)
        if ctx.refresh_token is not None:
            spend_token(sign_in=sign_in, hashed=ctx.refresh_token.hash)
        token = super()._prep_refresh_token(ctx, refresh_token, request)
        token.expires_at = min(token.expires_at, sign_in.lasts_until)
        return _of(sign_in, token)

    def _prep_access_token(self, ctx: Any, token: dict[str, Any], request: Request) -> Token:
        return _of(sign_in_of(context.request), super()._prep_access_token(ctx, token, request))

    def revoke_token(
        self, token: str, token_type_hint: str, request: Request, *args: Any, **kwargs: Any
    ) -> None:
        """Whichever token of a sign-in a website gives back: the sign-in is over (RFC 7009)."""
        found = Token.objects.by_value(token).filter(client=request.client)
        of_it = SignIn.objects.filter(
            website=request.client, pk__in=list(found.values_list("data__sign_in", flat=True))
        )
        end_sign_ins(of_it, REVOKED, told=request.client)

    # --- Userinfo --------------------------------------------------------------------------------
    def validate_bearer_token(self, token: str, scopes: Any, request: Request) -> bool:
        """A token of a sign-in that is open, of someone who may still sign in here.

        Whoever has no role any more is told so: the list of organizations is empty.
        """
        if not super().validate_bearer_token(token, scopes, request):
            return False
        found = get_validator_context().access_token.data["sign_in"]
        is_open = SignIn.objects.open().filter(pk=found).exists()
        return is_open and refusal_of(request.user) != NOT_SIGNED_IN


def _of(sign_in: SignIn, token: Token) -> Token:
    """The token, which names its sign-in."""
    token.data = {**(token.data or {}), "sign_in": sign_in.pk}
    return token


def install() -> None:
    """Have the library ask this validator, and read each of its keys once: it would read the key
    for every token, which takes it a hundred times as long as to sign."""
    server.OAuthLibRequestValidator = Validator
    if not hasattr(jwkkit.load_jwk_from_pem, "cache_info"):
        jwkkit.load_jwk_from_pem = lru_cache(maxsize=16)(jwkkit.load_jwk_from_pem)
