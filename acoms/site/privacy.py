"""What every answer says to the browser of what it may keep and use."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponseBase

PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "autoplay", "camera", "display-capture", "geolocation", "gyroscope",
        "magnetometer", "microphone", "midi", "payment", "screen-wake-lock", "usb",
    )
)  # fmt: skip
FORGET = '"cache", "storage"'  # not "cookies": those of the whole domain would go


class PrivacyMiddleware:
    """What someone who is signed in is shown, no browser keeps; signing out clears what it kept.

    Stands before compression, which takes `no-cache`, and not this, for a page with secrets.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS)
        if getattr(request, "has_signed_out", False):
            response["Clear-Site-Data"] = FORGET
        user = getattr(request, "user", None)
        if "Cache-Control" not in response and user is not None and user.is_authenticated:
            response["Cache-Control"] = "private, no-store"
        return response


@receiver(user_logged_out)
def _remember(request: HttpRequest, **kwargs: Any) -> None:
    request.has_signed_out = True  # type: ignore[attr-defined]
