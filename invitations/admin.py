"""Invitations, for CMS staff, who also invite an ACO's first administrator here (rule A5)."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from acoms.admin_pages import RecordAdmin
from acoms.clock import in_words
from acoms.forms import CheckboxGroup
from contacts.models import Aco
from contacts.types import ADMIN_CODES, CONTACT_TYPES
from invitations.actions import invite_first_administrator
from invitations.errors import InvitationError
from invitations.forms import InviteeForm
from invitations.models import UNANSWERED, Invitation


class FirstAdministratorForm(InviteeForm):
    """The first administrator of an ACO that has none."""

    aco = forms.ModelChoiceField(Aco.objects.all(), label="ACO", empty_label="Choose an ACO")
    types = forms.MultipleChoiceField(
        label="Contact types",
        choices=[(code, CONTACT_TYPES[code].label) for code in ADMIN_CODES],
        widget=CheckboxGroup,
        error_messages={"required": "Choose at least one contact type."},
    )
    field_order = ("aco",)


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("pending", "Pending"),
            ("activated", "Activated"),
            ("declined", "Declined"),
            ("withdrawn", "Withdrawn"),
            ("expired", "Expired"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> QuerySet[Any]:
        now = timezone.now()
        states = {
            "pending": UNANSWERED & Q(expires_at__gt=now),
            "activated": Q(activated_at__isnull=False),
            "declined": Q(declined_at__isnull=False),
            "withdrawn": Q(withdrawn_at__isnull=False),
            "expired": UNANSWERED & Q(expires_at__lte=now),
        }
        return queryset.filter(states.get(self.value() or "", Q()))


class MailFilter(admin.SimpleListFilter):
    title = "mail"
    parameter_name = "mail"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("waiting", "Waiting"), ("failed", "Not delivered"), ("sent", "Sent")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> QuerySet[Any]:
        states = {
            "waiting": Q(mail__sent_at=None, mail__failed_at=None),
            "failed": Q(mail__failed_at__isnull=False),
            "sent": Q(mail__sent_at__isnull=False),
        }
        return queryset.filter(states.get(self.value() or "", Q()))


@admin.register(Invitation)
class InvitationAdmin(RecordAdmin[Invitation]):
    """Reads all, and sends the first one; link and code are nowhere to be seen (rule E5)."""

    list_display = (
        "full_name",
        "email",
        "aco",
        "types_listed",
        "state",
        "mail_state",
        "expires_at",
    )
    list_filter = (StateFilter, MailFilter, "sent_at")
    search_fields = ("aco__aco_id__istartswith", "email__istartswith", "last_name__istartswith")
    search_help_text = "ACO ID, e-mail or last name, from its beginning"
    list_select_related = ("aco", "mail", "invited_by")
    fields = (
        ("first_name", "last_name", "email"),
        ("aco", "types_listed"),
        ("state", "mail_state"),
        ("invited_by", "sent_at", "expires_at", "generation"),
        ("activated_at", "declined_at", "answered_by"),
        ("withdrawn_at", "withdrawn_by"),
    )
    readonly_fields = ("types_listed", "state", "mail_state")

    @admin.display(description="contact types")
    def types_listed(self, invitation: Invitation) -> str:
        return invitation.types_listed

    @admin.display(description="state")
    def state(self, invitation: Invitation) -> str:
        return str(invitation.state.value)

    @admin.display(description="mail")
    def mail_state(self, invitation: Invitation) -> str:
        if invitation.mail is None:
            return ""
        return f"{invitation.mail.mail_state} {invitation.mail.failure}".strip()

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("invitations.add_invitation")

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Invite an ACO's first administrator."""
        if not self.has_add_permission(request):
            return redirect("admin:index")
        form = FirstAdministratorForm(request.POST or None)
        if form.is_valid():
            try:
                invitation = invite_first_administrator(
                    acting_person=request.user,  # type: ignore[arg-type]  # signed in: a Person
                    aco=form.cleaned_data["aco"],
                    invitee=form.invitee(),
                    codes=form.cleaned_data["types"],
                )
            except InvitationError as error:
                form.add_error(error.field or None, str(error))
            else:
                self.log_addition(request, invitation, [{"added": {}}])
                messages.success(
                    request,
                    f"The invitation to {invitation.email} is on its way. It ends "
                    f"{in_words(invitation.expires_at)}.",
                )
                return redirect("admin:invitations_invitation_changelist")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Invite an ACO's first administrator",
            "form": form,
        }
        return TemplateResponse(request, "admin/invitations/add.html", context)
