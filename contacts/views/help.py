"""Pages that explain the contact types, and who can do what."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from contacts.access import AcoRequest
from contacts.permissions import PERMISSIONS, Permission, types_with
from contacts.types import ALL_CODES, CONTACT_TYPES, by_group, in_order


@require_safe
def contact_types(request: HttpRequest) -> HttpResponse:
    """Every contact type in plain words, from the table that everything else uses (A1)."""
    return render(request, "contacts/contact_types.html", {"groups": by_group().items()})


@require_safe
def who_can_do_what(request: HttpRequest) -> HttpResponse:
    """The whole table of permissions: for each, which contact types have it, and which have not."""
    rows = [
        (
            permission.value,
            in_order(types_with(permission)),
            in_order(set(ALL_CODES) - set(types_with(permission))),
        )
        for permission in Permission
    ]
    return render(request, "contacts/who_can_do_what.html", {"rows": rows})


@require_safe
def what_i_can_do(request: AcoRequest, aco_id: str) -> HttpResponse:
    """What the visitor may do in this ACO and why, and who could do the rest; one query.

    The people are named to those who see the ACO's contacts, the contact types to all (E1).
    """
    access = request.aco_access
    holders = access.holders(ALL_CODES)
    may, may_not = [], []
    for permission in Permission:
        through = [
            row.label for row in in_order(access.held) if permission in PERMISSIONS[row.code]
        ]
        if through:
            may.append((permission.value, through))
        else:
            who = [
                (CONTACT_TYPES[code].label, holders.get(code, []))
                for code in types_with(permission)
            ]
            may_not.append((permission.value, who))
    context = {"may": may, "may_not": may_not, "types": in_order(access.held)}
    return render(request, "contacts/what_i_can_do.html", context)
