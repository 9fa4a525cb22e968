"""What Credential Delegates and administrators are told of their ACO's webhooks (decision 96)."""

from typing import Any

from django.urls import reverse

from accounts.models import Person
from api.credentials.queries import administrators_of_all, delegates_of
from api.webhooks.models import Webhook
from notifications.actions import Telling, notify_all
from notifications.kinds import Kind, register
from notifications.quoting import BY, quoted

CHANGED = register(
    Kind(name="webhook_changed", on_screen="{said}", mail="api/webhooks/email/webhook")
)
OFF = register(
    Kind(name="webhook_turned_off", on_screen="{said}", mail="api/webhooks/email/webhook")
)


def tell_change(webhook: Webhook, done: str, by: Person, *, what: str = "webhook") -> None:
    """A webhook was added or deleted: what leaves ACO-MS, and where to, has changed. Or its secret
    was rotated."""
    said = f"A {what} of {webhook.aco} was {done}."
    data = _data(webhook, f"{what.capitalize()} {done}", said)
    data["quoted"] = quoted((BY, by.full_name))
    _tell(CHANGED, webhook, data)


def tell_off(webhook: Webhook) -> None:
    said = (
        f"A webhook of {webhook.aco} was turned off: nothing has reached it for days, or it asked "
        "for no more. Look at its deliveries, then turn it on again."
    )
    data = _data(webhook, "Webhook turned off", said)
    _tell(OFF, webhook, data)


def _tell(kind: Kind, webhook: Webhook, data: dict[str, Any]) -> None:
    """The ACO's Credential Delegates and administrators, each once."""
    both = (delegates_of([webhook.aco]), administrators_of_all([webhook.aco]))
    people = dict.fromkeys(one for found in both for one in found[webhook.aco])
    notify_all(kind, [Telling(person=one, data=data) for one in people])


def _data(webhook: Webhook, what: str, said: str) -> dict[str, Any]:
    aco = webhook.aco
    return {
        "what": what,
        "aco": str(aco),
        "said": said,
        "url": reverse("aco_webhooks", args=[aco.aco_id]),
    }
