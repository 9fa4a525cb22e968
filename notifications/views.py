"""The notifications page: what a person was told, newest first."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from acoms.requests import SignedInRequest
from notifications import actions
from notifications.models import Notification

PAGE = 25


@require_safe
def notifications(request: SignedInRequest) -> HttpResponse:
    page = Paginator(Notification.objects.on_screen_for(request.user.pk), PAGE).get_page(
        request.GET.get("page")
    )
    return render(request, "notifications/notifications.html", {"page": page})


@require_POST
def mark_read(request: SignedInRequest) -> HttpResponse:
    if actions.mark_all_read(acting_person=request.user):
        messages.success(request, "All notifications are marked as read.")
    return redirect("notifications")
