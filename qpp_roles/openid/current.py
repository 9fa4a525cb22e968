"""The sign-in that a request of a website is about, once it is known."""

from django.http import HttpRequest

from qpp_roles.openid.models import SignIn

_NAME = "website_sign_in"


def set_sign_in(request: HttpRequest, sign_in: SignIn) -> None:
    setattr(request, _NAME, sign_in)


def sign_in_of(request: HttpRequest) -> SignIn:
    """The sign-in that the validator has found for this request."""
    sign_in: SignIn = getattr(request, _NAME)
    return sign_in


def has_sign_in(request: HttpRequest) -> bool:
    return hasattr(request, _NAME)
