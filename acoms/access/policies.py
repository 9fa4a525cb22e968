"""The policies that know nothing about ACOs, and how a view is given one."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import ResolverMatch
from django_otp import DEVICE_ID_SESSION_KEY

from acoms.access.unsent import to_sign_in


class Policy(Protocol):
    """Who may use a view."""

    @property
    def name(self) -> str: ...

    def admit(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase | None:
        """Return None to let the request through, or the response to give instead.

        `kwargs` are the view's URL arguments. Raises Http404 for someone who may not know that
        the page exists, and `Refused` for someone who may know but lacks the right.
        """
        ...


class Public:
    """Anyone, signed in or not."""

    name = "public"

    def admit(self, request: HttpRequest, **kwargs: Any) -> None:
        return None


class SignedIn:
    """Anyone who has signed in with password and second factor (rule A9)."""

    name = "signed in"

    def admit(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase | None:
        # allauth authenticates the session only after the last sign-in stage; a session that is
        # authenticated without a device got there some other way, and is not let in.
        if request.user.is_authenticated and DEVICE_ID_SESSION_KEY in request.session:
            return None
        return to_sign_in(request)


class CmsStaff(SignedIn):
    """CMS staff; for everyone else the page does not exist."""

    name = "CMS staff"

    def admit(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase | None:
        if (response := super().admit(request, **kwargs)) is not None:
            return response
        if not getattr(request.user, "is_staff", False):
            raise Http404
        return None


PUBLIC = Public()
SIGNED_IN = SignedIn()
CMS_STAFF = CmsStaff()

# URL namespaces whose views come from a library and cannot be wrapped one by one.
NAMESPACE_POLICIES: dict[str, Policy] = {"admin": CMS_STAFF}


View = TypeVar("View", bound=Callable[..., Any])


def allow(policy: Policy) -> Callable[[View], View]:
    """Say who may use a view: `allow(SIGNED_IN)(view)`."""

    def mark(view: View) -> View:
        view.access_policy = policy  # type: ignore[attr-defined]
        return view

    return mark


def policy_of(view: Callable[..., Any], match: ResolverMatch | None = None) -> Policy | None:
    """The policy of a resolved view, or None if nobody stated one."""
    policy: Policy | None = getattr(view, "access_policy", None)
    if policy is None and match is not None and match.namespaces:
        policy = NAMESPACE_POLICIES.get(match.namespaces[0])
    return policy
