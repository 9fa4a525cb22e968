"""Pages that explain the contact types, and who can do what."""

from collections.abc import Set

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from contacts.access import AcoRequest
from contacts.agreement import survives
from contacts.permissions import PERMISSIONS, Permission, types_with
from contacts.rights import EVERYBODYS
from contacts.types import ALL_CODES, CONTACT_TYPES, by_group, in_order


@require_safe
def contact_types(request: HttpRequest) -> HttpResponse:
    """Every contact type in plain words, from the table that everything else uses (A1)."""
    return render(request, "contacts/contact_types.html", {"groups": by_group().items()})


@require_safe
def who_can_do_what(request: HttpRequest) -> HttpResponse:
    """The whole table of permissions as one: the contact types in their groups, and for each what
    it may do. What every contact may do is said once, above it."""
    told_apart = [one for one in Permission if one not in EVERYBODYS]
    groups = [
        (group, [(row, _cells(row.permissions, told_apart)) for row in rows])
        for group, rows in by_group().items()
    ]
    context = {
        "groups": groups,
        "columns": [_of_the_aco(one) for one in told_apart],
        "span": len(told_apart) + 1,
        "everybodys": [
            one.value.replace("you can", "they can") for one in Permission if one in EVERYBODYS
        ],
    }
    return render(request, "contacts/who_can_do_what.html", context)


def _cells(has: Set[Permission], columns: list[Permission]) -> list[tuple[str, bool]]:
    return [(_of_the_aco(one), one in has) for one in columns]


def _of_the_aco(permission: Permission) -> str:
    """What one may do, where all of it is in the ACO: "see contacts"."""
    return permission.value.replace("this ACO's ", "")


@require_safe
def what_i_can_do(request: AcoRequest, aco_id: str) -> HttpResponse:
    """What the visitor may do in this ACO and why, and who could do the rest; one query.

    The people are named to those who see the ACO's contacts, the contact types to all (E1).
    """
    access = request.aco_access
    holders = access.holders(ALL_CODES)
    may, may_not = [], []
    for permission in Permission:
        if access.aco.has_ended and not survives(permission):
            continue
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
