"""The ACO Participant Agreement: started from its change request, signed for the ACO (rule F2)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from acoms.access import Refused
from contacts.agreement import EndKind
from contacts.ending.actions import record_end
from contacts.models import HeldType
from notifications.models import Notification
from participants.changes.actions.agreements import start_agreement, stop_agreement
from participants.changes.actions.documents import remove_document
from participants.changes.actions.requests import withdraw_change
from participants.changes.errors import ChangeError
from participants.changes.models import ChangeRequest, ParticipantAgreement
from participants.changes.storage import DOCUMENTS
from signing.actions import add_acos, open_ready, write_version
from signing.checking import altered_documents
from signing.errors import SigningError
from signing.models import AcoEvent, EventDocument
from signing.queries import standing_of
from tests.cast import Cast
from tests.participants.changes.asked import complete, document, draft, pdf, submit
from tests.signing.events import all_signers, sign, written
from tests.signing_in import sign_in

pytestmark = pytest.mark.rule("F2", "A15")
KIND = "participant_agreement"


@pytest.fixture
def change(cast: Cast, settings: Any, tmp_path: Any) -> ChangeRequest:
    """An addition with its pages, of an ACO that has all who sign."""
    settings.FILES_ROOT = tmp_path / "files"
    all_signers(cast)
    return complete(draft(cast.lakeside, cast.liaison), cast.liaison)


def started(cast: Cast, change: ChangeRequest) -> AcoEvent:
    agreement = start_agreement(acting_person=cast.liaison, change=change)
    open_ready()
    return AcoEvent.objects.select_related("event", "aco").get(event=agreement.event_id)


def test_an_administrator_starts_it_and_a_signer_signs_it_for_the_aco(
    cast: Cast, change: ChangeRequest
) -> None:
    own = started(cast, change)
    assert own.event.title == "Participant agreement: Pine Street Clinic"
    assert Notification.objects.filter(kind="signing_event_opened", person=cast.signer).exists()
    text = own.event.documents.get().versions.get().text
    for page in change.attachments.all():
        assert page.sha256 in text, "it carries what the participant signed"
    assert "TIN ending 0001" in text
    assert "001700001" not in text
    with pytest.raises(Refused):
        sign(cast.liaison, own, KIND)
    signature = sign(cast.signer, own, KIND)
    assert signature.contact_type == "authorized_to_sign_primary"
    assert standing_of(own).is_complete
    assert list(altered_documents()) == []
    assert not Notification.objects.filter(kind="signing_event_complete_for_cms").exists()


def test_its_pages_lead_from_one_to_the_other(
    cast: Cast, change: ChangeRequest, client: Client
) -> None:
    sign_in(client, cast.liaison)
    here = f"/acos/{cast.lakeside.aco_id}/change-requests/{change.pk}/"
    assert "Send the agreement to your signers" in client.get(here).content.decode()
    client.post(f"{here}agreement/")
    open_ready()
    page = client.get(here).content.decode()
    assert "waits for an authorized signer" in page
    assert "Stop signing the agreement" in page
    own = AcoEvent.objects.select_related("aco").get()
    read = client.get(
        f"/acos/{cast.lakeside.aco_id}/signing-event/{own.pk}/{own.event.documents.get().pk}/"
    ).content.decode()
    assert "What the participant signed" in read
    assert "Signature page of the participant agreement" in read
    sign(cast.exec, own, KIND)
    page = client.get(here).content.decode()
    assert "signed it for the ACO as ACO Executive" in page
    assert "Stop signing" not in page


def test_without_the_participants_signature_there_is_nothing_to_sign(cast: Cast) -> None:
    all_signers(cast)
    change = draft(cast.lakeside, cast.liaison)
    document(change, cast.liaison, "first_page")
    with pytest.raises(ChangeError, match="Add the signature page"):
        start_agreement(acting_person=cast.liaison, change=change)


def test_only_an_administrator_starts_or_stops_it(cast: Cast, change: ChangeRequest) -> None:
    for person in (cast.dua_requestor, cast.security_official, cast.outsider):
        with pytest.raises(Refused):
            start_agreement(acting_person=person, change=change)
        with pytest.raises(Refused):
            stop_agreement(acting_person=person, change=change)


def test_it_waits_for_an_aco_that_lacks_somebody_who_signs(
    cast: Cast, change: ChangeRequest
) -> None:
    HeldType.objects.filter(type="dua_requestor").update(ended_at=change.created_at, end_reason="x")
    own = started(cast, change)
    assert own.opened_at is None
    assert Notification.objects.filter(kind="signing_event_waits", person=cast.exec).exists()


def test_there_is_one_at_a_time_and_twice_is_once(cast: Cast, change: ChangeRequest) -> None:
    first = start_agreement(acting_person=cast.liaison, change=change)
    assert start_agreement(acting_person=cast.liaison, change=change) == first
    with pytest.raises(ChangeError, match="put this agreement before the signers already"):
        start_agreement(acting_person=cast.exec, change=change)
    stop_agreement(acting_person=cast.liaison, change=change)
    stop_agreement(acting_person=cast.liaison, change=change)
    assert start_agreement(acting_person=cast.exec, change=change) != first
    with pytest.raises(DatabaseError), transaction.atomic():
        ParticipantAgreement.objects.filter(pk=first.pk).delete()


def test_what_is_before_the_signers_stays_as_it_is(cast: Cast, change: ChangeRequest) -> None:
    own = started(cast, change)
    page = change.attachments.get(kind="signature_page")
    with pytest.raises(ChangeError, match="stop that first"):
        remove_document(acting_person=cast.liaison, document=page)
    with pytest.raises(ChangeError, match="names this participant"):
        draft(cast.lakeside, cast.liaison, change=change.pk, legal_business_name="Another")
    document(change, cast.liaison, "signature_page", pdf(2))
    assert sign(cast.exec, own, KIND).slot == 1
    with pytest.raises(ChangeError, match="is signed for the ACO"):
        stop_agreement(acting_person=cast.liaison, change=change)


def test_with_its_request_goes_what_nobody_has_signed(cast: Cast, change: ChangeRequest) -> None:
    own = started(cast, change)
    withdraw_change(acting_person=cast.liaison, change=change)
    own.event.refresh_from_db()
    assert own.event.closed_by == cast.liaison


@pytest.mark.rule("J4")
def test_with_the_acos_agreement_goes_what_is_signed_for_requests_with_cms(
    cast: Cast, change: ChangeRequest
) -> None:
    own = started(cast, change)
    submit(cast.exec, change)
    record_end(
        acting_person=cast.cms_staff,
        aco=cast.lakeside,
        ends_on=timezone.localdate() - timedelta(days=1),
        kind=EndKind.ENDED,
        reason="Not renewed",
    )
    own.event.refresh_from_db()
    assert own.event.closed_by == cast.cms_staff


@pytest.mark.rule("F5")
def test_pages_of_a_signed_agreement_outlive_its_draft(
    cast: Cast, change: ChangeRequest, django_capture_on_commit_callbacks: Any
) -> None:
    other = document(change, cast.liaison, "other", pdf(3))
    sign(cast.exec, started(cast, change), KIND)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_change(acting_person=cast.liaison, change=change)
    assert not DOCUMENTS.exists(other.stored_as)
    for page in change.attachments.filter(removed_at=None):
        assert DOCUMENTS.exists(page.stored_as)
    assert change.attachments.filter(removed_at=None).count() == 2


@pytest.mark.rule("F1")
def test_cms_neither_writes_nor_widens_what_an_aco_started(
    cast: Cast, change: ChangeRequest
) -> None:
    own = started(cast, change)
    with pytest.raises(SigningError, match="started this for itself"):
        write_version(
            acting_person=cast.cms_staff,
            document=EventDocument.objects.get(),
            text="We agree to more.",
            reason="More.",
        )
    with pytest.raises(SigningError, match="started this for itself"):
        add_acos(acting_person=cast.cms_staff, event=own.event, acos=[cast.lakeside])
    with pytest.raises(SigningError, match="from the change request"):
        written(cast, {KIND: 1})
