"""Participant lists read in from a file, by CMS staff or on the server (rule C1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pghistory
from django.db import IntegrityError, OperationalError, connection, transaction

from accounts.duties import require
from accounts.models import Person
from accounts.staff import Duty
from acoms.loading.staging import OnBadLine, Progress, ignore
from acoms.operations.rekeying import is_rekeyed
from participants.lists.actions.merging import acos_of_file, lock_acos, merge_participants, run
from participants.lists.actions.merging_providers import merge_providers
from participants.lists.errors import ListError
from participants.lists.happening import tell_programs
from participants.lists.importing.counts import Merged
from participants.lists.importing.rows import Layout
from participants.lists.importing.staging import STAGED, rows_to_stage
from participants.lists.models import Participant

_PATIENCE = "10s"  # with whoever else writes to one of the lists
_MANY = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFile:
    """A file to read in. Who it names is on the list from `as_of` on, where it says no day.

    With `end_missing`, those whom CMS's public list does not name any more end on that day.
    """

    name: str
    lines: Iterable[str]
    layout: Layout
    as_of: date
    end_missing: bool = False


@transaction.atomic
def import_participants(
    *,
    acting_person: Person | None,
    file: ListFile,
    on_bad_line: OnBadLine = ignore,
    progress: Progress = ignore,
    only_try: bool = False,
) -> Merged:
    """Read participants and providers in: one transaction, which finds nothing to do a second time.

    `acting_person` is None for the command on the server. Bad lines go to `on_bad_line` in the
    file's order, and the good ones go in. With `only_try` nothing stays. Raises UnreadableFile
    for what is no such file, Refused for what the person's role does not include, and ListError
    while someone else writes to one of the lists, or where lines are bad and the missing are to be
    ended.
    """
    if acting_person is not None:
        require(acting_person, Duty.IMPORT_PARTICIPANTS)
    if not is_rekeyed(Participant):
        raise ListError(
            "TINs are still stored under an older key, and every one would come in twice. Run "
            "manage.py rekey_tins first."
        )
    context = {"action": f"import participants {file.name}"}
    with pghistory.context(**context, acting_person=acting_person and acting_person.pk):
        merged = _merge(file, progress)
    merged.left_out = STAGED.tell_bad_lines(on_bad_line)
    if merged.left_out and file.end_missing and not only_try:
        raise ListError(
            "Nothing was changed. Whoever stands on a line that was left out would be ended: "
            "correct these lines, and import it again."
        )
    transaction.set_rollback(only_try)
    return merged


def _merge(file: ListFile, progress: Progress) -> Merged:
    merged = Merged(lines=STAGED.fill(rows_to_stage(file.lines, file.layout), progress))
    progress("comparing participants")
    run(f"SET LOCAL lock_timeout = '{_PATIENCE}'")
    try:
        with transaction.atomic():
            lock_acos()
    except OperationalError:
        raise ListError("Someone else is changing one of these lists. Try again later.") from None
    try:
        merge_participants(file.layout, file.as_of, merged, end_missing=file.end_missing)
        if file.layout is Layout.LIST:
            progress("comparing providers/suppliers")
            merge_providers(file.as_of, merged, progress)
    except IntegrityError as error:
        raise ListError(
            "Nothing was changed: with this file a participant or a provider/supplier would be on "
            "a list twice on one day."
        ) from error
    if merged.changes_something:
        tell_programs(acos_of_file())
    if merged.providers.added > _MANY:
        with connection.cursor() as cursor:  # or the next query is planned for an empty table
            cursor.execute("SELECT acoms_participants_came_in()")
    return merged
