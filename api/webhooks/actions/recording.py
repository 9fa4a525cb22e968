"""What happens is written down with the change itself, for each webhook that hears of it (E6)."""

from collections.abc import Collection, Mapping
from typing import Any

from acoms.api.happenings import Happening
from acoms.operations.nudging import nudge
from api.webhooks.models import Webhook, WebhookDelivery

SENDING = "api.webhooks.tasks.send_webhooks"


def record(
    happening: Happening, aco_ids: Collection[int], subject: str, data: Mapping[str, Any]
) -> None:
    """Write a delivery for each webhook of these ACOs that hears of it. Two queries at most.

    Twice of one subject in one transaction is once.
    """
    webhooks = Webhook.objects.listening(happening.code).filter(aco__in=aco_ids)
    rows = [
        WebhookDelivery(webhook=one, code=happening.code, subject=subject[:200], data=dict(data))
        for one in webhooks
    ]
    if rows:
        WebhookDelivery.objects.bulk_create(rows, ignore_conflicts=True)
        nudge(SENDING)
