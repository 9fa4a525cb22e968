"""The Helpdesk's queue: what waits for an answer comes first, the oldest before (rule J3)."""

from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path

from accounts.requests import staff
from acoms.once.shown import fingerprint
from acoms.site.admin_pages import RecordAdmin
from helpdesk.actions import answer, close, shown_to_end
from helpdesk.errors import HelpdeskError
from helpdesk.forms import AnswerForm
from helpdesk.models import WAITING, Ticket


class WaitingFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "waits"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Waiting for an answer"), ("no", "Answered or closed")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "yes":
            return queryset.filter(WAITING)
        return queryset.exclude(WAITING) if self.value() == "no" else queryset


@admin.register(Ticket)
class TicketAdmin(RecordAdmin[Ticket]):
    change_form_template = "admin/helpdesk/ticket/change_form.html"
    list_display = ("reference", "from_whom", "where", "asked_at", "last_at", "state")
    list_filter = (WaitingFilter, "where")
    list_select_related = ("person",)
    search_fields = ("reference__iexact", "email__istartswith", "person__email__istartswith")
    search_help_text = "Reference number, or the beginning of an e-mail address"
    fields = readonly_fields = ("reference", "from_whom", "address", "where", "asked_at", "state")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Ticket]:
        return Ticket.objects.with_last().order_by(*self.get_ordering(request))

    def get_ordering(self, request: HttpRequest) -> Any:
        return (F("closed_at").desc(nulls_first=True), "last_from_cms", "last_at", "pk")

    def get_urls(self) -> list[URLPattern]:
        pages = (("answer", self.answer_view), ("close", self.close_view))
        return [
            *(
                path(
                    f"<int:pk>/{name}/",
                    self.admin_site.admin_view(view),
                    name=f"helpdesk_ticket_{name}",
                )
                for name, view in pages
            ),
            *super().get_urls(),
        ]

    def has_answer_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission("answer"))

    def beside(self, request: HttpRequest, row: Ticket) -> dict[str, Any]:
        return {
            "thread": row.messages.select_related("written_by"),
            "may_answer": row.waits and self.has_answer_permission(request),
        }

    def answer_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The answer, which whoever asked reads in the thread or by e-mail."""
        self.must(request, "answer")
        ticket = get_object_or_404(self.get_queryset(request), pk=pk)
        form = AnswerForm(request.POST or None)
        if form.is_valid():
            body, shown = form.cleaned_data["answer"], request.POST.get("shown")
            try:
                answer(acting_person=staff(request), ticket=ticket, body=body, shown=shown)
            except HelpdeskError as error:
                error.show_in(form, otherwise="answer")
            else:
                self.message_user(request, "The answer is sent.")
                return redirect("admin:helpdesk_ticket_changelist")
        context = {"title": "Answer", "ticket": ticket, "form": form, "button": "Send the answer"}
        return self._page(request, context)

    def close_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.must(request, "answer")
        ticket = get_object_or_404(self.get_queryset(request), pk=pk)
        if request.method == "POST":
            try:
                close(acting_person=staff(request), ticket=ticket, shown=request.POST.get("shown"))
            except HelpdeskError as error:
                self.message_user(request, str(error), messages.ERROR)
            else:
                self.message_user(request, f"{ticket.reference} is closed without an answer.")
                return redirect("admin:helpdesk_ticket_changelist")
        title = "Close without an answer"
        return self._page(request, {"title": title, "ticket": ticket, "button": title})

    def _page(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        shown = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        thread = list(context["ticket"].messages.select_related("written_by"))
        shown |= {"thread": thread, "shows": fingerprint(shown_to_end(thread[-1]))}
        return render(request, "admin/helpdesk/ticket/end.html", shown)

    @admin.display(description="from")
    def from_whom(self, ticket: Ticket) -> str:
        if ticket.person is not None:
            return ticket.person.full_name
        return f"{ticket.name} (no account)"

    @admin.display(description="e-mail")
    def address(self, ticket: Ticket) -> str:
        return ticket.person.email if ticket.person is not None else ticket.email

    @admin.display(description="last message", ordering="last_at")
    def last_at(self, ticket: Ticket) -> datetime:
        return ticket.last_at

    @admin.display(description="state")
    def state(self, ticket: Ticket) -> str:
        if ticket.waits:
            return "Waiting for an answer"
        return "Closed" if ticket.closed_at else "Answered"
