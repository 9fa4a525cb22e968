"""What the pages of a sign-in say where a website waits for it."""

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest

from acoms.site.sections import Section
from qpp_roles.openid.waiting import leads_to, website_waiting


def on_the_way(request: HttpRequest, _: object) -> Section | None:
    """To which website this sign-in leads, if to one.

    A sign-in that is half done knows it; before that the page's address, or its form, does.
    """
    asked = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME, "")
    found = website_waiting(leads_to(request) or asked)
    return Section("qpp_roles/openid/_on_the_way.html", {"website": found[0]}) if found else None
