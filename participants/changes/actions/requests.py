"""Change requests as an ACO writes them: drafted, changed, submitted, withdrawn (rules C3, C4).

Each action takes the ACO's lock first, so that of two at the same moment one comes after the
other and finds what it left.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from functools import partial

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from acoms.once.shown import CHANGED, refusal_of_change
from acoms.operations.nudging import nudge
from contacts.access import held_now, require
from contacts.actions import lock_aco
from contacts.models import Aco
from contacts.permissions import Permission
from participants.changes import notices
from participants.changes.actions.applying import apply_change
from participants.changes.drafts import Draft
from participants.changes.errors import ChangeError
from participants.changes.happened import what_happened
from participants.changes.known import known_about
from participants.changes.models import ChangeProvider, ChangeRequest, ParticipantAgreement
from participants.changes.queries import agreement_of, draft_of, to_submit
from participants.changes.readiness import (
    Ready,
    blocked,
    fingerprint,
    look_at,
    parts_of_draft,
)
from participants.changes.storage import DOCUMENTS
from participants.lists.facts import provider_facts
from signing.actions import stop_agreement
from signing.errors import SigningError

MOST_AT_ONCE = 100
_SAID_OF = 5
PEOPLE = ("created_by", "submitted_by", "decided_by", "withdrawn_by")
SUBMITTING = (
    "first_submitted_at",
    "submitted_at",
    "submitted_by",
    "cycle",
    "screened_at",
    "attestation",
    "attested_by",
    "decided_at",
    "approved",
    "effective_on",
)


def lock_for_editing(acting_person: Person, aco: Aco) -> None:
    """Take the ACO's lock, and raise Refused unless the person prepares its change requests."""
    lock_aco(aco)
    require(held_now(acting_person.pk, aco.pk), Permission.CHANGE_REQUESTS_EDIT)


def editable(change: ChangeRequest, reader: Person) -> ChangeRequest:
    """The request as it is by now. Raises ChangeError unless it is with the ACO."""
    now = ChangeRequest.objects.select_related("participant", "aco", *PEOPLE).get(pk=change.pk)
    if not now.state.is_with_the_aco:
        said = "deleted" if now.is_deleted else now.state_in_words.lower()
        raise ChangeError(
            f"This request is {said} and cannot be changed any more. {what_happened(now, reader)}"
        )
    return now


@transaction.atomic
def save_draft(
    *, acting_person: Person, aco: Aco, draft: Draft, shown: str | None = None
) -> ChangeRequest:
    """An administrator writes a draft, or corrects one or a returned request (`draft.change`).

    `shown` is the fingerprint of the draft that the form was filled from (`parts_of_draft`). Raises
    Refused, and ChangeError naming the form's field where the list or another open request
    stands in the way.
    """
    with pghistory.context(action="save change request", acting_person=acting_person.pk):
        lock_for_editing(acting_person, aco)
        change = ChangeRequest(aco=aco, kind=draft.kind, created_by=acting_person)
        if draft.change is not None:
            change = editable(ChangeRequest.objects.get(pk=draft.change, aco=aco), acting_person)
            now = draft_of(change)
            wanted = replace(draft, uploaded_as=now.uploaded_as, change=now.change)
            _refuse_another_participant(change, draft)
            if now != wanted and (changed := refusal_of_change(shown, parts_of_draft(change))):
                raise ChangeError(changed)
        for problem in known_about(aco, [draft]).problems(draft):
            raise ChangeError(problem.text, field=problem.field, change=problem.change)
        write_draft(change, draft)
        change.save()
        change.providers.all().delete()
        ChangeProvider.objects.bulk_create(providers_of(change, draft))
    return change


def _refuse_another_participant(change: ChangeRequest, draft: Draft) -> None:
    """Whom an agreement names that is before the signers is not changed behind them (rule F2)."""
    named = (change.tin, change.legal_business_name)
    if (draft.tin, draft.legal_business_name) != named and agreement_of(change):
        raise ChangeError(
            "The participant agreement that is before your signers names this participant. Its TIN "
            "and legal business name stay. If nobody has signed it yet, stop that first.",
            field="legal_business_name",
        )


def write_draft(change: ChangeRequest, draft: Draft) -> None:
    """Set a row's values from what is asked for; the kind of a change stays."""
    if draft.tin != change.tin:
        change.set_tin(draft.tin)
    change.participant_id = draft.participant
    change.legal_business_name = draft.legal_business_name
    change.doing_business_as = draft.doing_business_as
    change.sole_proprietor = draft.sole_proprietor
    change.primary_care = draft.primary_care
    change.happened_on = draft.happened_on
    change.note = draft.note
    change.uploaded_as = draft.uploaded_as


def providers_of(change: ChangeRequest, draft: Draft) -> list[ChangeProvider]:
    return [
        ChangeProvider(change=change, **provider_facts(provider)) for provider in draft.providers
    ]


