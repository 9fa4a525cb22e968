"""An ACO's list as of any day, two lists compared, and what a change affects, for CMS staff.

The same reads as on the ACO's own pages (rules C1, C6 to C10), with TINs by their last four digits.
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from acoms.site.admin_pages import ListPage
from acoms.tables.lists import ListState
from contacts.models import Aco
from participants.effects.views import answer
from participants.lists.forms import DifferenceForm, ListFilter
from participants.lists.queries import listed_participants
from participants.lists.views.differences import compared
from participants.lists.views.lists import COLUMNS


def aco_list_page(page: ListPage[Any], request: HttpRequest, aco_pk: int) -> HttpResponse:
    """The participants on the ACO's list on a day."""
    context = _of(page, request, aco_pk, "Participants")
    today = timezone.localdate().isoformat()
    form = ListFilter({"on": request.GET.get("on") or today, "q": request.GET.get("q", "")})
    state = ListState(request, COLUMNS)
    found = listed_participants(context["aco"], form.day, search=state.search)
    rows = list(found.order_by(*state.order, "pk")[state.rows])
    paging = state.paging(rows[0].total if rows else 0)
    context |= {"form": form, "day": form.day, "participants": rows, "paging": paging}
    return render(request, "admin/participants_lists/participant/of_aco.html", context)


def aco_differences_page(page: ListPage[Any], request: HttpRequest, aco_pk: int) -> HttpResponse:
    """What differs between two lists of the ACO, of any days or certified."""
    context = _of(page, request, aco_pk, "Two lists compared")
    certified = context["aco"].certified_lists.current().order_by("-performance_year")
    form = DifferenceForm(context["aco"], list(certified), request.GET)
    context |= compared(form)
    return render(request, "admin/participants_lists/participant/differences.html", context)


def aco_effects_page(page: ListPage[Any], request: HttpRequest, aco_pk: int) -> HttpResponse:
    """What a change of the ACO's participants affects, and from when."""
    context = _of(page, request, aco_pk, "What a change affects, and from when")
    context |= answer(context["aco"], request.GET)
    return render(request, "admin/participants_lists/participant/effects.html", context)


def _of(page: ListPage[Any], request: HttpRequest, aco_pk: int, title: str) -> dict[str, Any]:
    page.must(request, "view")
    aco = get_object_or_404(Aco, pk=aco_pk)
    return {
        **admin.site.each_context(request),
        "opts": page.opts,
        "title": f"{title}: {aco}",
        "aco": aco,
    }
