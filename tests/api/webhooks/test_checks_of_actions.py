"""Whose webhook it is, and what may be done with it: each fails where the check is left out."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone

from accounts.errors import WrongCode
from acoms.access import Refused
from api.webhooks.actions import (
    create_webhook,
    delete_webhook,
    forget_old,
    rotate_secret,
    send_again,
    send_test,
    turn_on,
)
from api.webhooks.errors import WebhookError
from api.webhooks.models import Webhook, WebhookDelivery
from api.webhooks.rules import TEST
from tests.api.webhooks.receiver import webhook_of
from tests.cast import Cast, make_aco, make_contact
from tests.signing.events import fresh_code

pytestmark = pytest.mark.rule("A6")

ADDRESS = "https://receiver.example/acoms"
CODED: dict[str, Callable[..., Any]] = {
    "rotate": partial(rotate_secret, shown=None),
    "delete": delete_webhook,
    "turn on": turn_on,
}


def given_up(webhook: Webhook, subject: str = "") -> WebhookDelivery:
    return WebhookDelivery.objects.create(
        webhook=webhook, code=TEST, subject=subject, given_up_at=timezone.now()
    )


def create(cast: Cast, **changes: Any) -> None:
    asked = {
        "acting_person": cast.delegate,
        "aco": cast.lakeside,
        "url": ADDRESS,
        "codes": ["contacts.changed"],
        **changes,
    }
    create_webhook(**asked, code=fresh_code(asked["acting_person"]))


def every_action(cast: Cast, webhook: Webhook, **who: Any) -> list[Callable[[], Any]]:
    asked = {"acting_person": cast.delegate, "aco": cast.lakeside, **who}
    coded = {"code": fresh_code(asked["acting_person"]), "webhook": webhook}
    return [
        *(partial(act, **asked, **coded) for act in CODED.values()),
        partial(send_test, **asked, webhook=webhook),
        partial(send_again, **asked, delivery=given_up(webhook)),
    ]


@pytest.mark.parametrize("role", ["exec", "outsider", "cms_staff"])
def test_nobody_but_a_credential_delegate_does_anything(cast: Cast, role: str) -> None:
    person = getattr(cast, role)
    webhook = webhook_of(cast.delegate, cast.lakeside, ADDRESS).webhook
    for act in every_action(cast, webhook, acting_person=person):
        with pytest.raises(Refused):
            act()
    with pytest.raises(Refused):
        create(cast, acting_person=person, url=f"{ADDRESS}/second")
    assert Webhook.objects.count() == 1


def test_a_webhook_of_another_aco_is_not_found(cast: Cast) -> None:
    harbor = make_aco("A9102", "Harbor ACO")
    make_contact(harbor, cast.delegate, ["credential_delegate"])
    webhook = webhook_of(cast.delegate, harbor, ADDRESS).webhook
    for act in every_action(cast, webhook):
        with pytest.raises(ObjectDoesNotExist):
            act()


def test_what_was_deleted_stays_so(cast: Cast) -> None:
    webhook = webhook_of(cast.delegate, cast.lakeside, ADDRESS).webhook
    Webhook.objects.update(ended_at=timezone.now())
    for act in every_action(cast, webhook):
        with pytest.raises(WebhookError, match="was deleted"):
            act()


def test_to_one_that_is_turned_off_nothing_is_sent(cast: Cast) -> None:
    webhook = webhook_of(cast.delegate, cast.lakeside, ADDRESS).webhook
    Webhook.objects.update(off_at=timezone.now())
    *_, test, again = every_action(cast, webhook)
    for act in (test, again):
        with pytest.raises(WebhookError, match="turned off"):
            act()
    assert not WebhookDelivery.objects.waiting().exists()


@pytest.mark.parametrize("action", CODED)
def test_without_a_right_code_nothing_changes(cast: Cast, action: str) -> None:
    webhook = webhook_of(cast.delegate, cast.lakeside, ADDRESS).webhook
    Webhook.objects.update(off_at=timezone.now())
    before = Webhook.objects.values().get()
    with pytest.raises(WrongCode):
        CODED[action](
            acting_person=cast.delegate, aco=cast.lakeside, webhook=webhook, code="000000"
        )
    assert Webhook.objects.values().get() == before


@pytest.mark.parametrize("codes", [[], ["contacts.changed", "made.up"]])
def test_a_program_is_told_of_what_there_is(cast: Cast, codes: list[str]) -> None:
    with pytest.raises(WebhookError, match="Choose what"):
        create(cast, codes=codes)


def test_other_acos_and_deleted_ones_hold_no_address(cast: Cast) -> None:
    harbor = make_aco("A9102", "Harbor ACO")
    make_contact(harbor, cast.delegate, ["credential_delegate"])
    for number in range(5):
        webhook_of(cast.delegate, harbor, f"{ADDRESS}/{number}")
    create(cast, url=f"{ADDRESS}/0")
    Webhook.objects.filter(aco=cast.lakeside).update(ended_at=timezone.now())
    create(cast, url=f"{ADDRESS}/0")


def test_only_that_message_is_sent_again_and_only_once_it_is_over(cast: Cast) -> None:
    webhook = webhook_of(cast.delegate, cast.lakeside, ADDRESS).webhook
    over = given_up(webhook, "one")
    given_up(webhook, "another")
    due = timezone.now() + timedelta(hours=1)
    waits = WebhookDelivery.objects.create(webhook=webhook, code=TEST, due_at=due)
    for delivery in (over, waits):
        send_again(acting_person=cast.delegate, aco=cast.lakeside, delivery=delivery)
    assert set(WebhookDelivery.objects.waiting()) == {over, waits}
    waits.refresh_from_db()
    assert waits.due_at == due, "it is on its way already"


def test_secrets_that_still_sign_are_not_forgotten(cast: Cast) -> None:
    first = webhook_of(cast.delegate, cast.lakeside, f"{ADDRESS}/1")
    second = webhook_of(cast.delegate, cast.lakeside, f"{ADDRESS}/2")
    for made in (first, second):
        rotate_secret(
            acting_person=cast.delegate,
            aco=cast.lakeside,
            webhook=made.webhook,
            code=fresh_code(cast.delegate),
            shown=None,
        )
    long_ago = timezone.now() - timedelta(days=2)
    Webhook.objects.filter(pk=second.webhook.pk).update(rotated_at=long_ago)
    forget_old()
    kept = [one.secret_before for one in Webhook.objects.order_by("pk")]
    assert kept == [first.secret, ""]
