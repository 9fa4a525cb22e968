"""The notifications page: what a person was told, newest first; and how they want their mail."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from acoms.access.pages import require_POST
from notifications import actions
from notifications.forms import MailForm
from notifications.kinds import digestible_kinds
from notifications.models import MailPreference, Notification
from notifications.rules import WEEKLY

PAGE = 25


class RecipientRequest(HttpRequest):
    """A request of someone who can be told things: the policy has seen to it."""

    user: actions.Recipient  # type: ignore[assignment]


@require_safe
def notifications(request: RecipientRequest) -> HttpResponse:
    page = Paginator(Notification.objects.on_screen_for(request.user.pk), PAGE).get_page(
        request.GET.get("page")
    )
    return render(request, "notifications/notifications.html", {"page": page})


@require_POST
def mark_read(request: RecipientRequest) -> HttpResponse:
    if actions.mark_all_read(acting_person=request.user):
        messages.success(request, "All notifications are marked as read.")
    return redirect("notifications")


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: RecipientRequest) -> HttpResponse:
    """Each mail at once, or a weekly digest of those that can wait."""
    weekly = MailPreference.objects.filter(person=request.user.pk, weekly_digest=True).exists()
    form = MailForm(request.POST or None, initial={"mail": "weekly" if weekly else "at once"})
    if form.is_valid():
        carried = actions.choose_mail(
            acting_person=request.user, weekly_digest=form.cleaned_data["mail"] == "weekly"
        )
        messages.success(request, _said(form.cleaned_data["mail"], carried))
        return redirect("notifications")
    waiting = Notification.objects.held().filter(person=request.user.pk).count()
    sections = dict.fromkeys(kind.section for kind in digestible_kinds())
    context = {"form": form, "waiting": waiting, "sections": sections}
    return render(request, "notifications/preferences.html", context)


def _said(choice: str, carried: int) -> str:
    if choice == "weekly":
        return f"From now on your mail that can wait comes in one message, {WEEKLY}."
    last = f" What waited ({carried}) is on its way to you as a last digest." if carried else ""
    return f"From now on each e-mail comes right away.{last}"
