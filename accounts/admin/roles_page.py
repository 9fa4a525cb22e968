"""What CMS staff may do, as a page: made from the table of `accounts.staff`."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import Person
from accounts.staff import Duty, StaffRole, role_may
from acoms.site.admin_pages import ListPage


def roles_page(page: ListPage[Person], request: HttpRequest) -> HttpResponse:
    """Each duty with the roles that include it."""
    page.must(request, "view")
    rows: list[dict[str, Any]] = [
        {
            "duty": duty.value[:1].upper() + duty.value[1:],
            "roles": [role_may(role, duty) for role in StaffRole],
        }
        for duty in Duty
    ]
    context = {
        **page.admin_site.each_context(request),
        "opts": page.opts,
        "title": "What CMS staff may do",
        "roles": list(StaffRole),
        "rows": rows,
    }
    return render(request, "admin/accounts/person/roles.html", context)
