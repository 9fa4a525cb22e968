"""Whom people turn to about roles in organizations of the Quality Payment Program."""

from django.conf import settings

from notifications.helplines import Helpline

QPP = Helpline(
    "Quality Payment Program",
    settings.QPP_EMAIL,
    f"{settings.QPP_PHONE} (TTY {settings.QPP_TTY})",
    settings.QPP_HOURS,
)
