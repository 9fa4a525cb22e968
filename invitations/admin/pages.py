"""Invitations, for CMS staff, who also invite an ACO's first administrator here (rule A5)."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone

from accounts.models import Person
from acoms.programme.clock import day_in_words, in_words
from acoms.site.admin_pages import RecordAdmin
from acoms.site.forms import CheckboxGroup, TextField
from contacts.forms import AcoField
from contacts.models import Aco
from contacts.queries import acos_that_lack
from contacts.types import ADMIN_CODES, CONTACT_TYPES
from invitations.actions import invite_first_administrator, send_again
from invitations.admin.answers import AnswersInPlace
from invitations.admin.filters import EndsSoonFilter, MailFilter, SenderFilter, StateFilter
from invitations.confirming.queries import was_sent_already
from invitations.errors import InvitationError
from invitations.forms import InviteeForm
from invitations.models import Invitation


class FirstAdministratorForm(InviteeForm):
    """The first administrator of an ACO that has none."""

    aco = AcoField(
        Aco.objects.none(),
        help_text="Enter the ACO ID of one without an administrator, or choose it from the list.",
        error_messages={
            "invalid_choice": "No ACO with this ACO ID lacks an administrator. Its own "
            "administrators invite everyone else. To one whose agreement has ended nobody is "
            "invited."
        },
    )
    types = forms.MultipleChoiceField(
        label="Contact types",
        choices=[(code, CONTACT_TYPES[code].label) for code in ADMIN_CODES],
        widget=CheckboxGroup,
        error_messages={"required": "Choose at least one contact type."},
    )
    field_order = ("aco",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["aco"].queryset = acos_that_lack("no_administrator")  # type: ignore[attr-defined]


class SendAgainForm(forms.Form):
    """Why CMS staff send an invitation of an ACO's own administrator again."""

    reason = TextField(
        label="Why CMS sends it again",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        help_text="Needed for invitations that an ACO's administrator sent: the inviter is told.",
    )


@admin.register(Invitation)
class InvitationAdmin(AnswersInPlace, RecordAdmin[Invitation]):
    """Reads all, and sends the first one; link and code are nowhere to be seen (rule E5)."""

    change_form_template = "admin/invitations/invitation/change_form.html"

    list_display = (
        "full_name",
        "email",
        "aco_number",
        "types_listed",
        "state",
        "mail_state",
        "age",
        "ends",
    )
    export_columns = (
        "aco",
        "last_name",
        "first_name",
        "email",
        "types_listed",
        "state",
        "mail_state",
        "invited_by",
        "sent_at",
        "generation",
        "age",
        "expires_at",
    )
    list_filter = (StateFilter, MailFilter, EndsSoonFilter, SenderFilter, "sent_at")
    show_facets = admin.ShowFacets.ALWAYS
    actions = ("send_again",)
    search_fields = ("aco__aco_id__istartswith", "email__istartswith", "last_name__istartswith")
    search_help_text = "ACO ID, e-mail or last name, from its beginning"
    list_select_related = ("aco", "mail", "invited_by")
    fields = (
        ("first_name", "last_name", "email"),
        ("aco", "types_listed"),
        ("state", "mail_state"),
        ("invited_by", "sent_at", "expires_at", "generation"),
        ("activated_at", "declined_at", "answered_by"),
        ("confirmation_asked_at", "confirmed_at", "confirmed_by", "confirmation_reason"),
        ("accepted_at", "not_confirmed_at", "decided_by", "refusal_reason"),
        ("withdrawn_at", "withdrawn_by", "withdrawal_reason"),
        ("taken_over_by", "replaces"),
    )
    readonly_fields = ("types_listed", "state", "mail_state")

    @admin.display(description="sent, days ago", ordering="sent_at")
    def age(self, invitation: Invitation) -> int:
        return (timezone.now() - invitation.sent_at).days

    @admin.display(description="ACO", ordering="aco__aco_id")
    def aco_number(self, invitation: Invitation) -> str:
        return invitation.aco.aco_id

    @admin.display(description="ends", ordering="expires_at")
    def ends(self, invitation: Invitation) -> str:
        return day_in_words(invitation.expires_at)

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

    def has_resend_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission("resend"))

    @admin.action(description="Send again", permissions=["resend"])
    def send_again(
        self, request: HttpRequest, invitations: QuerySet[Invitation]
    ) -> HttpResponse | None:
        """Asks why, then sends each that may be sent again and says why the others may not."""
        assert isinstance(request.user, Person)
        form = SendAgainForm(request.POST if "apply" in request.POST else None)
        if form.is_valid():
            for invitation in invitations:
                try:
                    sent = send_again(
                        acting_person=request.user,
                        invitation=invitation,
                        reason=form.cleaned_data["reason"],
                        shown=request.POST.get(f"shown-{invitation.pk}"),
                    )
                except InvitationError as error:
                    self.message_user(request, f"{invitation}: {error}", messages.ERROR)
                else:
                    invitation.refresh_from_db()
                    said = f"sent again to {invitation.email}."
                    said = said if sent else was_sent_already(invitation)
                    self.message_user(request, f"{invitation}: {said}")
            return None
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Send invitations again",
            "invitations": invitations,
            "form": form,
            "action_checkbox_name": ACTION_CHECKBOX_NAME,
        }
        return render(request, "admin/invitations/send_again.html", context)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Invite an ACO's first administrator."""
        self.must(request, "add")
        form = FirstAdministratorForm(
            request.POST or None, initial={"aco": request.GET.get("aco", "")}
        )
        if form.is_valid():
            try:
                with transaction.atomic():
                    invitation = invite_first_administrator(
                        acting_person=request.user,  # type: ignore[arg-type]  # signed in: a Person
                        aco=form.cleaned_data["aco"],
                        invitee=form.invitee(),
                        codes=form.cleaned_data["types"],
                    )
                    self.log_addition(request, invitation, [{"added": {}}])
            except InvitationError as error:
                error.show_in(form)
            else:
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
