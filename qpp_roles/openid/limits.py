"""Wrong secrets of websites are counted for each network (rule E5)."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from allauth.core import ratelimit
from allauth.core.internal.ratelimit import parse_rates
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

FAILED = "website_failed"  # in ACCOUNT_RATE_LIMITS

View = Callable[..., HttpResponse]


def before_hashing(view: View) -> View:
    """Refuse a network that failed too often before its next secret costs a hash.

    What succeeds is not counted: all of QPP's people come from QPP's few addresses.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not ratelimit.consume(request, action=FAILED, dry_run=True):
            return JsonResponse(
                {"error": "temporarily_unavailable"},
                status=HTTPStatus.TOO_MANY_REQUESTS,
                headers={"Retry-After": str(again_after(FAILED)), "Cache-Control": "no-store"},
            )
        response = view(request, *args, **kwargs)
        if response.status_code == HTTPStatus.UNAUTHORIZED:
            ratelimit.consume(request, action=FAILED)
        return response

    return answered


def again_after(action: str) -> int:
    """The seconds after which nothing of what a limit counts counts any more."""
    return max(int(rate.duration) for rate in parse_rates(settings.ACCOUNT_RATE_LIMITS[action]))
