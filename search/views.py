"""The search's page (rule J2). What is searched for is posted; a TIN stands in no address."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import TOO_MANY_NUMBERS, may_try_number
from accounts.requests import SignedInRequest
from acoms.programme.identifiers import masked_tin, tin_in_search
from acoms.programme.tins import tin_hashes
from acoms.site.sections import Section
from acoms.text.numbers import key_of
from search.queries import MOST, PER_PAGE, GroupFound, search
from search.rules import Asked, read_asked, tidied
from search.sources import Group
from search.viewer import viewer_of

# The TIN that was searched for last: the session keeps its hashes and its end, nothing else does.
_SOUGHT = "search_sought_tin"


@require_http_methods(["GET", "HEAD", "POST"])
def search_page(request: SignedInRequest) -> HttpResponse:
    """What fits, grouped; GET shows, POST leads to an address that shows it."""
    typed = tidied((request.POST if request.method == "POST" else request.GET).get("q", ""))
    if request.method == "POST" or tin_in_search(typed):
        return _lead(request, typed)
    asked = _asked(request)
    only = next((one for one in Group if one.value == request.GET.get("in")), None)
    page = max(1, key_of(request.GET.get("page", "")[:4]) or 1) if only else 1
    found = search(viewer_of(request.user), asked, only, page) if asked else None
    context = {
        "asked": asked,
        "sought": masked_tin(asked.tin_end),
        "found": found,
        "groups": [(each, _url(request, **{"in": each.group.value})) for each in found.groups]
        if found
        else [],
        "only": only,
        "everything": _url(request, **{"in": None}),
        "paging": _paging(request, found.groups[0], page)
        if found and only and found.groups
        else {},
        "most": MOST,
    }
    return render(request, "search/search.html", context)


def search_field(request: HttpRequest, about: Any) -> Section | None:
    """The field in the banner, for whoever is signed in; no query."""
    person = getattr(request, "user", None)  # a fault may be shown before anyone is known
    if person is None or not person.is_authenticated:
        return None
    typed = request.GET.get("q", "") if request.path == reverse("search") else ""
    return Section("search/field.html", {"typed": typed})


def _lead(request: SignedInRequest, typed: str) -> HttpResponse:
    """To the address that shows a search; not for whoever tries out numbers."""
    tin = tin_in_search(typed)
    asked = Asked(tin_hashes=tin_hashes(tin), tin_end=tin[-4:]) if tin else read_asked(typed)

    def finds() -> bool:
        return bool(search(viewer_of(request.user), asked).total)

    if asked.is_number and not may_try_number(request, finds=finds):
        refused = {"refused": TOO_MANY_NUMBERS}
        return render(request, "search/search.html", refused, status=HTTPStatus.TOO_MANY_REQUESTS)
    address = QueryDict(mutable=True)
    if tin:
        hashes = [str(one) for one in asked.tin_hashes]
        request.session[_SOUGHT] = {"hashes": hashes, "end": asked.tin_end}
        address["tin"] = "sought"
    else:
        address["q"] = typed
    return redirect(f"{reverse('search')}?{address.urlencode()}")


def _asked(request: HttpRequest) -> Asked:
    if request.GET.get("tin") != "sought":
        return read_asked(request.GET.get("q", ""))
    sought = request.session.get(_SOUGHT, {})
    return Asked(tin_hashes=tuple(sought.get("hashes", ())), tin_end=sought.get("end", ""))


def _url(request: HttpRequest, **changes: Any) -> str:
    """This search with some of its parameters changed, on its first page."""
    params = request.GET.copy()
    for name, value in {"page": None, **changes}.items():
        params.pop(name, None)
        if value is not None:
            params[name] = str(value)
    return f"?{params.urlencode()}"


def _paging(request: HttpRequest, found: GroupFound, page: int) -> dict[str, Any]:
    """What `parts/paging.html` shows."""
    first, last = (page - 1) * PER_PAGE + 1, min(page * PER_PAGE, found.total)
    return {
        "total": found.total,
        "first": first,
        "last": last,
        "previous": _url(request, page=page - 1) if page > 1 else "",
        "next": _url(request, page=page + 1) if last < found.total else "",
    }
