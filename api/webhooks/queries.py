"""Reads of webhooks that pages and notices share."""

from django.db.models import Count, Q, QuerySet

from acoms.api.happenings import happenings
from api.webhooks.models import Webhook, WebhookDelivery
from contacts.models import Aco

SHOWN = 100


def webhooks_of(aco: Aco) -> QuerySet[Webhook]:
    """An ACO's webhooks, each with how much of what it was sent waits or was not delivered."""
    failed = Q(deliveries__given_up_at__isnull=False)
    waits = Q(deliveries__delivered_at=None, deliveries__given_up_at=None)
    return (
        Webhook.objects.open()
        .filter(aco=aco)
        .annotate(
            waiting=Count("deliveries", filter=waits & Q(deliveries__isnull=False)),
            failed=Count("deliveries", filter=failed),
        )
    )


def names_of(webhook: Webhook) -> list[str]:
    """What it is told of, in words."""
    names = {one.code: one.name for one in happenings()}
    return [names.get(code, code) for code in webhook.codes]


def deliveries_of(webhook: Webhook) -> list[WebhookDelivery]:
    """The last of what it was sent."""
    return list(webhook.deliveries.order_by("-pk")[:SHOWN])
