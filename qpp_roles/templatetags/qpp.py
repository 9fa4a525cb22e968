"""How one reaches the Quality Payment Program, for pages and e-mails alike."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def qpp_contact() -> dict[str, str]:
    """`{% qpp_contact as qpp %}`: its phone, tty, email and hours."""
    return {
        "phone": settings.QPP_PHONE,
        "tty": settings.QPP_TTY,
        "email": settings.QPP_EMAIL,
        "hours": settings.QPP_HOURS,
    }
