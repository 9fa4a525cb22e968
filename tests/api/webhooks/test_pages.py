"""The pages of an ACO's webhooks: who may, what they show, and what they do."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from api.webhooks.actions import send_due
from api.webhooks.models import Webhook, WebhookDelivery
from notifications.models import Notification
from tests.api.webhooks.receiver import Receiver, message_of, rotated, webhook_of
from tests.cast import Cast, make_aco
from tests.signing.events import fresh_code


def url(name: str = "aco_webhooks", *args: Any) -> str:
    return reverse(name, args=["A9101", *args])


def typed(cast: Cast, **changes: Any) -> dict[str, Any]:
    return {
        "url": "https://receiver.example/acoms",
        "codes": ["contacts.changed"],
        "code": fresh_code(cast.delegate),
        **changes,
    }


def test_an_empty_page_says_what_to_do(cast: Cast) -> None:
    page = cast.browser("delegate").get(url()).content.decode()
    assert "There are no webhooks yet." in page
    assert url("new_webhook") in page


@pytest.mark.rule("E5")
def test_a_delegate_adds_one_and_sees_its_secret_once(cast: Cast) -> None:
    executive, browser = cast.exec, cast.browser("delegate")
    answer = browser.post(url("new_webhook"), typed(cast))
    assert "no-store" in answer["Cache-Control"]
    found = re.search(r"whsec_[A-Za-z0-9+/=]{44}", answer.content.decode())
    assert found
    webhook = Webhook.objects.get()
    assert webhook.secret == found[0]
    for page in (url(), url("aco_webhook", webhook.uid)):
        assert "whsec_" not in browser.get(page).content.decode()
    told = Notification.objects.filter(kind="webhook_changed")
    assert {one.person_id for one in told} == {executive.pk, cast.delegate.pk}
    assert "whsec_" not in str(list(told.values()))


@pytest.mark.rule("E5")
def test_a_secret_is_rotated_and_the_new_one_is_seen_once(cast: Cast) -> None:
    executive, browser = cast.exec, cast.browser("delegate")
    made = webhook_of(cast.delegate, cast.lakeside)
    page, own = (url(one, made.webhook.uid) for one in ("rotate_webhook_secret", "aco_webhook"))
    shown = browser.get(page).context["shows"]
    wrong = browser.post(page, {"code": "000000", "shown": shown})
    assert "whsec_" not in wrong.content.decode()
    code = fresh_code(cast.delegate)
    answer = browser.post(page, {"code": code, "shown": shown})
    assert "no-store" in answer["Cache-Control"]
    webhook = Webhook.objects.get()
    assert webhook.secret in answer.content.decode()
    assert made.secret not in answer.content.decode()
    assert webhook.signing_secrets == [webhook.secret, made.secret]
    after = browser.get(own).content.decode()
    assert "the one before signs too until" in after
    assert "whsec_" not in after
    told = Notification.objects.filter(data__what="Webhook secret rotated")
    assert {one.person_id for one in told} == {executive.pk, cast.delegate.pk}
    assert "whsec_" not in str(list(told.values()))
    activity = browser.get(reverse("activity", args=["A9101"])).context["entries"]
    assert "rotated the secret of the webhook http://127.0.0.1:9/" in activity[0].sentence


@pytest.mark.rule("E3")
def test_a_page_that_is_out_of_date_rotates_nothing(cast: Cast) -> None:
    made = webhook_of(cast.delegate, cast.lakeside)
    browser, page = cast.browser("delegate"), url("rotate_webhook_secret", made.webhook.uid)
    shown = browser.get(page).context["shows"]
    secret = rotated(cast.delegate, cast.lakeside, made.webhook).secret
    answer = browser.post(page, {"code": fresh_code(cast.delegate), "shown": shown})
    assert "Something has changed since this page was made" in answer.content.decode()
    assert answer.context["shows"] != shown
    assert Webhook.objects.get().signing_secrets == [secret, made.secret]


@pytest.mark.rule("A6")
def test_a_wrong_code_adds_nothing(cast: Cast) -> None:
    answer = cast.browser("delegate").post(url("new_webhook"), typed(cast, code="000000"))
    assert answer.status_code == 200
    assert not Webhook.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "http://receiver.example/",
        "https://me:secret@receiver.example/",
        "https://receiver.example:22/",
        "ftp://receiver.example/",
        "receiver.example",
    ],
)
def test_an_address_that_is_not_reached_is_refused(address: str, cast: Cast, settings: Any) -> None:
    settings.WEBHOOKS_REACH_INSIDE = False
    answer = cast.browser("delegate").post(url("new_webhook"), typed(cast, url=address))
    assert "Correct 1 error" in answer.content.decode()
    assert not Webhook.objects.exists()


def test_one_address_stands_once_and_five_are_enough(cast: Cast) -> None:
    webhook_of(cast.delegate, cast.lakeside, "https://receiver.example/acoms")
    browser = cast.browser("delegate")
    twice = browser.post(url("new_webhook"), typed(cast))
    assert "has a webhook with this address already" in twice.content.decode()
    for number in range(4):
        webhook_of(cast.delegate, cast.lakeside, f"https://receiver.example/{number}")
    sixth = browser.post(url("new_webhook"), typed(cast, url="https://receiver.example/6"))
    assert "5 webhooks at most" in sixth.content.decode()


def test_a_test_is_sent_and_what_came_of_it_is_shown(cast: Cast, receiver: Receiver) -> None:
    webhook = webhook_of(cast.delegate, cast.lakeside, receiver.url).webhook
    browser = cast.browser("delegate")
    browser.post(url("test_webhook", webhook.uid))
    receiver.answers = [500]
    send_due()
    page = browser.get(url("aco_webhook", webhook.uid)).content.decode()
    assert "webhook.test" in page
    assert "Trying again" in page
    assert "It answered 500." in page
    assert b'"type":"webhook.test"' in receiver.came[0][1]


def test_what_is_over_is_sent_again_under_its_id(cast: Cast, receiver: Receiver) -> None:
    webhook = webhook_of(cast.delegate, cast.lakeside, receiver.url).webhook
    browser = cast.browser("delegate")
    browser.post(url("test_webhook", webhook.uid))
    send_due()
    delivery = WebhookDelivery.objects.get()
    answer = browser.post(url("send_webhook_again", webhook.uid, delivery.uid), follow=True)
    assert "It is sent again." in answer.content.decode()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.status, delivery.tried_at) == ("Waiting", None, None)
    send_due()
    ids = [headers["webhook-id"] for headers, _ in receiver.came]
    assert ids == [str(delivery.uid)] * 2


def test_one_that_was_turned_off_is_turned_on_again(cast: Cast, receiver: Receiver) -> None:
    webhook = webhook_of(cast.delegate, cast.lakeside, receiver.url).webhook
    browser = cast.browser("delegate")
    browser.post(url("test_webhook", webhook.uid))
    receiver.answers = [410]
    send_due()
    refused = browser.post(url("test_webhook", webhook.uid), follow=True).content.decode()
    assert "This webhook is turned off." in refused
    browser.post(url("turn_on_webhook", webhook.uid), {"code": fresh_code(cast.delegate)})
    assert Webhook.objects.get().state == "Working"


def test_a_deleted_one_is_told_nothing_more(cast: Cast, receiver: Receiver) -> None:
    webhook = webhook_of(cast.delegate, cast.lakeside, receiver.url).webhook
    browser = cast.browser("delegate")
    browser.post(url("test_webhook", webhook.uid))
    browser.post(url("delete_webhook", webhook.uid), {"code": fresh_code(cast.delegate)})
    send_due()
    assert receiver.came == []
    assert browser.get(url("aco_webhook", webhook.uid)).status_code == 404
    assert WebhookDelivery.objects.get().state == "Not delivered"


def test_the_pages_take_the_same_queries_with_one_row_and_a_hundred(cast: Cast) -> None:
    webhook = webhook_of(cast.delegate, cast.lakeside).webhook
    browser = cast.browser("delegate")
    pages = (url(), url("aco_webhook", webhook.uid))

    def more(count: int) -> None:
        Webhook.objects.bulk_create(
            Webhook(
                aco=cast.lakeside,
                url=f"https://{count}.example/{n}",
                codes=["contacts.changed"],
                secret="x",
                made_by=cast.delegate,
            )
            for n in range(count)
        )
        WebhookDelivery.objects.bulk_create(
            WebhookDelivery(webhook=webhook, code="webhook.test", subject=f"{count}.{n}")
            for n in range(count)
        )

    counts = []
    for count in (1, 99):
        more(count)
        for page in pages:
            browser.get(page)
            with CaptureQueriesContext(connection) as queries:
                browser.get(page)
            counts.append(len(queries))
    assert counts[:2] == counts[2:]


def test_cms_staff_see_it_with_its_last_answer_its_messages_and_its_history(
    cast: Cast, receiver: Receiver
) -> None:
    webhook = webhook_of(cast.delegate, cast.lakeside, receiver.url).webhook
    message_of(make_aco("A9102"), cast.delegate, url=receiver.url)
    page = reverse("admin:api_webhooks_webhook_change", args=[webhook.pk])
    staff = cast.browser("cms_viewer")
    assert "Nothing was sent in the last 30 days" in staff.get(page).content.decode()
    browser = cast.browser("delegate")
    for answer in (204, 500):
        browser.post(url("test_webhook", webhook.uid))
        receiver.answers = [answer]
        send_due()
    said = staff.get(page).content.decode()
    assert "It answered 500." in said
    assert "Failing" in said
    found = re.search(r'href="([^"]*webhookdelivery/\?[^"]*)">2<', said)
    assert found
    shown = staff.get(found[1]).context["cl"].result_list
    assert [one.state for one in shown] == ["Trying again", "Delivered"]
    history = staff.get(reverse("admin:api_webhooks_webhook_history", args=[webhook.pk]))
    assert f"added the webhook {receiver.url}" in history.content.decode()
