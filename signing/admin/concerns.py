"""What signers say is wrong with a document, and the answers (rule F6)."""

from typing import Any

from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path

from acoms.site.admin_pages import RecordAdmin
from signing.actions import answer_concern
from signing.admin.forms import AnswerForm
from signing.errors import SigningError
from signing.models import Concern


class AnsweredFilter(admin.SimpleListFilter):
    title = "answered"
    parameter_name = "answered"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("no", "Waiting for an answer"), ("yes", "Answered")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() in ("yes", "no"):
            return queryset.filter(answered_at__isnull=self.value() == "no")
        return queryset


@admin.register(Concern)
class ConcernAdmin(RecordAdmin[Concern]):
    """The queue: what waits for an answer comes first, the oldest before."""

    change_form_template = "admin/signing/concern/change_form.html"
    list_display = ("aco", "document", "said_at", "said_by", "is_answered")
    list_filter = (AnsweredFilter,)
    list_select_related = ("aco_event__aco", "aco_event__event", "version__document", "said_by")
    search_fields = ("aco_event__aco__aco_id__istartswith", "aco_event__aco__name__named")
    search_help_text = "ACO ID or part of the name"
    fields = readonly_fields = (
        "aco",
        "event",
        "version",
        "said_by",
        "said_at",
        "text",
        "answer",
        "answered_by",
        "answered_at",
    )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.answer_view)
        return [
            path("<int:pk>/answer/", view, name="signing_concern_answer"),
            *super().get_urls(),
        ]

    def get_ordering(self, request: HttpRequest) -> Any:
        return (F("answered_at").desc(nulls_first=True), "said_at", "pk")

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(
            request, {"title": "What signers say is wrong", **(extra_context or {})}
        )

    def has_answer_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission("answer"))

    def beside(self, request: HttpRequest, row: Concern) -> dict[str, Any]:
        waits = row.answered_at is None
        return {"title": "Concern", "may_answer": waits and self.has_answer_permission(request)}

    def answer_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The answer, which the person reads on screen and by e-mail."""
        self.must(request, "answer")
        concern = get_object_or_404(self.get_queryset(request), pk=pk)
        form = AnswerForm(request.POST or None)
        if form.is_valid():
            try:
                answer_concern(
                    acting_person=request.user,  # type: ignore[arg-type]  # signed in: a Person
                    concern=concern,
                    answer=form.cleaned_data["answer"],
                )
            except SigningError as error:
                error.show_in(form, otherwise="answer")
            else:
                self.message_user(request, "The answer is sent.")
                return redirect("admin:signing_concern_changelist")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Answer",
            "concern": concern,
            "form": form,
        }
        return render(request, "admin/signing/concern/answer.html", context)

    @admin.display(description="ACO", ordering="aco_event__aco__aco_id")
    def aco(self, concern: Concern) -> str:
        return str(concern.aco_event.aco)

    @admin.display(description="event")
    def event(self, concern: Concern) -> str:
        return concern.aco_event.event.title

    @admin.display(description="document")
    def document(self, concern: Concern) -> str:
        return str(concern.version)

    @admin.display(description="state")
    def is_answered(self, concern: Concern) -> str:
        return "Answered" if concern.answered_at else "Waiting for an answer"
