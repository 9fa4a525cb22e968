"""What happens reaches the ACO's webhooks: signed, once, and again until it is taken."""

import json
import socket
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings as django_settings
from django.db import transaction
from django.utils import timezone

from acoms.settings import base
from api.webhooks.actions import delete_webhook, forget_old, send_due, sending
from api.webhooks.models import Webhook, WebhookDelivery
from api.webhooks.rules import signed
from api.webhooks.sending import Answer, post
from contacts.actions import end_types
from contacts.models import Contact, HeldType
from documents.files.models import PublishedFile
from documents.files.types import Place
from notifications.models import Notification
from participants.lists.actions.correcting import save_participant
from tests.api.credentials.keeping import agreement_is_over
from tests.api.webhooks.receiver import Receiver, rotated, webhook_of
from tests.cast import Cast, make_aco, make_contact, make_participant, make_person
from tests.documents.files.published import publish_file
from tests.signing.events import fresh_code

FILE = "P.A9101.ACO.BNMRK.Y26.D260211.T1435560.txt"


def waiting() -> list[tuple[str, dict[str, Any]]]:
    return [(one.code, one.said()) for one in WebhookDelivery.objects.waiting().order_by("pk")]


@pytest.mark.rule("E5")
def test_a_file_is_told_and_signed(cast: Cast, receiver: Receiver) -> None:
    made = webhook_of(cast.delegate, cast.lakeside, receiver.url)
    publish_file(cast.lakeside, FILE)
    assert send_due() == 1
    ((headers, body),) = receiver.came
    said = json.loads(body)
    assert said["type"] == "data_hub.file.delivered"
    file_id = said["data"].pop("file_id")
    assert file_id == str(PublishedFile.objects.get().public_id)
    assert said["data"] == {"aco_id": "A9101", "name": FILE, "type": 115, "version": 1}
    delivery = WebhookDelivery.objects.get()
    assert headers["webhook-id"] == str(delivery.uid)
    moment = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)
    expected = signed([made.secret], str(delivery.uid), moment, body)
    assert headers["webhook-signature"] == expected["webhook-signature"]
    assert (delivery.state, delivery.status, delivery.attempts) == ("Delivered", 204, 1)
    assert send_due() == 0


def test_a_file_that_is_delivered_again_is_told_again(cast: Cast) -> None:
    webhook_of(cast.delegate, cast.lakeside)
    publish_file(cast.lakeside, FILE)
    publish_file(cast.lakeside, FILE, b"corrected")
    publish_file(cast.lakeside, FILE, b"corrected")  # the same again is nothing new
    assert [data["version"] for _, data in waiting()] == [1, 2]


def test_reports_and_files_of_other_acos_are_not_told(cast: Cast) -> None:
    webhook_of(cast.delegate, cast.lakeside)
    publish_file(cast.lakeside, "report.pdf", place=Place.REPORTING)
    publish_file(make_aco("A9102", "Harbor"), "P.A9102.ACO.BNMRK.Y26.D260211.T1435560.txt")
    assert waiting() == []


def test_a_file_is_told_once_it_is_scanned(cast: Cast, settings: Any) -> None:
    from documents.files.actions.scanning import _write
    from documents.files.rules import Scan
    from documents.files.scanning import Answer

    settings.CLAMAV_ADDRESS = "nobody:3310"
    webhook_of(cast.delegate, cast.lakeside)
    version = publish_file(cast.lakeside, FILE)
    infected = publish_file(cast.lakeside, FILE.replace("D260211", "D260212"))
    assert waiting() == []
    _write(version, Answer(Scan.CLEAN))
    _write(version, Answer(Scan.CLEAN))
    _write(infected, Answer(Scan.INFECTED, "EICAR"))
    assert len(waiting()) == 1


