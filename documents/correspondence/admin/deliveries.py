"""A message at each ACO: who has read it, who was not reached, and what is written below (G2)."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path

from accounts.models import Person
from acoms.site.admin_pages import RecordAdmin
from acoms.text.numbers import key_of
from documents.correspondence.actions.answering import answer_as_cms, settle_answers
from documents.correspondence.errors import MessageError
from documents.correspondence.forms import ReplyForm
from documents.correspondence.models import Delivery
from documents.correspondence.queries import copies_of, reached_nobody, with_states

_PAGE = "admin:documents_correspondence_delivery_change"


class ReachedFilter(admin.SimpleListFilter):
    """What CMS staff may have to see to."""

    title = "reached"
    parameter_name = "reached"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("nobody", "Nobody receives messages there"),
            ("not_all", "Somebody could not be reached"),
            ("unread", "Nobody who received it has read it"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "nobody":
                return queryset.filter(pk__in=reached_nobody().values("pk"))
            case "not_all":
                return queryset.filter(not_reached__gt=0)
            case "unread":
                return queryset.filter(readers=None)
        return queryset


@admin.register(Delivery)
class DeliveryAdmin(RecordAdmin[Delivery]):
    """Each message of each ACO, and the thread below it."""

    list_display = (
        "subject",
        "aco",
        "sent_at",
        "people",
        "mailed",
        "read_by",
        "could_not_be_reached",
    )
    list_filter = (ReachedFilter, "message__kind", "sent_at")
    list_select_related = ("message", "aco")
    search_fields = ("aco__aco_id__iexact", "aco__name__named", "message__subject__icontains")
    search_help_text = "ACO ID, part of its name, or part of the subject"
    ordering = ("-sent_at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Delivery]:
        return with_states(super().get_queryset(request).filter(sent_at__isnull=False))

    def get_urls(self) -> list[URLPattern]:
        view, name = self.admin_site.admin_view, "documents_correspondence_delivery"
        own = [
            path("<int:pk>/answer/", view(self.answer_view), name=f"{name}_answer"),
            path("<int:pk>/settle/", view(self.settle_view), name=f"{name}_settle"),
        ]
        return [*own, *super().get_urls()]

    def has_answer_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission("answer"))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        self.must(request, "view")
        if request.method == "POST" or not (found := self.get_object(request, object_id)):
            return super().change_view(request, object_id, form_url, extra_context)
        return self._show(request, found, ReplyForm())

    def answer_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Answer below the message; the ACO's readers are told."""
        self.must(request, "answer")
        delivery = get_object_or_404(self.get_queryset(request), pk=pk)
        if request.method != "POST":
            return redirect(_PAGE, pk)
        form = ReplyForm(request.POST)
        if form.is_valid():
            try:
                answer_as_cms(
                    acting_person=_person(request),
                    delivery=delivery,
                    body=form.cleaned_data["body"],
                    seen=key_of(request.POST.get("seen", "")),
                )
            except MessageError as error:
                error.show_in(form)
            else:
                self.message_user(request, f"Your answer went to {delivery.aco}.")
                return redirect(_PAGE, pk)
        return self._show(request, delivery, form)

    def settle_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What the ACO wrote needs no answer."""
        self.must(request, "answer")
        delivery = get_object_or_404(self.get_queryset(request), pk=pk)
        if request.method == "POST":
            seen = key_of(request.POST.get("seen", ""))
            settle_answers(acting_person=_person(request), delivery=delivery, seen=seen)
            self.message_user(request, "It waits for no answer any more.")
        return redirect(_PAGE, pk)

    def _show(self, request: HttpRequest, delivery: Any, form: ReplyForm) -> HttpResponse:
        form.fields["body"].label = "CMS's answer"
        replies = list(delivery.replies.select_related("written_by", "settled_by"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"{delivery.message}: {delivery.aco}",
            "delivery": delivery,
            "message": delivery.message,
            "files": list(delivery.message.attachments.all()),
            "copies": copies_of(delivery),
            "nobody": reached_nobody().filter(pk=delivery.pk).exists(),
            "replies": replies,
            "seen": replies[-1].pk if replies else 0,
            "waits": any(not one.from_cms and one.settled_at is None for one in replies),
            "form": form,
            "may_answer": self.has_answer_permission(request),
        }
        return render(request, "admin/documents_correspondence/delivery/page.html", context)

    @admin.display(description="message", ordering="message__subject")
    def subject(self, delivery: Delivery) -> str:
        return delivery.message.subject

    @admin.display(description="read by", ordering="readers")
    def read_by(self, delivery: Any) -> str:
        """How many of those who received it; and who only may read it, apart."""
        others = f", and {delivery.others} who did not receive it" if delivery.others else ""
        return f"{delivery.readers or 0}{others}"

    @admin.display(description="not reached", ordering="not_reached")
    def could_not_be_reached(self, delivery: Any) -> str:
        if not delivery.people:
            return "Nobody receives messages there"
        return str(delivery.not_reached or "")


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user
