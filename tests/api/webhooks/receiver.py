"""A program of an ACO's that webhooks tell things, and webhooks that tests make."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from django.db.models import Model

from accounts.models import Person
from acoms.api.happenings import happenings
from api.webhooks.actions import Made, create_webhook, rotate_secret
from api.webhooks.models import Webhook, WebhookDelivery
from contacts.models import Aco
from tests.signing.events import fresh_code


@dataclass
class Receiver:
    """What came to it; `answers` are its next ones, then 204."""

    url: str = ""
    came: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)


@contextmanager
def running_receiver() -> Iterator[Receiver]:
    receiver = Receiver()

    class Door(BaseHTTPRequestHandler):
        def log_message(self, *arguments: Any) -> None: ...

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.came.append(({k.lower(): v for k, v in self.headers.items()}, body))
            self.send_response(receiver.answers.pop(0) if receiver.answers else 204)
            self.send_header("Location", f"{receiver.url}/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    receiver.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def webhook_of(
    person: Person, aco: Aco, url: str = "http://127.0.0.1:9/", codes: Collection[str] = ()
) -> Made:
    """A webhook that hears of everything, unless `codes` say what."""
    codes = codes or [one.code for one in happenings()]
    return create_webhook(
        acting_person=person, aco=aco, url=url, codes=codes, code=fresh_code(person)
    )


def rotated(person: Person, aco: Aco, webhook: Webhook, shown: str | None = None) -> Made:
    return rotate_secret(
        acting_person=person, aco=aco, webhook=webhook, code=fresh_code(person), shown=shown
    )


def message_of(aco: Aco, person: Person, number: int = 0, url: str = "") -> WebhookDelivery:
    """Something that a webhook of the ACO was told."""
    webhook = Webhook.objects.create(
        aco=aco,
        url=url or f"https://receiver.example/{number}",
        codes=["contacts.changed"],
        secret="whsec_c2VjcmV0",
        made_by=person,
    )
    return WebhookDelivery.objects.create(webhook=webhook, code="contacts.changed")


# What the admin lists, each with how one more is made.
RECORDS: dict[type[Model], Callable[[Any, int], Any]] = {
    Webhook: lambda cast, n: message_of(cast.lakeside, cast.delegate, n),
    WebhookDelivery: lambda cast, n: message_of(cast.lakeside, cast.delegate, n + 100),
}
