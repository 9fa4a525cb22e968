"""The webhooks of an ACO: what there are, what they were sent, and changing them (decision 96)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import confirmed
from accounts.forms import ConfirmForm
from acoms.access.pages import require_POST
from acoms.once.shown import fingerprint
from acoms.text.refusals import Refusal
from api.webhooks.actions import (
    Made,
    create_webhook,
    delete_webhook,
    rotate_secret,
    send_again,
    send_test,
    shown_to_rotate,
    turn_on,
)
from api.webhooks.forms import NewWebhookForm
from api.webhooks.models import Webhook, WebhookDelivery
from api.webhooks.queries import deliveries_of, names_of, webhooks_of
from api.webhooks.rules import BOTH_SIGN
from contacts.access import AcoRequest

Do = Callable[[dict[str, Any]], Made | None]


@require_safe
def webhooks(request: AcoRequest, aco_id: str) -> HttpResponse:
    """All webhooks of the ACO."""
    found = webhooks_of(request.aco_access.aco)
    return render(request, "api/webhooks/webhooks.html", {"webhooks": found})


@require_safe
def webhook(request: AcoRequest, aco_id: str, webhook_uid: UUID) -> HttpResponse:
    """One webhook, and what it was sent."""
    found = _found(request, webhook_uid)
    context = {
        "webhook": found,
        "told": names_of(found),
        "deliveries": deliveries_of(found),
    }
    return render(request, "api/webhooks/webhook.html", context)


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def new_webhook(request: AcoRequest, aco_id: str) -> HttpResponse:
    return _confirmed(
        request,
        NewWebhookForm(request.POST or None),
        lambda typed: create_webhook(**_asking(request), **typed),
        "api/webhooks/new.html",
        {},
    )


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def rotate(request: AcoRequest, aco_id: str, webhook_uid: UUID) -> HttpResponse:
    found = _found(request, webhook_uid)
    shown = request.POST.get("shown")
    return _confirmed(
        request,
        ConfirmForm(request.POST or None),
        lambda typed: rotate_secret(**_asking(request), webhook=found, shown=shown, **typed),
        "api/webhooks/rotate.html",
        {"webhook": found, "hours": BOTH_SIGN // timedelta(hours=1)},
    )


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: AcoRequest, aco_id: str, webhook_uid: UUID) -> HttpResponse:
    found = _found(request, webhook_uid)

    def do(typed: dict[str, Any]) -> None:
        delete_webhook(**_asking(request), webhook=found, **typed)
        messages.success(request, "The webhook was deleted.")

    form = ConfirmForm(request.POST or None)
    return _confirmed(request, form, do, "api/webhooks/delete.html", {"webhook": found})


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def on(request: AcoRequest, aco_id: str, webhook_uid: UUID) -> HttpResponse:
    found = _found(request, webhook_uid)

    def do(typed: dict[str, Any]) -> None:
        turn_on(**_asking(request), webhook=found, **typed)
        messages.success(request, "The webhook is turned on. Send a test to see that it works.")

    form = ConfirmForm(request.POST or None)
    return _confirmed(request, form, do, "api/webhooks/turn_on.html", {"webhook": found})


@require_POST
def test(request: AcoRequest, aco_id: str, webhook_uid: UUID) -> HttpResponse:
    """Send a test."""
    found = _found(request, webhook_uid)
    return _told(
        request,
        found,
        lambda: send_test(**_asking(request), webhook=found),
        "A test is on its way. Load this page again to see what came of it.",
    )


@require_POST
def again(request: AcoRequest, aco_id: str, webhook_uid: UUID, message_uid: UUID) -> HttpResponse:
    """Send something once more."""
    found = _found(request, webhook_uid)
    one = get_object_or_404(
        WebhookDelivery.objects.select_related("webhook"), webhook=found, uid=message_uid
    )
    return _told(
        request,
        found,
        lambda: send_again(**_asking(request), delivery=one),
        "It is sent again. Load this page again to see what came of it.",
    )


def _confirmed(
    request: AcoRequest, form: ConfirmForm, do: Do, template: str, context: dict[str, Any]
) -> HttpResponse:
    """The form, or what comes of it: a secret in the answer itself and nowhere else (rule E5), or
    the list of webhooks."""

    @sensitive_variables("typed", "made")
    def answer(typed: dict[str, Any]) -> HttpResponse:
        if (made := do(typed)) is None:
            return redirect("aco_webhooks", request.aco_access.aco.aco_id)
        return render(request, "api/webhooks/secret.html", {"made": made})

    if (answered := confirmed(request, form, answer)) is not None:
        return answered
    if found := context.get("webhook"):
        found.refresh_from_db()
        context["shows"] = fingerprint(shown_to_rotate(found))
    return render(request, template, {**context, "form": form})


def _told(
    request: AcoRequest, webhook: Webhook, do: Callable[[], None], success: str
) -> HttpResponse:
    try:
        do()
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, success)
    return redirect("aco_webhook", request.aco_access.aco.aco_id, webhook.uid)


def _found(request: AcoRequest, uid: UUID) -> Webhook:
    return get_object_or_404(Webhook.objects.open(), uid=uid, aco=request.aco_access.aco)


def _asking(request: AcoRequest) -> dict[str, Any]:
    """Who asks, and in which ACO."""
    return {"acting_person": request.user, "aco": request.aco_access.aco}