@transaction.atomic
def withdraw_change(
    *, acting_person: Person, change: ChangeRequest, shown: str | None = None
) -> ChangeRequest:
    """An administrator takes back a request that nobody has decided; the record stays. A draft that
    nobody has submitted is deleted, with its documents.

    `shown` is the fingerprint of the request as it was shown (`parts_of_draft`). Raises Refused,
    and ChangeError for one that is decided, or that somebody else withdrew. Whoever says it twice
    has done it once.
    """
    with pghistory.context(action="withdraw change request", acting_person=acting_person.pk):
        lock_for_editing(acting_person, change.aco)
        requests = ChangeRequest.objects.select_related("participant", "aco", *PEOPLE)
        now = requests.get(pk=change.pk)
        if now.withdrawn_by_id == acting_person.pk:
            return now
        if not now.state.is_open:
            raise ChangeError(what_happened(now, acting_person))
        if changed := refusal_of_change(shown, parts_of_draft(now)):
            raise ChangeError(changed)
        now.withdrawn_at, now.withdrawn_by = timezone.now(), acting_person
        now.save(update_fields=["withdrawn_at", "withdrawn_by"])
        agreement = agreement_of(now)
        signed = let_agreement_go(acting_person, agreement) if agreement else []
        if now.is_deleted:
            _take_away_documents(now, signed)
        else:
            notices.tell_withdrawn(now.aco, acting_person, now)
    return now


def let_agreement_go(acting_person: Person, agreement: ParticipantAgreement) -> list[int]:
    """With its request goes an agreement that nobody has signed. Of one that is signed: the ids of
    the pages that it carries, which stay."""
    try:
        stop_agreement(acting_person=acting_person, event=agreement.event)
    except SigningError:
        return agreement.pages
    return []


def _take_away_documents(change: ChangeRequest, signed: Collection[int]) -> None:
    """The files of a deleted draft, which CMS never had; all but what was `signed`."""
    there = change.attachments.filter(removed_at=None).exclude(pk__in=signed)
    files = list(there.values_list("stored_as", flat=True))
    for document in there:
        document.removed_at = change.withdrawn_at
        document.save(update_fields=["removed_at"])
    for stored_as in files:
        transaction.on_commit(partial(DOCUMENTS.delete, stored_as), robust=True)


@transaction.atomic
def submit_changes(
    *,
    acting_person: Person,
    aco: Aco,
    change_ids: Collection[int],
    shown: str,
    attested: Collection[int] = (),
) -> list[ChangeRequest]:
    """An authorized signer submits drafts to CMS, all of them or none (rules A15, C3, C4).

    `shown` is the fingerprint of what the signer was shown, `attested` the ids of the mergers that
    they attest to. Departures are accepted on receipt and written to the list at once; the others
    wait for screening and CMS's decision. Raises Refused and ChangeError.
    """
    with pghistory.context(action="submit change requests", acting_person=acting_person.pk):
        lock_aco(aco)
        require(held_now(acting_person.pk, aco.pk), Permission.SIGN_ACO_DOCUMENTS)
        wanted = set(change_ids)
        looked_at = look_at(aco, list(to_submit(aco, wanted)[: MOST_AT_ONCE + 1]))
        if wanted and len(looked_at) < len(wanted) <= MOST_AT_ONCE:
            here = {each.change.pk for each in looked_at}
            return _already(acting_person, aco, wanted, wanted - here)
        _refuse(looked_at, wanted, shown, attested)
        now = timezone.now()
        for each in looked_at:
            _submit(each, acting_person, now)
        changes = [each.change for each in looked_at]
        ChangeRequest.objects.bulk_update(changes, SUBMITTING)
        notices.tell_submitted(aco, acting_person, changes)
        nudge("participants.screening.tasks.go_on_screening")
    return changes


def _already(
    signer: Person, aco: Aco, wanted: Collection[int], gone: Collection[int]
) -> list[ChangeRequest]:
    """What cannot be submitted any more. If the signer submitted all of it: that, as done.

    Otherwise raises ChangeError, which says of each who did what.
    """
    requests = ChangeRequest.objects.select_related("participant", "aco", "cycle", *PEOPLE)
    changes = list(requests.filter(aco=aco, pk__in=gone).order_by("pk"))
    own = [each for each in changes if each.submitted_by_id == signer.pk and not each.withdrawn_at]
    if len(own) == len(wanted):
        return own
    said = [f"{each}: {what_happened(each, signer)}" for each in changes[:_SAID_OF]]
    raise ChangeError(
        " ".join(
            ["Not all of these can be submitted any more.", *said, "Nothing was submitted now."]
        )
    )


def _refuse(
    looked_at: list[Ready], wanted: Collection[int], shown: str, attested: Collection[int]
) -> None:
    if not wanted:
        raise ChangeError("Choose at least one draft to submit.")
    if len(wanted) > MOST_AT_ONCE:
        raise ChangeError(f"At most {MOST_AT_ONCE} requests are submitted at a time.")
    if fingerprint(looked_at) != shown:
        raise ChangeError(CHANGED)
    if problems := blocked(looked_at, attested):
        raise ChangeError(" ".join(problems))


def _submit(ready: Ready, signer: Person, now: datetime) -> None:
    """Set what a submission sets; a departure is written to the list here."""
    change = ready.change
    change.first_submitted_at = change.first_submitted_at or now
    change.submitted_at, change.submitted_by = now, signer
    change.screened_at = None
    if ready.attestation:
        change.attestation, change.attested_by = ready.attestation, signer
    if change.kind_row.is_notice:
        change.effective_on = apply_change(change)
        change.decided_at, change.approved = now, True
