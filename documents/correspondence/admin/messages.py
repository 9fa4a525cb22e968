"""Messages to ACOs: drafts, what is scheduled, and what is sent (rule G1)."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse

from accounts.models import Person
from acoms.access.bodies import takes_files
from acoms.once.shown import fingerprint
from acoms.programme.clock import in_words
from acoms.site.admin_pages import ListPage
from acoms.storage.giving import document_response
from acoms.text.refusals import Refusal
from documents.correspondence.actions.composing import (
    attach_file,
    megabytes,
    remove_file,
    save_draft,
)
from documents.correspondence.actions.sending import (
    confirm_message,
    take_back_message,
    withdraw_message,
)
from documents.correspondence.errors import MessageError
from documents.correspondence.forms import FileForm, MessageForm, SendForm
from documents.correspondence.models import Attachment, Message
from documents.correspondence.notices import preview_data
from documents.correspondence.queries import Preview, preview_of
from documents.correspondence.rules import MessageState
from documents.correspondence.storage import ATTACHMENTS

_STATES = {
    MessageState.DRAFT: Q(confirmed_at=None, withdrawn_at=None),
    MessageState.SCHEDULED: Q(confirmed_at__isnull=False, started_at=None, withdrawn_at=None),
    MessageState.SENDING: Q(started_at__isnull=False, finished_at=None),
    MessageState.SENT: Q(finished_at__isnull=False),
    MessageState.WITHDRAWN: Q(withdrawn_at__isnull=False),
}


TITLE = "Write to ACOs"


class StateFilter(admin.SimpleListFilter):
    """How far messages are."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(one.name.lower(), one.value) for one in MessageState]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Message]) -> QuerySet[Message]:
        known = {one.name.lower(): one for one in MessageState}
        state = known.get(self.value() or "")
        return queryset.filter(_STATES[state]) if state else queryset


