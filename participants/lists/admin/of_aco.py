"""An ACO's list as of any day, and two lists compared, for CMS staff, with what subjects above add.

The same reads as on the ACO's own pages (rules C1, C10), with TINs by their last four digits.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from acoms.site.admin_pages import ListPage
from acoms.tables.lists import ListState
from contacts.models import Aco
from participants.lists.forms import DifferenceForm, ListFilter
from participants.lists.queries import listed_participants
from participants.lists.views.differences import compared
from participants.lists.views.lists import COLUMNS

_FOLDER = "admin/participants_lists/participant"
_NAME = "participants_lists_participant"


@dataclass(frozen=True, slots=True)
class PageOfAco:
    """A page about the list of an ACO: the end of its URL's name, what the other pages call it, its
    title and template, and what that is drawn with."""

    name: str
    link: str
    title: str
    template: str
    answer: Callable[[HttpRequest, Aco], dict[str, Any]]

    @property
    def url_name(self) -> str:
        return f"{_NAME}_{self.name}"


def list_of(request: HttpRequest, aco: Aco) -> dict[str, Any]:
    """The participants on the ACO's list on a day."""
    today = timezone.localdate().isoformat()
    form = ListFilter({"on": request.GET.get("on") or today, "q": request.GET.get("q", "")})
    state = ListState(request, COLUMNS)
    found = listed_participants(aco, form.day, search=state.search)
    rows = list(found.order_by(*state.order, "pk")[state.rows])
    paging = state.paging(rows[0].total if rows else 0)
    return {"form": form, "day": form.day, "participants": rows, "paging": paging}


def differences_of(request: HttpRequest, aco: Aco) -> dict[str, Any]:
    """What differs between two lists of the ACO, of any days or certified."""
    return compared(DifferenceForm(aco, request.GET))


_first = PageOfAco("of_aco", "List as of a day", "Participants", f"{_FOLDER}/of_aco.html", list_of)
_pages = [
    PageOfAco(
        "differences",
        "Compare two lists",
        "Two lists compared",
        f"{_FOLDER}/differences.html",
        differences_of,
    )
]


def register_page_of_aco(page: PageOfAco) -> None:
    """Add a page of a subject above; called where its admin pages are registered."""
    _pages.append(page)


def urls_of_aco(admin_page: ListPage[Any]) -> list[URLPattern]:
    """The address of each page, as part of the admin page of participants."""

    def view(page: PageOfAco) -> Any:
        def shown(request: HttpRequest, aco_pk: int) -> HttpResponse:
            admin_page.must(request, "view")
            return _shown(admin_page, request, get_object_or_404(Aco, pk=aco_pk), page)

        return admin_page.admin_site.admin_view(shown)

    return [
        path("of-aco/<int:aco_pk>/", view(_first), name=_first.url_name),
        *(
            path(f"of-aco/<int:aco_pk>/{page.name}/", view(page), name=page.url_name)
            for page in _pages
        ),
    ]


def _shown(
    admin_page: ListPage[Any], request: HttpRequest, aco: Aco, page: PageOfAco
) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "opts": admin_page.opts,
        "title": f"{page.title}: {aco}",
        "aco": aco,
        "pages": [
            (reverse(f"admin:{each.url_name}", args=[aco.pk]), each.link)
            for each in (_first, *_pages)
        ],
        **page.answer(request, aco),
    }
    return render(request, page.template, context)
