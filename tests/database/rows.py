"""A valid row of any table, written past every action, form and `save()`."""

import itertools
import uuid
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone

from accounts.models import Person
from accounts.registration.models import Registration
from activity.models import Seal
from api.credentials.models import ClientId, Credentials
from api.tokens.models import WrongSecrets
from api.webhooks.models import Webhook
from contacts.models import Aco, Contact, ContactAttestation, HeldType
from documents.correspondence.models import Copy, Delivery
from documents.files.models import Download, FileVersion, PublishedFile
from documents.library.models import Article, LibraryFile, Opinion, Section, Version
from helpdesk.models import Ticket
from invitations.models import Invitation
from notifications.models import Notification
from participants.certification.models import CertifiedList
from participants.changes.models import Attachment, ChangeRequest, ParticipantAgreement
from participants.lists.models import Participant, ProviderSupplier
from participants.screening.models.findings import EnrolmentAnswer, Finding, ScreeningRun
from participants.screening.models.lists import InitiativeParticipant, Sanction, SanctionWaiver
from participants.years.models import FeedbackCycle
from qpp_roles.connect.models import ValidationTry
from qpp_roles.harp.models import HarpImport
from qpp_roles.organizations.models import MemberPractice, Organization
from qpp_roles.roles.models import HeldRole, RoleRequest
from recertification.models import Answer, Recertification
from signing.models import (
    AcoEvent,
    DocumentVersion,
    EventDocument,
    Renewal,
    Signature,
    SigningEvent,
)
from signing.models.events import NEEDED_TO_OPEN

NOW = datetime(2026, 3, 2, 17, tzinfo=timezone.get_fixed_timezone(0))
DAY = date(2026, 3, 2)
_numbers = itertools.count(1)


def a(model: type[models.Model], **given: Any) -> Callable[[], Any]:
    """To be written when it is needed."""
    return lambda: fresh(model, **given)


def fresh(model: type[models.Model], **given: Any) -> Any:
    """One more row, with what its table needs and what is `given`; raises what PostgreSQL does."""
    number = next(_numbers)
    example = _EXAMPLES[model](number) if model in _EXAMPLES else {}
    wanted = {name: _made(value) for name, value in {**example, **given}.items()}
    for field in model._meta.concrete_fields:
        if (field.name not in wanted and not field.primary_key) or _is_typed_key(field, wanted):
            wanted[field.name] = _value_for(field, number)
    return model._base_manager.bulk_create([model(**wanted)])[0]


def _is_typed_key(field: Any, wanted: dict[str, Any]) -> bool:
    """A primary key that the database does not count up by itself."""
    return (
        field.primary_key
        and field.name not in wanted
        and not isinstance(field, models.AutoField | models.BigAutoField)
    )


def _made(value: Any) -> Any:
    return value() if callable(value) else value


def _value_for(field: Any, number: int) -> Any:
    if isinstance(field, models.GeneratedField):
        return None
    if field.has_default():
        return field.get_default()
    if field.null:
        return None
    if isinstance(field, models.ForeignKey):
        return fresh(field.related_model)
    if isinstance(field, models.CharField | models.TextField):
        return _text(field, number)
    for kind, value in _VALUES.items():
        if isinstance(field, kind):
            return value(number)
    raise AssertionError(f"tests.database.rows does not know what to put into {field}")


def _text(field: Any, number: int) -> str:
    if field.blank:
        return ""
    if field.choices:
        return str(field.choices[0][0])
    text = f"row{number}@example.org" if isinstance(field, models.EmailField) else f"row {number}"
    return text[: field.max_length]


_VALUES: dict[Any, Callable[[int], Any]] = {
    models.BooleanField: lambda _: False,
    models.DateTimeField: lambda _: NOW,
    models.DateField: lambda n: DAY + timedelta(days=n),
    models.DecimalField: lambda _: Decimal(1),
    models.IntegerField: lambda n: n,
    models.UUIDField: lambda _: uuid.uuid4(),
    models.JSONField: lambda _: {},
    models.BinaryField: lambda n: n.to_bytes(32, "big"),
    models.Field: lambda _: [],  # an array
}


def _tin(n: int) -> dict[str, Any]:
    return {"tin": f"0031{n:05}", "tin_hash": uuid.UUID(int=n)}


def _npi(n: int) -> str:
    return f"2{n:09}"


def _cycle(n: int) -> dict[str, Any]:
    opens = date(2000, 1, 1) + timedelta(days=40 * n)
    days = [opens + timedelta(days=later) for later in (0, 30, 31)]
    return {"number": 1, **dict(zip(("opens_on", "closes_on", "feedback_on"), days, strict=True))}


def _held_type(n: int) -> dict[str, Any]:
    contact = fresh(Contact)
    return {"contact": contact, "aco": contact.aco, "type": "other"}


