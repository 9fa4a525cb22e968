"""Signing Events for tests: written and opened by CMS staff, by the actions."""

import hashlib
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Person
from contacts.models import Aco
from signing.actions import (
    Reading,
    open_event,
    open_ready,
    reading_of,
    sign_document,
    write_event,
)
from signing.actions.events import Draft
from signing.models import AcoEvent, DocumentVersion, EventDocument, Signature, SigningEvent
from signing.models.events import NEEDED_TO_OPEN
from signing.rules import signing_type
from tests.cast import Cast, make_contact, make_person
from tests.signing_in import authenticator_code, give_second_factor

SIGNERS = ("exec", "signer", "second_signer", "dua_requestor")
THREE = {"compliance": 1, "cehrt": 2, "dua": 1}


def all_signers(cast: Cast) -> None:
    """Lakeside has all who sign, and a custodian."""
    for role in SIGNERS:
        getattr(cast, role)
    if not Person.objects.filter(user_id="the_custodian").exists():
        make_contact(cast.lakeside, make_person("the_custodian"), ["dua_custodian"])


def written(
    cast: Cast,
    needed: Mapping[str, int] = THREE,
    *,
    due_in: int = 20,
    opens_on: date | None = None,
    acos: list[Aco] | None = None,
) -> SigningEvent:
    """An event that CMS has not opened yet."""
    today = timezone.localdate()
    draft = Draft(
        title="2027 Signing Event",
        performance_year=2027,
        opens_on=opens_on or today,
        due_on=today + timedelta(days=due_in),
        needed=needed,
    )
    return write_event(acting_person=cast.cms_staff, draft=draft, acos=acos or [cast.lakeside])


def opened(cast: Cast, needed: Mapping[str, int] = THREE, **how: Any) -> AcoEvent:
    """Lakeside's event, open."""
    all_signers(cast)
    event = written(cast, needed, **how)
    open_event(acting_person=cast.cms_staff, event=event)
    open_ready()
    return AcoEvent.objects.select_related("event", "aco").get(event=event, aco=cast.lakeside)


def open_for(aco: Aco, staff: Person) -> AcoEvent:
    """An open event of an ACO alone, which has people of its own for what it lacks."""
    for code in NEEDED_TO_OPEN:
        if not aco.held_types.filter(type=code, ended_at=None).exists():
            make_contact(aco, make_person(f"{code}_{aco.aco_id}".lower()), [code])
    today = timezone.localdate()
    draft = Draft(
        title=f"Event of {aco.aco_id}",
        performance_year=2027,
        opens_on=today,
        due_on=today + timedelta(days=20),
        needed={"compliance": 1},
    )
    event = write_event(acting_person=staff, draft=draft, acos=[aco])
    open_event(acting_person=staff, event=event)
    open_ready()
    return AcoEvent.objects.select_related("event", "aco").get(event=event)


def signed_for(aco: Aco) -> Signature:
    """The open event's document, signed by the ACO's Authorized to Sign (primary)."""
    own = AcoEvent.objects.select_related("event", "aco").get(aco=aco)
    held = aco.held_types.select_related("contact__person").get(
        type="authorized_to_sign_primary", ended_at=None
    )
    return sign(held.contact.person, own)


def document(own: AcoEvent, kind: str = "compliance") -> EventDocument:
    return EventDocument.objects.select_related("event").get(event=own.event, kind=kind)


def read_by(person: Person, own: AcoEvent, kind: str = "compliance", as_type: str = "") -> Reading:
    """What the page shows a signer."""
    version = DocumentVersion.objects.current().get(document=document(own, kind))
    held = [
        one.type
        for contact in own.aco.contacts.filter(person=person)
        for one in contact.held_types.filter(ended_at=None)
    ]
    _, pdf = reading_of(version, own)
    return Reading(
        version=version.number,
        sha256=hashlib.sha256(pdf).hexdigest(),
        contact_type=as_type or signing_type(held, version.document.kind_row),
    )


def fresh_code(person: Person) -> str:
    """A code of the person's app that was not used yet."""
    app = give_second_factor(person)
    type(app).objects.filter(pk=app.pk).update(last_t=-1)
    return authenticator_code(person)


def sign(person: Person, own: AcoEvent, kind: str = "compliance", **how: Any) -> Signature:
    """Sign as the page would: with what was read, the full name and a fresh code."""
    said = {
        "read": how.pop("read", None) or read_by(person, own, kind),
        "name": person.full_name,
        "code": how.pop("code", None) or fresh_code(person),
        **how,
    }
    return sign_document(acting_person=person, aco=own.aco, document=document(own, kind), **said)
