"""The participant agreement of an addition is put before the ACO's signers, or taken back (F2)."""

from collections.abc import Iterable

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from acoms.once.done import AlreadyDone, bears_repeating
from participants.changes.actions.requests import PEOPLE, lock_for_editing
from participants.changes.days import effective_day
from participants.changes.errors import ChangeError
from participants.changes.happened import what_happened
from participants.changes.models import Attachment, ChangeRequest, ParticipantAgreement
from participants.changes.queries import agreement_of
from participants.changes.rules import ChangeKind
from participants.changes.words import Page, agreement_text, with_tin_end
from signing import actions as signing
from signing.errors import SigningError


@bears_repeating
@transaction.atomic
def start_agreement(*, acting_person: Person, change: ChangeRequest) -> ParticipantAgreement:
    """An administrator puts the agreement before the ACO's signers, with the pages that the
    participant signed, as they were uploaded.

    Raises Refused, and ChangeError where the request is closed, has no signature page, or has an
    agreement already.
    """
    with pghistory.context(action="start participant agreement", acting_person=acting_person.pk):
        lock_for_editing(acting_person, change.aco)
        requests = ChangeRequest.objects.select_related("aco", "participant", "cycle", *PEOPLE)
        now = requests.get(pk=change.pk)
        if now.kind_row is not ChangeKind.ADD_PARTICIPANT:
            raise ChangeError("Only a participant that is added has an agreement to sign.")
        if not now.state.is_open:
            raise ChangeError(what_happened(now, acting_person))
        if there := agreement_of(now):
            if there.event.created_by_id == acting_person.pk:
                raise AlreadyDone(there)
            raise ChangeError(
                f"{there.event.created_by.full_name} put this agreement before the signers already."
            )
        pages = _pages(now)
        signature_page = pages.get(Attachment.Kind.SIGNATURE_PAGE)
        if signature_page is None:
            raise ChangeError(
                "Add the signature page of the participant agreement first: what the ACO signs "
                "carries the participant's own signature."
            )
        try:
            event = signing.start_agreement(
                acting_person=acting_person,
                aco=now.aco,
                subject=now.legal_business_name,
                text=_text(now, pages.values()),
                due_on=now.notice.due_on,
                year=effective_day(now).year,
            )
        except SigningError as error:
            raise ChangeError(str(error)) from error
        return ParticipantAgreement.objects.create(
            change=now,
            event=event,
            signature_page=signature_page,
            first_page=pages.get(Attachment.Kind.FIRST_PAGE),
        )


def _text(change: ChangeRequest, pages: Iterable[Attachment]) -> str:
    return agreement_text(
        participant=with_tin_end(change.legal_business_name, change.tin),
        pages=[
            Page(
                page.get_kind_display(),
                page.name,
                page.sha256,
                timezone.localdate(page.uploaded_at),
            )
            for page in pages
        ],
    )


def _pages(change: ChangeRequest) -> dict[str, Attachment]:
    """The latest page of each kind that an agreement carries, the first page first."""
    kinds = (Attachment.Kind.FIRST_PAGE, Attachment.Kind.SIGNATURE_PAGE)
    there = {
        page.kind: page
        for page in change.attachments.filter(removed_at=None, kind__in=kinds).order_by("pk")
    }
    return {kind: there[kind] for kind in kinds if kind in there}


@bears_repeating
@transaction.atomic
def stop_agreement(*, acting_person: Person, change: ChangeRequest) -> None:
    """An administrator takes back an agreement that nobody has signed: to upload another page, say.

    Raises Refused, and ChangeError where it is signed, or there is none.
    """
    with pghistory.context(action="stop participant agreement", acting_person=acting_person.pk):
        lock_for_editing(acting_person, change.aco)
        there = agreement_of(change)
        if there is None:
            last = change.agreements.select_related("event").first()
            if last is not None and last.event.closed_by_id == acting_person.pk:
                raise AlreadyDone
            raise ChangeError("No agreement of this request is being signed.")
        try:
            signing.stop_agreement(acting_person=acting_person, event=there.event)
        except SigningError as error:
            raise ChangeError(str(error)) from error
