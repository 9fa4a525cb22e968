"""A signer signs a document for the ACO (rules F2, F3, F4)."""

import uuid
from dataclasses import dataclass, replace

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts.actions import refusal_of_code
from accounts.models import Person
from acoms.once.done import AlreadyDone, bears_repeating
from acoms.programme.clock import ago
from acoms.programme.clock import in_words as moment_in_words
from acoms.storage.stream import DamagedFile
from contacts.access import held_now, require
from contacts.actions import lock_aco
from contacts.models import Aco
from contacts.types import label_of
from signing import notices
from signing.actions.intent import name_of
from signing.actions.sealing import Signing, lines_of, sealed
from signing.errors import SigningError
from signing.kinds import Kind
from signing.models import AcoEvent, DocumentVersion, EventDocument, Signature
from signing.paper.making import Paper, sha256, text_in
from signing.paper.of_aco import paper_of
from signing.paper.text import Part, Sort
from signing.queries import DocumentStanding, standing_of
from signing.rules import State, signing_type, slot_in_words, statement
from signing.storage import SIGNED

CHANGED = (
    "This document has changed since you opened it, and nothing was signed. Read it as it is now, "
    "then sign it."
)

UNREADABLE = (
    "A file that was signed cannot be read, and nothing more is signed. Call the SSP Helpdesk."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a signer had before them: which version, the hash of its PDF, and as what they sign."""

    version: int
    sha256: str
    contact_type: str


def reading_of(version: DocumentVersion, own: AcoEvent) -> tuple[Paper, bytes]:
    """What is read of a version: the paper, and its PDF. Whoever signs second reads the very bytes
    that were signed first. Raises SigningError where those cannot be read."""
    paper = paper_of(version, own)
    first = Signature.objects.filter(aco_event=own, version=version, slot=1).first()
    if first is None:
        return paper, paper.to_read()
    read = _kept(first.read_as)
    if sha256(paper.to_read()) != first.read_sha256:  # the ACO's name is another since, say
        pages = [Part(Sort.PARAGRAPH, line) for text in text_in(read) for line in text.splitlines()]
        paper = replace(paper, parts=tuple(pages))
    return paper, read


_Judged = tuple[AcoEvent, DocumentStanding, bytes, Paper]


@bears_repeating
def sign_document(
    *,
    acting_person: Person,
    aco: Aco,
    document: EventDocument,
    read: Reading,
    name: str,
    code: str,
) -> Signature:
    """Sign the current version for the ACO, with the name typed and a code of the second factor.

    The code is asked for each signature: what was proven at sign-in does not count for it. What is
    refused without it costs no code. Raises Refused, SigningError, and AccountError for the code.
    """
    saved: list[uuid.UUID] = []
    try:
        with transaction.atomic():
            # The code is tried under the ACO's lock: of two presses the second finds the signature.
            lock_aco(aco)
            judged = _judged(acting_person, aco, document, read)
            typed = name_of(acting_person, name)
            refused = refusal_of_code(acting_person, code)
            if refused is None:
                return _sign(acting_person, judged, read, typed, saved)
    except BaseException:
        for stored_as in saved:
            SIGNED.delete(stored_as)
        raise
    raise refused  # what was counted of the wrong code is kept


def _judged(signer: Person, aco: Aco, document: EventDocument, read: Reading) -> _Judged:
    """The event and the document that may be signed so, and its PDF. Raises what stands in the way.

    Asked under the ACO's lock, before the code is looked at.
    """
    kind = document.kind_row
    held = held_now(signer.pk, aco.pk)
    own = AcoEvent.objects.select_related("event", "aco").filter(event=document.event_id, aco=aco)
    aco_event = own.first()
    if aco_event is None or kind.is_elsewhere:
        raise SigningError("This document is not signed here.")
    standing = standing_of(aco_event)
    found = standing.of(document.pk)
    assert found is not None
    assert found.version is not None
    mine = found.signed_by(signer.pk)
    if mine is not None:
        if found.version.number == read.version:
            raise AlreadyDone(mine)
        raise SigningError(
            f"You signed version {found.version.number} already, on "
            f"{moment_in_words(mine.signed_at)}."
        )
    require(held, kind.permission)
    if standing.state is State.CLOSED:
        raise SigningError("CMS has closed this Signing Event. Nothing can be signed any more.")
    if found.is_signed:
        other = found.signatures[-1]
        raise SigningError(
            f"{other.person.full_name} signed this document {ago(other.signed_at)}. Nothing is "
            "left to sign."
        )
    if not standing.is_open:
        raise SigningError("This Signing Event is not open.")
    _judge_type(kind, held, read)
    if found.signatures and _is_one_person(aco, signer, found.signatures[0].person):
        raise SigningError("You signed this document under another address: another person signs.")
    if found.lacks_custodians:
        raise SigningError(
            "This document names the DUA Custodians, and your ACO has none. Name one first."
        )
    paper, pdf = reading_of(found.version, aco_event)
    if found.version.number != read.version or sha256(pdf) != read.sha256:
        raise SigningError(CHANGED)
    return aco_event, found, pdf, paper


def _is_one_person(aco: Aco, one: Person, other: Person) -> bool:
    """Whether two accounts are one person's in an ACO (A3)."""
    theirs = aco.contacts.filter(person__in=[one, other]).values_list("one_person", flat=True)
    return len(set(theirs)) == 1


def _judge_type(kind: Kind, held: frozenset[str], read: Reading) -> None:
    """The type that the page showed must be held still, and sign this kind."""
    if read.contact_type in kind.signers and read.contact_type not in held:
        now = label_of(signing_type(held, kind))
        raise SigningError(
            f"You are {label_of(read.contact_type)} of this ACO no more. You can sign as {now}: "
            "read the statement again."
        )
    if read.contact_type not in kind.signers:
        raise SigningError(CHANGED)


def _sign(
    signer: Person, judged: _Judged, read: Reading, name: str, saved: list[uuid.UUID]
) -> Signature:
    own, found, pdf, paper = judged
    aco, version = own.aco, found.version
    with pghistory.context(action="sign document", acting_person=signer.pk):
        assert version is not None
        signature = Signature(
            aco_event=own,
            version=version,
            slot=len(found.signatures) + 1,
            person=signer,
            contact_type=read.contact_type,
            name=name,
            statement=statement(str(aco), label_of(read.contact_type)),
            signed_at=timezone.now(),
            read_sha256=sha256(pdf),
            signed_as=uuid.uuid4(),
        )
        content = _sealed(signature, found, paper)
        signature.sha256, signature.size = sha256(content), len(content)
        if found.signatures:
            signature.read_as = found.signatures[0].read_as
        else:
            signature.read_as = uuid.uuid4()
            _keep(signature.read_as, pdf, saved)
        _keep(signature.signed_as, content, saved)
        signature.save(force_insert=True)
        notices.tell_signed(signature)
        announce_if_complete(own)
    return signature


def _keep(stored_as: uuid.UUID, content: bytes, saved: list[uuid.UUID]) -> None:
    saved.append(stored_as)
    SIGNED.save(stored_as, [content])


def _sealed(signature: Signature, found: DocumentStanding, paper: Paper) -> bytes:
    """The bytes with this signature: of the first one, made now; of the second, added to those."""
    needed = found.document.needed
    signing = Signing(
        name=signature.name,
        user_id=signature.person.user_id,
        role=label_of(signature.contact_type),
        statement=signature.statement,
        at=signature.signed_at,
    )
    if found.signatures:
        content = _content_of(found.signatures[-1])
    else:
        read = ("SHA-256 of the PDF that was read", signature.read_sha256)
        slots = [slot_in_words(found.kind, slot, needed) for slot in range(1, needed + 1)]
        content = paper.to_sign(lines_of(signing, paper, read, needed=needed), slots)
    return sealed(content, signing, slot=signature.slot, last=signature.slot == needed)


def _kept(stored_as: uuid.UUID) -> bytes:
    try:
        with SIGNED.open(stored_as) as file:
            content: bytes = file.read()
    except (FileNotFoundError, DamagedFile) as error:
        raise SigningError(UNREADABLE) from error
    return content


def _content_of(signature: Signature) -> bytes:
    content = _kept(signature.signed_as)
    if sha256(content) != signature.sha256:
        raise SigningError(
            "The file with the first signature is not the one that was kept. Call the SSP Helpdesk."
        )
    return content


def announce_if_complete(own: AcoEvent) -> bool:
    """Tell both sides once an ACO's event is complete (F7). For the actions that complete one, in
    their transactions: rooms above call it for what is signed there."""
    complete = standing_of(own).is_complete
    if complete:
        notices.tell_complete(own)
    return complete
