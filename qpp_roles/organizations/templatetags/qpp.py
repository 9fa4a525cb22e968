"""How one reaches the Quality Payment Program."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def qpp_contact() -> dict[str, str]:
    """`{% qpp_contact as qpp %}`: its site, phone, tty, email and hours."""
    return {
        "site": settings.QPP_SITE,
        "phone": settings.QPP_PHONE,
        "tty": settings.QPP_TTY,
        "email": settings.QPP_EMAIL,
        "hours": settings.QPP_HOURS,
    }
