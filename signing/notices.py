"""What signers, administrators and CMS staff are told of a Signing Event (rules F1, F5 to F7)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse

from accounts.models import Person
from acoms.programme.dates import in_words
from contacts.access import held_now
from contacts.models import Aco
from contacts.queries import administrators_by_aco
from contacts.types import ContactType
from notifications.actions import Telling, notify_all
from notifications.kinds import Kind, register
from notifications.quoting import BY, quoted
from signing.models import AcoEvent, Concern, DocumentVersion, Signature, SigningEvent
from signing.queries import open_events, standings, told_of

MAIL = "signing/email/told"
SECTION = "Signing Event"


def _kind(name: str, *, digestible: bool = False, mail: str = MAIL) -> Kind:
    section = SECTION if digestible else ""
    kind = Kind(name=name, on_screen="{said}", mail=mail, digestible=digestible, section=section)
    return register(kind)


OPENED = _kind("signing_event_opened")
WAITING = _kind("signing_event_waits")
REMINDER = _kind("signing_reminder")
SIGNED = _kind("document_signed", digestible=True)
COMPLETE = _kind("signing_event_complete")
COMPLETE_FOR_CMS = _kind("signing_event_complete_for_cms", mail="")
NEW_VERSION = _kind("document_has_new_version")
ANSWERED = _kind("concern_answered")


def tell_opened(opened: Sequence[AcoEvent]) -> None:
    """That events are open for their ACOs, and until when; one query for all of them."""
    people = told_of([own.aco_id for own in opened])
    tellings = []
    for own in opened:
        until = in_words(own.event.due_on)
        said = f"{own.event.title}: the documents of {own.aco} can be signed until {until}."
        data = _data(own.aco, said, "Sign documents of", _page(own.aco))
        tellings += [Telling(person=person, data=data) for person in people[own.aco_id]]
    notify_all(OPENED, tellings)


def tell_waiting(event: SigningEvent, lacking: Mapping[Aco, Sequence[ContactType]]) -> None:
    """That an event cannot open for ACOs, for want of whom; one query for all of them (A15)."""
    people = administrators_by_aco(lacking)
    tellings = [
        Telling(person=person, data=_data(aco, said, "No Signing Event yet for", url))
        for aco, types in lacking.items()
        for said in [_waits(event, aco, types)]
        for url in [reverse("contacts", args=[aco.aco_id])]
        for person in people[aco.pk]
    ]
    notify_all(WAITING, tellings)


def _waits(event: SigningEvent, aco: Aco, types: Sequence[ContactType]) -> str:
    names = ", ".join(row.label for row in types)
    return (
        f"{event.title} cannot open for {aco}: nobody is {names}. It opens by itself once each has "
        f"somebody. It is due {in_words(event.due_on)}."
    )


def tell_signed(signature: Signature) -> None:
    """That a document is signed, by whom, and the hash of the file."""
    own, document = signature.aco_event, signature.version.document
    said = f"{document.title} of {own.aco} was signed."
    made = Signature.objects.filter(aco_event=own, version=signature.version_id).order_by("slot")
    names = made.values_list("name", flat=True)
    if signature.slot < document.needed:
        said = f"{document.title} of {own.aco} has its first signature. Another person signs it."
    _tell(
        SIGNED,
        own.aco,
        told_of([own.aco_id])[own.aco_id],
        said=said,
        subject="Document signed for",
        quoted=quoted(*[(BY, name) for name in names]),
        more=f"SHA-256 of the signed file: {signature.sha256}",
    )


def tell_complete(own: AcoEvent) -> None:
    """That all is signed: the ACO's signers and administrators, and who opened it at CMS (F7)."""
    event, aco = own.event, own.aco
    said = f"{event.title}: all documents of {aco} are signed."
    _tell(COMPLETE, aco, told_of([aco.pk])[aco.pk], said=said, subject="All is signed for")
    url = reverse("admin:signing_acoevent_changelist")
    opened_it = (event.created_by, event.released_by)  # or an ACO's administrator did
    staff = {person.pk: person for person in opened_it if person and person.is_staff}
    data = _data(aco, said, "All is signed for", f"{url}?event__id__exact={event.pk}")
    notify_all(COMPLETE_FOR_CMS, [Telling(person=one, data=data) for one in staff.values()])


def tell_new_version(version: DocumentVersion) -> None:
    """The signers of each ACO whose event is open that a document changed, and why (F5)."""
    title, number = version.document.title, version.number
    opened = list(open_events().filter(event=version.document.event_id))
    people = told_of([own.aco_id for own in opened])
    changed = quoted(("What changed", version.reason))
    tellings = []
    for own in opened:
        said = (
            f"CMS changed {title}. Version {number} needs signing for {own.aco}; what was signed "
            "before is kept."
        )
        subject, url = "A document changed for", _page(own.aco)
        data = _data(own.aco, said, subject, url, quoted=changed)
        tellings += [Telling(person=person, data=data) for person in people[own.aco_id]]
    notify_all(NEW_VERSION, tellings)


def tell_answered(concern: Concern) -> None:
    """The answer, to whoever said that something is wrong; not to who left the ACO since, and may
    read nothing of it any more (F6, A19)."""
    own, document = concern.aco_event, concern.version.document
    if not held_now(concern.said_by_id, own.aco_id):
        return
    said = f"CMS answered what you said about {document.title} of {own.aco}."
    url = reverse("read_document", args=[own.aco.aco_id, own.pk, document.pk])
    _tell(
        ANSWERED,
        own.aco,
        [concern.said_by],
        said=said,
        subject="CMS's answer about a document of",
        quoted=quoted(("You wrote", concern.text), ("CMS's answer", concern.answer)),
        url=url,
    )


def remind(own: AcoEvent, people: Mapping[int, tuple[Person, int]]) -> None:
    """Each of these people how many documents wait for them, 0 for none of their own (F7)."""
    standing = standings([own])[0]
    left = len(standing.documents) - standing.signed
    due, aco = f"{in_words(own.event.due_on)} ({standing.due})", own.aco
    url = _page(aco)
    titles = ", ".join(one.document.title for one in standing.cannot_be_signed)
    held_up = f" Cannot be signed yet: {titles}, as nobody is DUA Custodian." if titles else ""
    tellings = []
    for person, mine in people.values():
        if mine:
            said = f"{own.event.title}: sign {_documents(mine)} of {aco} by {due}."
        else:
            said = f"{own.event.title}: {_documents(left)} of {aco} not signed, due {due}.{held_up}"
        subject = "Sign documents of" if mine else "Documents to be signed for"
        tellings.append(Telling(person=person, data=_data(aco, said, subject, url)))
    notify_all(REMINDER, tellings)


def _documents(number: int) -> str:
    return "1 document" if number == 1 else f"{number} documents"


def _tell(kind: Kind, aco: Aco, people: Iterable[Person], **said: Any) -> None:
    data = _data(aco, **{"url": _page(aco), **said})
    notify_all(kind, [Telling(person=person, data=data) for person in people])


def _page(aco: Aco) -> str:
    return reverse("aco_signing_event", args=[aco.aco_id])


def _data(aco: Aco, said: str, subject: str, url: str, **more: Any) -> dict[str, Any]:
    return {"aco": str(aco), "said": said, "subject": subject, "url": url, **more}