def _attestation(n: int) -> dict[str, Any]:
    held = fresh(HeldType)
    return {"held_type": held, "contact": held.contact, "type": held.type}


def _answer(n: int) -> dict[str, Any]:
    review = fresh(Recertification)
    contact = a(Contact, aco=review.aco)
    return {"recertification": review, "contact": contact, "kept": True, "types": ["other"]}


def _agreement(n: int) -> dict[str, Any]:
    page = fresh(Attachment)
    return {"change": page.change, "signature_page": page, "event": a(SigningEvent)}


def open_event() -> AcoEvent:
    """An event that is open for an ACO, which has somebody of each type that signs."""
    event = fresh(SigningEvent, released_at=NOW, released_by=a(Person))
    own = fresh(AcoEvent, event=event)
    for code in NEEDED_TO_OPEN:
        fresh(HeldType, contact=fresh(Contact, aco=own.aco), aco=own.aco, type=code)
    AcoEvent.objects.filter(pk=own.pk).update(opened_at=NOW)
    return AcoEvent.objects.select_related("event", "aco").get(pk=own.pk)


def signature_example(n: int) -> dict[str, Any]:
    """What a signature needs: an open event, its document, and somebody who may sign it."""
    own = open_event()
    document = fresh(EventDocument, event=own.event, kind="compliance")
    held = HeldType.objects.select_related("contact").get(aco=own.aco, type="aco_executive")
    return {
        "aco_event": own,
        "version": fresh(DocumentVersion, document=document),
        "person": held.contact.person,
        "contact_type": held.type,
        "read_sha256": "a" * 64,
        "sha256": "b" * 64,
    }


_SENT = {"sent_at": NOW, "expires_at": NOW + timedelta(days=15)}
# What a valid row needs beyond what its fields say.
_EXAMPLES: dict[type[models.Model], Callable[[int], dict[str, Any]]] = {
    Person: lambda n: {"user_id": f"row.{n}"},
    Ticket: lambda n: {"reference": f"R{n % 10**8:08}", "email": f"row{n}@example.org"},
    Registration: lambda _: dict(_SENT),
    Webhook: lambda _: {"codes": ["contacts.changed"]},
    Seal: lambda _: {"after_id": 0, "upto_id": 1},
    Aco: lambda n: {"aco_id": f"A{n % 100_000:05}"},
    HeldType: _held_type,
    ContactAttestation: _attestation,
    Invitation: lambda _: {**_SENT, "types": ["other"]},
    Notification: lambda _: {"person": a(Person), "on_screen": True},
    PublishedFile: lambda _: {"aco": a(Aco)},
    LibraryFile: lambda _: {
        "file": a(PublishedFile, aco=None, type="for-all"),
        "section": a(Section),
    },
    Article: lambda n: {"slug": f"row-{n}"},
    Opinion: lambda _: {"version": a(Version, published_at=NOW)},
    Participant: _tin,
    ProviderSupplier: lambda n: {"npi": _npi(n)},
    FeedbackCycle: _cycle,
    ChangeRequest: _tin,
    ParticipantAgreement: _agreement,
    EnrolmentAnswer: lambda n: {"npi": _npi(n)},
    ScreeningRun: lambda _: {"ended_at": NOW},
    Finding: lambda _: {"participant": a(Participant)},
    Sanction: lambda n: {"npi": _npi(n)},
    SanctionWaiver: lambda n: {"npi": _npi(n)},
    InitiativeParticipant: _tin,
    Organization: _tin,
    MemberPractice: _tin,
    HeldRole: lambda _: {"role": "staff_user", "source": "qpp_staff"},
    Credentials: lambda _: {"resources": ["data_hub"], "addresses": ["10.0.0.1"]},
    WrongSecrets: lambda _: {"address": "10.0.0.1"},
    ClientId: lambda _: {"made_at": NOW, "ends_at": NOW + timedelta(days=90)},
    RoleRequest: lambda _: {"organization": a(Organization)},
    ValidationTry: lambda _: {"organization": a(Organization)},
    HarpImport: lambda _: {"content": "a list"},
    Download: lambda _: {"at": NOW, "requests": 2, "resumed_at": NOW},
    FileVersion: lambda _: {"sha256": "a" * 64, "scan": "no scanner"},
    Answer: _answer,
    SigningEvent: lambda _: {"performance_year": 2027, "opens_on": DAY, "due_on": DAY},
    EventDocument: lambda _: {"kind": "compliance"},
    Signature: signature_example,
    Renewal: lambda _: {"sha256": "a" * 64},
    CertifiedList: lambda _: {"sha256": "a" * 64, "signed_sha256": "b" * 64},
    Delivery: lambda _: {"sent_at": NOW},
    Copy: lambda _: {"received": True},
}
