"""A made-up Signing Event, open for Lakeside and half signed, that waits for the other ACOs."""

import base64
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django_otp.oath import TOTP

from accounts.models import AuthenticatorApp, Person
from contacts.models import Aco
from signing.actions import (
    Reading,
    open_event,
    open_ready,
    reading_of,
    say_concern,
    sign_document,
    write_event,
)
from signing.actions.events import Draft
from signing.kinds import KindCode
from signing.models import AcoEvent, DocumentVersion, SigningEvent
from signing.paper.making import sha256

# Each kind of document, and how many people sign it.
NEEDED = {
    KindCode.PARTICIPANT_LIST.value: 1,
    KindCode.COMPLIANCE.value: 1,
    KindCode.CEHRT.value: 2,
    KindCode.DUA.value: 1,
}


def load_signing_event(people: Mapping[str, Person], acos: Mapping[str, Aco]) -> None:
    """The event of next year; Sam Ortiz has signed two of its documents, one of them as the first
    of two."""
    if SigningEvent.objects.exists():
        return
    today, staff = timezone.localdate(), people["casey.staff"]
    year = today.year + 1
    draft = Draft(
        title=f"{year} Signing Event",
        performance_year=year,
        opens_on=today,
        due_on=today + timedelta(days=32),
        needed=NEEDED,
    )
    event = write_event(acting_person=staff, draft=draft, acos=list(acos.values()))
    open_event(acting_person=staff, event=event)
    open_ready()
    own = AcoEvent.objects.select_related("event", "aco").get(event=event, aco=acos["A9001"])
    sam = people["sam.ortiz"]
    for kind in (KindCode.COMPLIANCE, KindCode.CEHRT):
        _sign(sam, own, kind.value)
    document = event.documents.get(kind=KindCode.CEHRT.value)
    text = "Two of our practices change their system in March. Do they count for the whole year?"
    say_concern(acting_person=sam, aco=own.aco, document=document, text=text)


def _sign(signer: Person, own: AcoEvent, kind: str) -> None:
    version: Any = DocumentVersion.objects.current().get(
        document__event=own.event, document__kind=kind
    )
    _, pdf = reading_of(version, own)
    with shown_code(signer) as code:
        sign_document(
            acting_person=signer,
            aco=own.aco,
            document=version.document,
            read=Reading(version=version.number, sha256=sha256(pdf), contact_type="aco_executive"),
            name=signer.full_name,
            code=code,
        )


@contextmanager
def shown_code(person: Person) -> Iterator[str]:
    """What the person's app shows. It may be used once more: somebody may sign in with it now."""
    app = AuthenticatorApp.objects.get(user=person)
    totp = TOTP(base64.b32decode(app.key))
    totp.time = time.time()
    yield f"{totp.token():06d}"
    AuthenticatorApp.objects.filter(pk=app.pk).update(last_t=-1)