@admin.register(Message)
class MessageAdmin(ListPage[Message]):
    """Written here, looked at on the page of a message, and confirmed there once."""

    form = MessageForm
    list_display = ("subject", "kind", "how_far", "to_acos", "sent_to", "due_at", "confirmed_by")
    export_columns = (
        "subject",
        "kind",
        "how_far",
        "to_acos",
        "sent_to",
        "email_to",
        "may_answer",
        "due_at",
        "finished_at",
        "confirmed_by",
    )
    list_filter = (StateFilter, "kind", "due_at")
    list_select_related = ("confirmed_by",)
    search_fields = ("subject__icontains", "deliveries__aco__aco_id__iexact")
    search_help_text = "Part of the subject, or an ACO ID"
    fieldsets = (
        (None, {"fields": ("kind", "subject", "body", "may_answer", "named_types")}),
        (
            "Which ACOs",
            {
                "fields": (
                    "to",
                    "aco_ids",
                    "track",
                    "state_served",
                    "agreement_year",
                    "lacks_type",
                ),
                "description": "Nothing is sent yet: the next page shows who would get it, and "
                "attachments are added there.",
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Message]:
        return super().get_queryset(request).with_counts()  # type: ignore[attr-defined,no-any-return]

    def get_urls(self) -> list[URLPattern]:
        view, name = self.admin_site.admin_view, "documents_correspondence_message"
        own = [
            path("<int:pk>/look/", view(self.look_view), name=f"{name}_look"),
            path("<int:pk>/send/", view(self.send_view), name=f"{name}_send"),
            path("<int:pk>/files/", view(self.files_view), name=f"{name}_files"),
            path("<int:pk>/take-back/", view(self.take_back_view), name=f"{name}_take_back"),
            path("<int:pk>/withdraw/", view(self.withdraw_view), name=f"{name}_withdraw"),
            path(
                "<int:pk>/files/<int:attachment_id>/",
                view(self.file_view),
                name=f"{name}_file",
            ),
            path(
                "<int:pk>/files/<int:attachment_id>/remove/",
                view(self.remove_view),
                name=f"{name}_remove",
            ),
        ]
        return [*own, *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission("add"))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Of a message only its draft is changed."""
        may = request.user.has_perm(self.permission("change"))
        return may and (obj is None or obj.is_draft)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return super().add_view(request, form_url, {"title": TITLE, **(extra_context or {})})

    @transaction.atomic  # `get_object` locks the row of a form that was sent
    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """A draft's form; what is confirmed has a page of its own."""
        found = self.get_object(request, object_id)
        if found is not None and not (found.is_draft and self.has_change_permission(request)):
            return redirect("admin:documents_correspondence_message_look", found.pk)
        return super().change_view(request, object_id, form_url, extra_context)

    def beside(self, request: HttpRequest, row: Message) -> dict[str, Any]:
        return {"title": TITLE}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        save_draft(acting_person=_person(request), message=obj)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> Any:
        return redirect("admin:documents_correspondence_message_look", obj.pk)

    def response_change(self, request: HttpRequest, obj: Any) -> Any:
        return redirect("admin:documents_correspondence_message_look", obj.pk)

    def look_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A message with who would get it, how far it is, or where it went."""
        self.must(request, "view")
        return self._show(request, self._found(request, pk), SendForm(), FileForm())

    def send_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The one confirmation: now, or at a time."""
        message = self._posted(request, pk)
        if message is None:
            return redirect("admin:documents_correspondence_message_look", pk)
        form = SendForm(request.POST)
        if form.is_valid():
            try:
                sent = confirm_message(
                    acting_person=_person(request),
                    message=message,
                    at=form.at,
                    shown=request.POST.get("shown", ""),
                )
            except MessageError as error:
                error.show_in(form)
            else:
                assert sent.due_at is not None
                when = f"at its time, {in_words(sent.due_at)}" if form.at else "now"
                self.message_user(request, f"“{sent}” is sent {when}.")
                return redirect("admin:documents_correspondence_message_look", pk)
        return self._show(request, self._found(request, pk), form, FileForm())

    @takes_files(settings.ATTACHMENT_MOST_BYTES)
    def files_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Add a file to a draft."""
        message = self._posted(request, pk)
        if message is None:
            return redirect("admin:documents_correspondence_message_look", pk)
        form = FileForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                added = attach_file(
                    acting_person=_person(request),
                    message=message,
                    name=file.name,
                    content=file.read(settings.ATTACHMENT_MOST_BYTES + 1),
                )
            except MessageError as error:
                error.show_in(form)
            else:
                self.message_user(request, f"Attached: {added.name}.")
                return redirect("admin:documents_correspondence_message_look", pk)
        return self._show(request, message, SendForm(), form)

    def remove_view(self, request: HttpRequest, pk: int, attachment_id: int) -> HttpResponse:
        message = self._posted(request, pk)
        if message is not None:
            files = Attachment.objects.select_related("message")
            found = files.filter(pk=attachment_id, message=pk).first()
            if found is not None:
                said = f"Removed: {found.name}."
                self._do(
                    request,
                    said,
                    lambda: remove_file(acting_person=_person(request), attachment=found),
                )
        return redirect("admin:documents_correspondence_message_look", pk)

    def file_view(self, request: HttpRequest, pk: int, attachment_id: int) -> HttpResponseBase:
        """A file, to be saved, or a message that it is not there any more."""
        self.must(request, "view")
        found = get_object_or_404(Attachment, pk=attachment_id, message=pk)
        response = document_response(ATTACHMENTS, found)
        if response is None:
            self.message_user(request, f"The file of {found.name} is missing from the store.")
            return redirect("admin:documents_correspondence_message_look", pk)
        return response

    def take_back_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A scheduled message becomes a draft again, to be changed."""
        message = self._posted(request, pk)
        page = "admin:documents_correspondence_message_look"
        if message is not None and self._do(
            request,
            f"“{message}” is a draft again, and is not sent until somebody confirms it.",
            lambda: take_back_message(acting_person=_person(request), message=message),
        ):
            page = "admin:documents_correspondence_message_change"
        return redirect(page, pk)

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        message = self._posted(request, pk)
        if message is not None:
            self._do(
                request,
                f"“{message}” is withdrawn, and is not sent.",
                lambda: withdraw_message(acting_person=_person(request), message=message),
            )
        return redirect("admin:documents_correspondence_message_look", pk)

    def _do(self, request: HttpRequest, said: str, action: Any) -> bool:
        """Act, and say what was done or why not."""
        try:
            action()
        except Refusal as refusal:
            self.message_user(request, str(refusal), "ERROR")
            return False
        self.message_user(request, said)
        return True

    def _posted(self, request: HttpRequest, pk: int) -> Message | None:
        """The message that a form is about; None for what is only looked at. Raises Refused."""
        self.must(request, "change")
        return self._found(request, pk) if request.method == "POST" else None

    def _found(self, request: HttpRequest, pk: int) -> Message:
        messages = self.get_queryset(request).select_related(
            "created_by", "confirmed_by", "withdrawn_by"
        )
        return get_object_or_404(messages, pk=pk)

    def _show(
        self, request: HttpRequest, message: Message, form: SendForm, file_form: FileForm
    ) -> HttpResponse:
        preview = preview_of(message) if message.is_draft else None
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"{_state(message)}: {message}",
            "message": message,
            "files": list(message.attachments.all()),
            "preview": preview,
            "shows": fingerprint(preview.parts) if preview else "",
            "mail": _mail(preview) if preview else "",
            "form": form,
            "file_form": file_form,
            "most": megabytes(),
            "may_write": request.user.has_perm(self.permission("change")),
            "deliveries": reverse("admin:documents_correspondence_delivery_changelist"),
        }
        return render(request, "admin/documents_correspondence/message/look.html", context)

    @admin.display(description="state")
    def how_far(self, message: Message) -> str:
        return message.state.value

    @admin.display(description="ACOs")
    def to_acos(self, message: Any) -> int:
        return int(message.acos)

    @admin.display(description="sent to")
    def sent_to(self, message: Any) -> int:
        return int(message.sent_to)

    @admin.display(description="e-mail to")
    def email_to(self, message: Message) -> str:
        return message.to_whom


def _state(message: Message) -> str:
    """How far it is; what waits only for a worker is not scheduled any more."""
    waits = message.state is MessageState.SCHEDULED and message.is_due
    return (MessageState.SENDING if waits else message.state).value


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


def _mail(preview: Preview) -> str:
    """The e-mail as the first ACO's people get it; empty where nobody gets one."""
    for one in preview.acos:
        if one.mailed:
            context = {
                **preview_data(one.aco, preview.message),
                "files": len(preview.files),
                "site_url": settings.SITE_URL,
            }
            return render_to_string("documents/correspondence/email/message.txt", context).strip()
    return ""
