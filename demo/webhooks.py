"""A made-up webhook of Lakeside that took some messages and refuses others: no program is there."""

from datetime import timedelta

import pghistory
from django.utils import timezone

from accounts.models import Person
from api.webhooks.actions import create_webhook
from api.webhooks.models import Webhook, WebhookDelivery
from contacts.models import Aco
from demo.signing import shown_code

# Each message, what it was answered last, how long ago it happened, and how often it was tried.
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
SENT = (
    ("participants.changed", 204, 9 * DAY, 1),
    ("contacts.changed", 503, 6 * DAY, 11),
    ("participants.changed", 204, 4 * DAY, 3),
    ("contacts.changed", 503, 20 * MINUTE, 4),
    ("participants.changed", None, 5 * MINUTE, 0),
)


def load_webhooks(lakeside: Aco, delegate: Person) -> None:
    """Nobody has its secret: rotate it to get one."""
    if Webhook.objects.exists():
        return
    with shown_code(delegate) as code:
        made = create_webhook(
            acting_person=delegate,
            aco=lakeside,
            url="https://programs.lakeside.example/acoms",
            codes=["contacts.changed", "participants.changed"],
            code=code,
        )
    failing_since = timezone.now() - 19 * MINUTE
    with pghistory.context(action="demo data"):
        WebhookDelivery.objects.bulk_create(_message(made.webhook, *each) for each in SENT)
        Webhook.objects.filter(pk=made.webhook.pk).update(failing_since=failing_since)


def _message(
    webhook: Webhook, code: str, status: int | None, ago: timedelta, tries: int
) -> WebhookDelivery:
    """What is given up was tried for a day; what waits is tried again in two hours."""
    now = timezone.now()
    tried_at = now - ago + (25 * 60 * MINUTE if tries == 11 else tries * MINUTE)
    return WebhookDelivery(
        webhook=webhook,
        code=code,
        subject=str(ago),
        happened_at=now - ago,
        due_at=now + 120 * MINUTE,
        attempts=tries,
        tried_at=tried_at if tries else None,
        status=status,
        failure="It answered 503." if status == 503 else "",
        delivered_at=tried_at if status == 204 else None,
        given_up_at=tried_at if tries == 11 else None,
    )
