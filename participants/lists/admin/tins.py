"""Who was shown a TIN in full, and the page on which CMS staff are shown one (rule E5)."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from accounts.duties import require
from accounts.models import Person
from accounts.staff import Duty
from acoms.site.admin_pages import ListPage, RecordAdmin
from participants.lists.actions.tins import show_tin
from participants.lists.errors import TinError
from participants.lists.models import TinShown


@admin.register(TinShown)
class TinShownAdmin(RecordAdmin[TinShown]):
    list_display = ("of", "person", "aco", "shown_at")
    list_filter = ("shown_at",)
    list_select_related = ("person", "aco")
    search_fields = (
        "of__icontains",
        "person__last_name__istartswith",
        "aco__aco_id__istartswith",
    )
    search_help_text = "Part of whose TIN, who was shown it, or an ACO ID"


def tin_page(page: ListPage[Any], request: HttpRequest, object_id: str) -> HttpResponse:
    """The page of a row with a TIN in an admin list (`page`): asks, records, and then shows."""
    assert isinstance(request.user, Person)
    require(request.user, Duty.SEE_TINS)
    try:
        row = page.get_object(request, unquote(object_id))
    except ValidationError as error:
        raise Http404 from error
    if row is None:
        raise Http404
    tin = ""
    if request.method == "POST":
        try:
            tin = show_tin(acting_person=request.user, row=row)
        except TinError as refusal:
            page.message_user(request, str(refusal), messages.ERROR)
    context = {
        **page.admin_site.each_context(request),
        "opts": page.opts,
        "title": f"TIN of {row}",
        "row": row,
        "tin": f"{tin[:2]}-{tin[2:]}" if tin else "",
    }
    answer = render(request, "admin/participants_lists/tin.html", context)
    add_never_cache_headers(answer)
    return answer
