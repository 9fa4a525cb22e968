"""How one reaches the Quality Payment Program, and whether a website of it waits."""

from typing import Any

from django import template
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME

from qpp_roles.openid.models import Website
from qpp_roles.openid.waiting import leads_to, website_waiting

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


@register.simple_tag(takes_context=True)
def website_that_waits(context: dict[str, Any]) -> Website | None:
    """`{% website_that_waits as website %}`: to which website this sign-in leads, if to one.

    A sign-in that is half done knows it; before that the page's address, or its form, does.
    """
    request = context["request"]
    asked = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME, "")
    found = website_waiting(leads_to(request) or asked)
    return found[0] if found else None
