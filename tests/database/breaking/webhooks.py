"""Limits of webhooks and of what they are told, with how to break each."""

from api.webhooks.models import Webhook, WebhookDelivery
from tests.database.breaking.ways import Table, twice, wrong
from tests.database.rows import NOW

WEBHOOKS: Table = {
    "webhook_hears_something": wrong(Webhook, codes=[]),
    "webhook_has_an_address": wrong(Webhook, url=""),
    "webhook_had_a_secret_before": wrong(Webhook, secret_before="x", rotated_at=None),
    "webhook_once_in_an_aco": twice(Webhook, "aco", "url"),
    "delivery_once_of_a_change": twice(
        WebhookDelivery, "webhook", "code", "subject", "transaction"
    ),
    "delivery_delivered_or_given_up": wrong(WebhookDelivery, delivered_at=NOW, given_up_at=NOW),
}
