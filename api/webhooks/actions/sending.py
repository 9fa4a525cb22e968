"""Sending what waits: its webhook is claimed for a while, it is sent, marked, let go (E6).

What dies in between is tried again: a receiver may be told twice, under the same id.
"""

from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import datetime, timedelta

import pghistory
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

from acoms.once.lease import lock_free
from api.webhooks import notices
from api.webhooks.models import Webhook, WebhookDelivery
from api.webhooks.rules import (
    BOTH_SIGN,
    SHOWN_FOR,
    body_of,
    delay_after,
    has_failed_for_long,
    signed,
)
from api.webhooks.sending import Answer, post

BATCH = 16  # webhooks at once; each is let go as it answers, the slowest within 15 seconds
LEASE = timedelta(minutes=2)
GONE = 410  # what a receiver answers that wants no more


def send_due() -> int:
    """Send all that is due; how much was delivered."""
    delivered = 0
    with ThreadPoolExecutor(BATCH) as threads:
        while batch := _claim():
            tried = {threads.submit(_send, one): one for one in batch}
            for answer in as_completed(tried):
                delivered += _note(tried[answer], answer.result())
    return delivered


def forget_old() -> None:
    """Delete what happened long ago: pages show it no more, and what waits still, as nobody is to
    be told it, never will be. Secrets that sign no more go, too."""
    now = timezone.now()
    WebhookDelivery.objects.filter(happened_at__lt=now - SHOWN_FOR).delete()
    over = Webhook.objects.filter(rotated_at__lte=now - BOTH_SIGN).exclude(secret_before="")
    over.update(secret_before="")


def give_up(webhook: Webhook, now: datetime, why: str) -> None:
    """Try what waits no more, which then says why; what was tried says it already."""
    failure = Coalesce(NullIf("failure", Value("")), Value(why))
    webhook.deliveries.waiting().update(given_up_at=now, failure=failure)


@transaction.atomic
def _claim() -> list[WebhookDelivery]:
    """What is sent now, one for each webhook to which nobody else sends, so that each hears
    things one at a time, in their order."""
    now = timezone.now()
    locked = lock_free(Webhook.objects.ready(now), BATCH)
    due = WebhookDelivery.objects.due(now).filter(webhook__in=locked)
    first = due.order_by("webhook_id", "due_at", "pk").distinct("webhook_id")
    claimed = list(first.select_related("webhook__aco"))
    Webhook.objects.filter(pk__in=[one.webhook_id for one in claimed]).update(
        busy_until=now + LEASE
    )
    return claimed


def _send(delivery: WebhookDelivery) -> Answer:
    """One try, in a thread: it asks the database nothing."""
    webhook = delivery.webhook
    body = body_of(delivery.code, delivery.happened_at, delivery.said())
    headers = signed(webhook.signing_secrets, str(delivery.uid), timezone.now(), body)
    return post(webhook.url, headers, body)


@transaction.atomic
def _note(delivery: WebhookDelivery, answer: Answer) -> bool:
    """Write what came of a try; whether it was taken. Meanwhile the webhook may have been deleted
    or turned off, and what was under way given up: that it was taken is true all the same."""
    webhook = Webhook.objects.select_for_update(no_key=True).get(pk=delivery.webhook_id)
    now = timezone.now()
    facts = {
        "attempts": delivery.attempts + 1,
        "tried_at": now,
        "status": answer.status,
        "failure": answer.failure,
    }
    if answer.is_taken:
        tried = WebhookDelivery.objects.filter(pk=delivery.pk)
        tried.update(**facts, delivered_at=now, given_up_at=None)
        Webhook.objects.filter(pk=webhook.pk).update(failing_since=None, busy_until=None)
        return True
    tried = WebhookDelivery.objects.waiting().filter(pk=delivery.pk)
    delay = delay_after(delivery.attempts + 1)
    if delay is None or webhook.ended_at or webhook.off_at:
        tried.update(**facts, given_up_at=now)
    else:
        tried.update(**facts, due_at=now + delay)
        # The others of this webhook wait as long: it would fail them, too.
        webhook.deliveries.waiting().filter(due_at__lt=now + delay).update(due_at=now + delay)
    since = webhook.failing_since or now
    Webhook.objects.filter(pk=webhook.pk).update(failing_since=since, busy_until=None)
    if webhook.off_at is None and (answer.status == GONE or has_failed_for_long(since, now)):
        _turn_off(webhook, now)
    return False


def _turn_off(webhook: Webhook, now: datetime) -> None:
    """Nothing more is sent there until a Credential Delegate turns it on again."""
    with pghistory.context(action="turn off webhook"):
        webhook.off_at = now
        webhook.save(update_fields=["off_at"])
    give_up(webhook, now, "The webhook was turned off.")
    notices.tell_off(webhook)
