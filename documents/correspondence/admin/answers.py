"""The queue of what ACOs answered, the oldest first (rule G2)."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from acoms.programme.clock import in_words
from acoms.site.admin_pages import RecordAdmin
from documents.correspondence.models import Reply
from documents.correspondence.queries import waiting_answers


class WaitingFilter(admin.SimpleListFilter):
    """The list is the queue, unless all are asked for."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("settled", "Answered"), ("all", "All")]

    def choices(self, changelist: Any) -> Iterator[Any]:
        first, *others = super().choices(changelist)
        yield {**first, "display": "Waits for CMS"}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Reply]) -> QuerySet[Reply]:
        match self.value():
            case "all":
                return queryset
            case "settled":
                return queryset.filter(settled_at__isnull=False)
        return queryset.filter(settled_at=None)


@admin.register(Reply)
class ReplyAdmin(RecordAdmin[Reply]):
    """What ACOs wrote. Each leads to its message, where it is answered."""

    list_display = ("beginning", "aco", "message", "written_by", "written_at", "settled_at")
    export_columns = (
        "aco",
        "message",
        "text",
        "written_by",
        "written_at",
        "settled_at",
        "settled_by",
    )
    list_display_links = None
    fields = readonly_fields = (
        "beginning",
        "aco",
        "message",
        "text",
        "written_by",
        "written_at",
        "settled_at",
        "settled_by",
    )
    list_filter = (WaitingFilter, "written_at")
    list_select_related = ("delivery__aco", "delivery__message", "written_by", "settled_by")
    search_fields = ("delivery__aco__aco_id__iexact", "delivery__message__subject__icontains")
    search_help_text = "ACO ID, or part of the subject"
    ordering = ("written_at", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Reply]:
        return super().get_queryset(request).filter(from_cms=False)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        waiting = waiting_answers()
        title = "No answer from an ACO waits for CMS"
        if waiting.oldest:
            wait = "answer waits" if waiting.count == 1 else "answers wait"
            title = f"{waiting.count} {wait}, the oldest since {in_words(waiting.oldest)}"
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    @admin.display(description="answer", ordering="written_at")
    def beginning(self, reply: Reply) -> SafeString:
        """Its first words, which lead to the message that it stands below."""
        words = Truncator(" ".join(reply.body.split())).chars(80)
        url = reverse("admin:documents_correspondence_delivery_change", args=[reply.delivery_id])
        return format_html('<a href="{}">{}</a>', url, words)

    @admin.display(description="text")
    def text(self, reply: Reply) -> str:
        return reply.body

    @admin.display(description="ACO", ordering="delivery__aco__aco_id")
    def aco(self, reply: Reply) -> str:
        return str(reply.delivery.aco)

    @admin.display(description="message", ordering="delivery__message__subject")
    def message(self, reply: Reply) -> str:
        return reply.delivery.message.subject
