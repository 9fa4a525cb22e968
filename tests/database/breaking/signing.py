"""Limits of Signing Events, their documents and signatures, with how to break each."""

from typing import Any

from django.utils import timezone

from accounts.models import Person
from contacts.models import Contact, HeldType
from signing.models import (
    AcoEvent,
    Concern,
    DocumentVersion,
    EventDocument,
    Renewal,
    Signature,
    SigningEvent,
)
from tests.database.breaking.ways import BEFORE, DAY_BEFORE, Table, changed, deleted, twice, wrong
from tests.database.rows import DAY, NOW, a, fresh, open_event, signature_example

RELEASED: dict[str, Any] = {"released_at": NOW, "released_by": a(Person)}


def _kept_version() -> DocumentVersion:
    document = fresh(EventDocument, event=a(SigningEvent, **RELEASED))
    made: DocumentVersion = fresh(DocumentVersion, document=document)
    return made


def _version_changed() -> None:
    DocumentVersion.objects.filter(pk=_kept_version().pk).update(text="Another.")


def _version_deleted() -> None:
    DocumentVersion.objects.filter(pk=_kept_version().pk).delete()


def _opened_without_signers() -> None:
    fresh(AcoEvent, event=a(SigningEvent, **RELEASED), opened_at=NOW)


def _opened_before_cms_opened_it() -> None:
    own = open_event()
    SigningEvent.objects.filter(pk=own.event_id).update(released_at=None, released_by=None)
    AcoEvent.objects.filter(pk=own.pk).update(opened_at=timezone.now())


def _of_an_earlier_version() -> None:
    signature = fresh(Signature)
    later = fresh(DocumentVersion, document=signature.version.document, number=2, reason="Changed.")
    assert later.number == 2
    held = fresh(
        HeldType,
        contact=a(Contact, aco=signature.aco_event.aco),
        aco=signature.aco_event.aco,
        type="authorized_to_sign_secondary",
    )
    fresh(
        Signature,
        aco_event=signature.aco_event,
        version=signature.version,
        person=held.contact.person,
        contact_type=held.type,
        slot=2,
    )


def _of_a_closed_event() -> None:
    example = _example()
    SigningEvent.objects.filter(pk=example["aco_event"].event_id).update(
        closed_at=NOW, closed_by=fresh(Person)
    )
    fresh(Signature, **example)


def _by_somebody_without_the_type() -> None:
    fresh(Signature, **{**_example(), "person": fresh(Person)})


def _of_what_the_type_does_not_sign() -> None:
    example = _example()
    EventDocument.objects.filter(pk=example["version"].document_id).update(kind="dua")
    fresh(Signature, **example)


def _past_what_is_asked_for() -> None:
    fresh(Signature, **{**_example(), "slot": 2})


def _example() -> dict[str, Any]:
    return signature_example(0)


def _by_one_person_twice() -> None:
    first = fresh(Signature)
    EventDocument.objects.filter(pk=first.version.document_id).update(needed=2)
    aco = first.aco_event.aco
    mine = Contact.objects.get(aco=aco, person=first.person)
    other = fresh(Contact, aco=aco, one_person=mine.one_person)
    held = fresh(HeldType, contact=other, aco=aco, type="authorized_to_sign_secondary")
    fresh(
        Signature,
        aco_event=first.aco_event,
        version=first.version,
        person=other.person,
        contact_type=held.type,
        slot=2,
    )


def _in_one_place() -> None:
    first = fresh(Signature)
    second = HeldType.objects.get(
        aco=first.aco_event.aco, type="authorized_to_sign_secondary", ended_at=None
    )
    fresh(
        Signature,
        aco_event=first.aco_event,
        version=first.version,
        person=second.contact.person,
        contact_type=second.type,
    )


def _by_a_person_again() -> None:
    first = fresh(Signature)
    EventDocument.objects.filter(pk=first.version.document_id).update(needed=2)
    fresh(
        Signature,
        aco_event=first.aco_event,
        version=first.version,
        person=first.person,
        contact_type=first.contact_type,
        slot=2,
    )


SIGNING: Table = {
    "renewal_once": twice(Renewal, "signed_as"),
    "renewal_from_one": wrong(Renewal, number=0),
    "renewal_has_a_hash": wrong(Renewal, sha256="A" * 64),
    "renewal_stays": (changed(Renewal, size=1), deleted(Renewal)),
    "signing_event_days_in_order": wrong(SigningEvent, opens_on=DAY, due_on=DAY_BEFORE),
    "signing_event_year": (
        wrong(SigningEvent, performance_year=2011),
        wrong(SigningEvent, performance_year=3000),
    ),
    "signing_event_has_a_title": wrong(SigningEvent, title=""),
    "signing_event_released_by_someone": (
        wrong(SigningEvent, released_at=NOW),
        wrong(SigningEvent, released_by=a(Person)),
    ),
    "signing_event_closed_by_someone": (
        wrong(SigningEvent, closed_at=NOW, **RELEASED),
        wrong(SigningEvent, closed_by=a(Person), **RELEASED),
        wrong(SigningEvent, closed_at=NOW, closed_by=a(Person)),
    ),
    "event_document_once": twice(EventDocument, "event", "kind"),
    "event_document_of_a_kind": wrong(EventDocument, kind="letter"),
    "event_document_signatures": (
        wrong(EventDocument, needed=0),
        wrong(EventDocument, needed=3),
        wrong(EventDocument, needed=2, kind="dua"),
        wrong(EventDocument, needed=2, kind="participant_list"),
    ),
    "document_version_once": twice(DocumentVersion, "document", "number"),
    "document_version_has_text": wrong(DocumentVersion, text=""),
    "document_version_changed_for_a_reason": (
        wrong(DocumentVersion, number=2),
        wrong(DocumentVersion, number=0, reason="x"),
    ),
    "document_version_stays": (_version_changed, _version_deleted),
    "aco_event_once": twice(AcoEvent, "event", "aco"),
    "aco_event_opens_with_all_signers": (_opened_without_signers, _opened_before_cms_opened_it),
    "signature_once_in_a_place": _in_one_place,
    "signature_once_by_a_person": _by_a_person_again,
    "signature_first_or_second": wrong(Signature, slot=0),
    "signature_has_hashes": (wrong(Signature, sha256="x"), wrong(Signature, read_sha256="x")),
    "signature_stays": (changed(Signature, name="x"), deleted(Signature)),
    "signature_is_asked_for": (
        _of_an_earlier_version,
        _of_a_closed_event,
        _by_somebody_without_the_type,
        _of_what_the_type_does_not_sign,
        _past_what_is_asked_for,
    ),
    "signature_by_two_people": _by_one_person_twice,
    "concern_says_something": wrong(Concern, text=""),
    "concern_answered_by_someone": (
        wrong(Concern, said_at=NOW, answer="x", answered_at=NOW),
        wrong(Concern, answer="x", answered_by=a(Person)),
        wrong(Concern, said_at=NOW, answered_at=NOW, answered_by=a(Person)),
    ),
    "concern_answered_after_it_was_said": wrong(
        Concern,
        answer="x",
        said_at=NOW,
        answered_at=BEFORE,
        answered_by=a(Person),
    ),
}