def test_a_changed_contact_is_told_without_names(cast: Cast) -> None:
    executive = cast.exec
    webhook_of(cast.delegate, cast.lakeside)
    contact = make_contact(cast.lakeside, make_person("new"), ["other"])
    assert waiting() == [("contacts.changed", {"aco_id": "A9101"})]
    end_types(acting_person=executive, contact=contact, codes=["other"], reason="Left")
    with transaction.atomic():
        make_contact(cast.lakeside, make_person("one"), ["other"])
        make_contact(cast.lakeside, make_person("two"), ["other"])
    # In a test all is one transaction, and so is told once.
    assert len(waiting()) == 1


def test_a_changed_list_is_told_without_tins(cast: Cast) -> None:
    webhook_of(cast.delegate, cast.lakeside)
    participant = make_participant(cast.lakeside)
    participant.effective_until = date(2027, 1, 1)
    save_participant(acting_person=cast.cms_staff, participant=participant, reason="By letter")
    assert waiting() == [("participants.changed", {"aco_id": "A9101"})]


@pytest.mark.rule("E6")
def test_what_is_undone_is_not_told(cast: Cast) -> None:
    webhook_of(cast.delegate, cast.lakeside)
    with transaction.atomic():
        publish_file(cast.lakeside, FILE)
        transaction.set_rollback(True)
    assert waiting() == []


def test_a_webhook_hears_what_it_asked_for(cast: Cast) -> None:
    webhook_of(cast.delegate, cast.lakeside, codes=["participants.changed"])
    publish_file(cast.lakeside, FILE)
    assert waiting() == []


@pytest.mark.rule("A6")
def test_an_aco_without_a_credential_delegate_is_told_nothing(cast: Cast) -> None:
    executive, delegate = cast.exec, cast.delegate
    webhook_of(delegate, cast.lakeside)
    contact = Contact.objects.get(person=delegate)
    end_types(
        acting_person=executive, contact=contact, codes=["credential_delegate"], reason="Left"
    )
    WebhookDelivery.objects.all().delete()
    publish_file(cast.lakeside, FILE)
    assert waiting() == []


def lose_the_delegate(cast: Cast) -> None:
    """One of another ACO does not stand in."""
    make_contact(make_aco("A9102", "Harbor"), make_person("dana_reyes"), ["credential_delegate"])
    HeldType.objects.filter(contact__person=cast.delegate).update(
        ended_at=timezone.now(), end_reason="Left."
    )


@pytest.mark.rule("A6")
@pytest.mark.rule("J4")
@pytest.mark.parametrize(
    "end",
    [
        lose_the_delegate,
        lambda cast: agreement_is_over(cast.cms_staff, cast.lakeside),
        lambda _: Webhook.objects.update(ended_at=timezone.now()),
    ],
)
def test_what_waits_is_not_sent_once_nobody_is_to_be_told(
    end: Callable[[Cast], None], cast: Cast, receiver: Receiver
) -> None:
    webhook_of(cast.delegate, cast.lakeside, receiver.url)
    publish_file(cast.lakeside, FILE)
    assert len(waiting()) == 1
    end(cast)
    send_due()
    assert receiver.came == []
    WebhookDelivery.objects.update(happened_at=timezone.now() - timedelta(days=31))
    forget_old()
    assert waiting() == []


def two_messages(cast: Cast) -> Webhook:
    made = webhook_of(cast.delegate, cast.lakeside)
    publish_file(cast.lakeside, FILE)
    publish_file(cast.lakeside, FILE.replace("D260211", "D260212"))
    return made.webhook


def test_a_webhook_has_one_message_on_its_way_at_a_time(cast: Cast) -> None:
    two_messages(cast)
    (first,) = sending._claim()
    assert sending._claim() == [], "another worker waits for its turn"
    sending._note(first, Answer(204))
    (second,) = sending._claim()
    assert second.pk > first.pk
    Webhook.objects.update(busy_until=timezone.now())
    assert sending._claim() == [second], "who had claimed it has died"


