"""Several workers send to webhooks at the same moment (rule E6)."""

import time
from collections import Counter
from threading import Barrier, Lock
from typing import Any

import pytest

from api.webhooks.actions import send_due, sending
from api.webhooks.models import Webhook, WebhookDelivery
from api.webhooks.sending import Answer
from tests.api.webhooks.receiver import webhook_of
from tests.cast import Cast
from tests.concurrency.at_once import at_once, errors

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.rule("E6")
def test_two_workers_send_each_message_once_and_one_at_a_time_to_each_webhook(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        webhook_of(cast.delegate, cast.lakeside, f"http://127.0.0.1:9/{number}")
    WebhookDelivery.objects.bulk_create(
        WebhookDelivery(webhook=webhook, code="webhook.test", subject=str(number))
        for webhook in Webhook.objects.all()
        for number in range(6)
    )
    sent: list[tuple[str, str]] = []
    on_their_way: Counter[str] = Counter()
    crossed: list[str] = []
    lock, both = Lock(), Barrier(2)

    def post(url: str, headers: Any, body: bytes) -> Answer:
        with lock:
            sent.append((url, headers["webhook-id"]))
            on_their_way[url] += 1
            if on_their_way[url] > 1:
                crossed.append(url)
            is_first = len(sent) <= 2
        if is_first:
            both.wait(timeout=60)  # the two workers are at it together
        time.sleep(0.01)
        with lock:
            on_their_way[url] -= 1
        return Answer(204)

    monkeypatch.setattr(sending, "post", post)
    monkeypatch.setattr(sending, "BATCH", 1)
    outcomes = at_once(send_due, send_due)
    assert not errors(outcomes)
    assert min(outcomes) > 0
    assert sum(outcomes) == len(sent) == 18
    assert crossed == []
    for webhook in Webhook.objects.all():
        in_order = webhook.deliveries.order_by("pk").values_list("uid", flat=True)
        assert [one for url, one in sent if url == webhook.url] == [str(uid) for uid in in_order]
    assert not WebhookDelivery.objects.waiting().exists()
