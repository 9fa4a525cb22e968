"""Files with many changes: read in, looked at, and made into drafts once (rule C3)."""

from datetime import timedelta

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from acoms.once.shown import CHANGED
from contacts.models import Aco
from participants.changes.actions.requests import lock_for_editing, providers_of, write_draft
from participants.changes.errors import ChangeError
from participants.changes.models import ChangeFile, ChangeProvider, ChangeRequest
from participants.changes.plan import Plan, plan_for
from participants.changes.reading import read_changes

KEPT_UNCONFIRMED = timedelta(days=7)


@transaction.atomic
def prepare_change_file(
    *, acting_person: Person, aco: Aco, source: str, text: str, remarks: list[str]
) -> ChangeFile:
    """Keep a file as read, to be looked at. Nothing is drafted yet.

    Raises Refused, and UnreadableFile for what is no table of changes.
    """
    reading = read_changes(text)
    with pghistory.context(action="prepare file of changes", acting_person=acting_person.pk):
        lock_for_editing(acting_person, aco)
        return ChangeFile.objects.create(
            aco=aco,
            source=source[:200],
            remarks=[*remarks, *reading.remarks],
            content=text,
            rows=len(reading.rows),
            created_by=acting_person,
        )


def plan_of(file: ChangeFile) -> Plan:
    """What an unconfirmed file would become now."""
    return plan_for(file.aco, read_changes(file.content).rows)


@transaction.atomic
def confirm_change_file(
    *, acting_person: Person, file: ChangeFile, shown: str, good_ones_only: bool
) -> bool:
    """Make the file's drafts, all in one; False if that has been done before.

    `shown` is the fingerprint of what the person was shown. With `good_ones_only` rows that cannot
    be taken are put aside with their reasons; without it there must be none. Raises Refused, and
    ChangeError where nothing can be taken, or something else than was shown.
    """
    with pghistory.context(action="confirm file of changes", acting_person=acting_person.pk):
        lock_for_editing(acting_person, file.aco)
        now = ChangeFile.objects.select_related("aco").get(pk=file.pk)
        if now.confirmed_at is not None:
            return False
        plan = plan_of(now)
        if plan.fingerprint != shown:
            raise ChangeError(CHANGED)
        if not plan.planned:
            raise ChangeError("None of the rows can be taken.")
        if plan.left_out and not good_ones_only:
            raise ChangeError("Some rows cannot be taken, so none was.")
        _make(acting_person, now, plan)
        now.content = ""
        now.confirmed_at, now.confirmed_by = timezone.now(), acting_person
        now.drafts = len(plan.planned)
        now.left_out = [[each.line, each.what, each.why] for each in plan.left_out]
        now.save()
    return True


def _make(acting_person: Person, file: ChangeFile, plan: Plan) -> None:
    changes = []
    for planned in plan.planned:
        change = ChangeRequest(aco=file.aco, kind=planned.draft.kind, created_by=acting_person)
        write_draft(change, planned.draft)
        change.uploaded_as = file.uploaded_as
        changes.append(change)
    ChangeRequest.objects.bulk_create(changes, batch_size=1_000)
    ChangeProvider.objects.bulk_create(
        (
            provider
            for change, planned in zip(changes, plan.planned, strict=True)
            for provider in providers_of(change, planned.draft)
        ),
        batch_size=2_000,
    )


def forget_unconfirmed_files() -> int:
    """Delete files that nobody confirmed in a week: they name TINs that nothing came of."""
    with transaction.atomic(), pghistory.context(action="forget file of changes"):
        old = ChangeFile.objects.filter(
            confirmed_at=None, created_at__lt=timezone.now() - KEPT_UNCONFIRMED
        )
        return old.delete()[1].get("participants_changes.ChangeFile", 0)
