"""The library's sections, and what its readers say of its articles."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from accounts.requests import staff
from acoms.site.admin_pages import ListPage, RecordAdmin
from documents.library.actions.writing import set_section
from documents.library.models import Opinion, Section


@admin.register(Section)
class SectionAdmin(ListPage[Section]):
    """The library's headings, in their order."""

    list_display = ("name", "order", "about")
    list_filter = ()
    search_fields = ("name__icontains",)
    fields = ("name", "about", "order")

    def save_model(self, request: HttpRequest, obj: Section, form: Any, change: bool) -> None:
        set_section(acting_person=staff(request), section=obj)


@admin.register(Opinion)
class OpinionAdmin(RecordAdmin[Opinion]):
    """What readers say, the latest first."""

    list_display = ("version", "helpful", "words", "person", "said_at")
    list_filter = ("helpful", "said_at", ("version__article", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("version", "person")
    search_fields = ("version__title__icontains", "words__icontains")
    search_help_text = "Part of the title, or of what was said"
    ordering = ("-said_at", "-pk")
    fields = readonly_fields = list_display
