"""What change requests show on the pages of the list."""

from typing import cast

from django.http import HttpRequest
from django.utils import timezone

from acoms.site.sections import Section
from contacts.access import AcoRequest
from contacts.permissions import Permission
from participants.changes.models import ParticipantAgreement
from participants.lists.models import Participant
from signing.kinds import KindCode
from signing.models import EventDocument


def _may_change(request: HttpRequest) -> bool:
    access = cast("AcoRequest", request).aco_access
    return bool(access.decide(Permission.CHANGE_REQUESTS_EDIT))


def changes_to_start(request: HttpRequest, participant: Participant) -> Section | None:
    """The requests that may be started about a participant that has not left; no query."""
    left = participant.effective_until
    if not _may_change(request) or (left is not None and left <= timezone.localdate()):
        return None
    return Section("participants/changes/_of_participant.html", {"participant": participant})


def file_to_read_in(request: HttpRequest, _: object) -> Section | None:
    """The ways to a change request and to a file of several; no query."""
    return Section("participants/changes/_of_list.html") if _may_change(request) else None


def pages_of_agreement(request: HttpRequest, document: EventDocument) -> Section | None:
    """What the participant signed, where its agreement is read and signed; one query."""
    if document.kind != KindCode.PARTICIPANT_AGREEMENT:
        return None
    found = ParticipantAgreement.objects.select_related("signature_page", "first_page")
    agreement = found.filter(event=document.event_id).first()
    if agreement is None:
        return None
    pages = [page for page in (agreement.first_page, agreement.signature_page) if page]
    return Section("participants/changes/_of_agreement.html", {"pages": pages})