def test_what_has_waited_longest_is_sent_first(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    webhook_of(cast.delegate, cast.lakeside)
    later = webhook_of(cast.delegate, cast.lakeside, "http://127.0.0.1:9/second").webhook
    publish_file(cast.lakeside, FILE)
    later.deliveries.update(due_at=timezone.now() - timedelta(minutes=1))
    monkeypatch.setattr(sending, "BATCH", 1)
    assert [one.webhook for one in sending._claim()] == [later]


@pytest.mark.rule("E6")
@pytest.mark.parametrize(("status", "state"), [(204, "Delivered"), (500, "Not delivered")])
def test_one_that_is_deleted_while_it_is_told_takes_what_is_on_its_way(
    status: int, state: str, cast: Cast
) -> None:
    webhook = two_messages(cast)
    (first,) = sending._claim()
    code = fresh_code(cast.delegate)
    delete_webhook(acting_person=cast.delegate, aco=cast.lakeside, webhook=webhook, code=code)
    assert sending._note(first, Answer(status)) is (status == 204)
    first.refresh_from_db()
    assert first.state == state
    assert waiting() == []


@pytest.mark.rule("E6")
def test_each_is_let_go_as_it_answers(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    webhook_of(cast.delegate, cast.lakeside, "http://127.0.0.1:9/slow")
    webhook_of(cast.delegate, cast.lakeside, "http://127.0.0.1:9/quick")
    publish_file(cast.lakeside, FILE)
    noted, note = threading.Event(), sending._note

    def post(url: str, *_: Any) -> Answer:
        return Answer(204 if url.endswith("quick") or noted.wait(5) else 500)

    def noting(*given: Any) -> bool:
        noted.set()
        return note(*given)

    monkeypatch.setattr(sending, "post", post)
    monkeypatch.setattr(sending, "_note", noting)
    assert send_due() == 2


@pytest.mark.rule("E6")
@pytest.mark.parametrize(
    ("status", "over"), [(410, "The webhook was turned off."), (500, "The webhook was deleted.")]
)
def test_what_is_given_up_still_says_what_failed(status: int, over: str, cast: Cast) -> None:
    webhook = two_messages(cast)
    (first,) = sending._claim()
    sending._note(first, Answer(status, "It failed."))
    if status != 410:
        code = fresh_code(cast.delegate)
        delete_webhook(acting_person=cast.delegate, aco=cast.lakeside, webhook=webhook, code=code)
    failures = webhook.deliveries.order_by("pk").values_list("failure", flat=True)
    assert list(failures) == ["It failed.", over]
    assert WebhookDelivery.objects.failed().count() == (2 if status == 410 else 0)


@pytest.mark.rule("E6")
@pytest.mark.parametrize("answer", [500, 404, 302, 301])
def test_what_is_not_taken_is_tried_again(answer: int, cast: Cast, receiver: Receiver) -> None:
    webhook_of(cast.delegate, cast.lakeside, receiver.url)
    publish_file(cast.lakeside, FILE)
    receiver.answers = [answer]
    assert send_due() == 0
    delivery = WebhookDelivery.objects.get()
    assert (delivery.state, delivery.status) == ("Trying again", answer)
    assert delivery.due_at > timezone.now()
    assert Webhook.objects.get().state == "Failing"
    WebhookDelivery.objects.update(due_at=timezone.now())
    assert send_due() == 1
    assert [body for _, body in receiver.came] == [receiver.came[0][1]] * 2
    assert receiver.came[0][0]["webhook-id"] == receiver.came[1][0]["webhook-id"]
    assert Webhook.objects.get().state == "Working"


@pytest.mark.rule("E6")
def test_one_that_fails_holds_up_its_own_messages_and_nobody_elses(
    cast: Cast, receiver: Receiver
) -> None:
    webhook_of(cast.delegate, cast.lakeside)  # nobody answers there
    webhook_of(cast.delegate, cast.lakeside, receiver.url)
    publish_file(cast.lakeside, FILE)
    publish_file(cast.lakeside, FILE.replace("D260211", "D260212"))
    assert send_due() == 2
    assert [json.loads(body)["data"]["name"] for _, body in receiver.came] == [
        FILE,
        FILE.replace("D260211", "D260212"),
    ]
    tried = WebhookDelivery.objects.waiting().values_list("attempts", flat=True).order_by("pk")
    assert list(tried) == [1, 0]


def test_after_a_day_it_is_given_up_and_still_seen(cast: Cast) -> None:
    webhook_of(cast.delegate, cast.lakeside)
    publish_file(cast.lakeside, FILE)
    WebhookDelivery.objects.update(attempts=10)
    assert send_due() == 0
    delivery = WebhookDelivery.objects.get()
    assert (delivery.state, delivery.failure) == ("Not delivered", "Nobody answers there.")
    WebhookDelivery.objects.update(happened_at=timezone.now() - timedelta(days=31))
    forget_old()
    assert not WebhookDelivery.objects.exists()


@pytest.mark.parametrize("gone", [True, False])
def test_one_that_nothing_reaches_for_days_is_turned_off_and_people_are_told(
    gone: bool, cast: Cast, receiver: Receiver
) -> None:
    executive = cast.exec
    webhook_of(cast.delegate, cast.lakeside, receiver.url)
    publish_file(cast.lakeside, FILE)
    if not gone:
        Webhook.objects.update(failing_since=timezone.now() - timedelta(days=3))
    receiver.answers = [410 if gone else 500]
    send_due()
    assert Webhook.objects.get().state == "Turned off"
    assert WebhookDelivery.objects.get().state == "Not delivered"
    told = Notification.objects.filter(kind="webhook_turned_off")
    assert {one.person_id for one in told} == {executive.pk, cast.delegate.pk}
    publish_file(cast.lakeside, FILE, b"more")
    assert WebhookDelivery.objects.count() == 1


@pytest.mark.rule("E5")
def test_a_name_that_leads_inside_is_not_reached(
    settings: Any, monkeypatch: pytest.MonkeyPatch, receiver: Receiver
) -> None:
    settings.WEBHOOKS_REACH_INSIDE = False
    assert base.WEBHOOKS_REACH_INSIDE is False
    assert django_settings.WEBHOOKS_REACH_INSIDE is False
    inside = "Its name does not lead to an address on the public internet."
    assert post(f"{receiver.url}/", {}, b"").failure == inside
    port = int(receiver.url.rpartition(":")[2])
    outside = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", port))
    within = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [outside, within])
    assert post("https://rebinding.example/", {}, b"").failure == inside
    assert receiver.came == []


@pytest.mark.rule("E5")
def test_the_address_that_was_judged_is_the_one_connected_to(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.WEBHOOKS_REACH_INSIDE = False
    outside = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", 443))
    asked: list[Any] = []

    def connect(address: Any, *arguments: Any) -> Any:
        asked.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [outside])
    monkeypatch.setattr(socket, "create_connection", connect)
    assert post("https://receiver.example/", {}, b"").failure == "Nobody answers there."
    assert asked == [("8.8.8.8", 443)]


@pytest.mark.rule("E5")
def test_the_secrets_cannot_be_read_in_the_database(cast: Cast) -> None:
    from django.db import connection

    made = webhook_of(cast.delegate, cast.lakeside)
    renewed = rotated(cast.delegate, cast.lakeside, made.webhook)
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret || secret_before FROM api_webhooks_webhook")
        ((kept,),) = cursor.fetchall()
    for one in (made, renewed):
        assert one.secret.removeprefix("whsec_") not in kept


@pytest.mark.rule("E5")
def test_the_secret_before_signs_for_a_day_and_is_forgotten(cast: Cast) -> None:
    made = webhook_of(cast.delegate, cast.lakeside)
    second = rotated(cast.delegate, cast.lakeside, made.webhook)
    assert Webhook.objects.get().signing_secrets == [second.secret, made.secret]
    third = rotated(cast.delegate, cast.lakeside, made.webhook)
    forget_old()
    assert Webhook.objects.get().signing_secrets == [third.secret, second.secret]
    with time_machine.travel(timezone.now() + timedelta(hours=24)):
        assert Webhook.objects.get().signing_secrets == [third.secret]
        forget_old()
    assert Webhook.objects.get().secret_before == ""
