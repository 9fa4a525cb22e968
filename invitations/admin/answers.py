"""What CMS staff do to one invitation, with a reason: withdraw their own, answer in an ACO's place
whether it is sent (rule A5), or part what it linked by mistake (rule A11)."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path

from accounts.admin.forms import ReasonForm
from accounts.models import Person
from accounts.requests import staff
from acoms.once.shown import fingerprint
from acoms.site.admin_pages import RecordAdmin
from contacts.rules import in_short
from invitations.acceptance.views import decide
from invitations.actions.by_staff import withdraw_by_staff
from invitations.address_change.actions import part_records
from invitations.address_change.parting import plan_parting
from invitations.confirming.actions import confirm_by_staff, refuse_by_staff
from invitations.confirming.checks import shown_to_confirm, to_be_confirmed
from invitations.confirming.forms import StaffConfirmForm
from invitations.confirming.queries import what_confirming_did
from invitations.errors import InvitationError
from invitations.models import Invitation
from invitations.rules import State


class AnswersInPlace(RecordAdmin[Invitation]):
    """The pages beside the record of an invitation."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path(
                "<path:object_id>/withdraw/",
                view(self.withdraw_view),
                name="invitations_invitation_withdraw",
            ),
            path(
                "<path:object_id>/confirm/",
                view(self.confirm_view),
                name="invitations_invitation_confirm",
            ),
            path(
                "<path:object_id>/part/",
                view(self.part_view),
                name="invitations_invitation_part",
            ),
            path(
                "<path:object_id>/acceptance/",
                view(self.acceptance_view),
                name="invitations_invitation_acceptance",
            ),
            *super().get_urls(),
        ]

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission("withdraw"))

    def has_confirm_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission("confirm"))

    def has_part_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission("part"))

    def acceptance_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Confirm or refuse the acceptance of a first administrator (rule A9)."""
        self.must(request, "add")
        assert isinstance(request.user, Person)
        invitation = self._invitation(request, object_id)
        said = decide(request, request.user, invitation)
        if said is None:
            return redirect("admin:invitations_invitation_change", invitation.pk)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": said["heading"],
            **said,
        }
        return render(request, "admin/invitations/acceptance.html", context)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kw: Any) -> Any:
        invitation = context.get("original")
        if invitation is not None:
            staffs = invitation.invited_by.is_staff and invitation.is_open
            context["may_withdraw"] = staffs and self.has_withdraw_permission(request)
            waits = invitation.state is State.WAITING
            context["may_confirm"] = waits and self.has_confirm_permission(request)
            links = invitation.replaces_id is not None and invitation.activated_at is not None
            context["may_part"] = links and self.has_part_permission(request)
        return super().render_change_form(request, context, *args, **kw)

    def withdraw_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Asks why, and withdraws what CMS staff sent."""
        self.must(request, "withdraw")
        invitation = self._invitation(request, object_id)

        def answer(person: Person, reason: str) -> str:
            withdraw_by_staff(
                acting_person=person,
                invitation=invitation,
                reason=reason,
                shown=request.POST.get("shown"),
            )
            return f"The invitation to {invitation.email} is withdrawn."

        return self._ask(request, invitation, ReasonForm(request.POST or None), answer, "Withdraw")

    def confirm_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Asks why, and confirms or refuses what waits for a signer."""
        self.must(request, "confirm")
        invitation = self._invitation(request, object_id)

        def answer(person: Person, reason: str) -> str:
            if "refuse" in request.POST:
                refuse_by_staff(acting_person=person, invitation=invitation, reason=reason)
                return f"The invitation to {invitation.email} is not sent."
            confirmed = confirm_by_staff(
                acting_person=person,
                invitation=invitation,
                reason=reason,
                shown=request.POST.get("shown", ""),
            )
            return what_confirming_did(confirmed)

        form = StaffConfirmForm(request.POST or None)
        return self._ask(request, invitation, form, answer, "Confirm")

    def part_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Shows both sides of a change of address that was none, asks why, and parts them."""
        self.must(request, "part")
        person = staff(request)
        invitation = self._invitation(request, object_id)
        form = ReasonForm(request.POST or None)
        if form.is_valid():
            try:
                part_records(
                    acting_person=person,
                    invitation=invitation,
                    reason=form.cleaned_data["reason"],
                    shown=request.POST.get("shown", ""),
                )
            except InvitationError as error:
                error.show_in(form)
            else:
                messages.success(
                    request, "The records are parted. Both sides and the administrators are told."
                )
                return redirect("admin:invitations_invitation_change", invitation.pk)
        parting = plan_parting(invitation, person)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Part records of two people in {invitation.aco.aco_id}?",
            "invitation": invitation,
            "form": form,
            "parting": parting,
            "shows": fingerprint(parting.parts),
        }
        return render(request, "admin/invitations/invitation/part.html", context)

    def _ask(
        self,
        request: HttpRequest,
        invitation: Invitation,
        form: forms.Form,
        answer: Callable[[Person, str], str],
        verb: str,
    ) -> HttpResponse:
        """The page of an answer with its reason; then the invitation's record."""
        assert isinstance(request.user, Person)
        if form.is_valid():
            try:
                messages.success(request, answer(request.user, form.cleaned_data["reason"]))
            except InvitationError as error:
                error.show_in(form)
            else:
                return redirect("admin:invitations_invitation_change", invitation.pk)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"{verb} {invitation.full_name} as {in_short(invitation.types)}"
            f" of {invitation.aco.aco_id}?",
            "invitation": invitation,
            "form": form,
            "verb": verb,
            "need": to_be_confirmed(invitation),
            "shows": fingerprint(
                shown_to_confirm(invitation) if verb == "Confirm" else invitation.parts
            ),
        }
        return render(request, "admin/invitations/invitation/answer.html", context)

    def _invitation(self, request: HttpRequest, object_id: str) -> Invitation:
        try:
            found = self.get_object(request, unquote(object_id))
        except ValidationError as error:
            raise Http404 from error
        if found is None:
            raise Http404
        return found
