"""Lists of QPP's organizations, read in by CMS staff or on the server (rule D1)."""

from collections.abc import Iterable
from dataclasses import dataclass

import pghistory
from django.db import connection, transaction

from accounts.duties import require
from accounts.models import Person
from accounts.staff import Duty
from acoms.loading.staging import OnBadLine, Progress, ignore
from acoms.operations.rekeying import is_rekeyed
from qpp_roles.organizations.actions.merging import merge
from qpp_roles.organizations.errors import QppError
from qpp_roles.organizations.importing.counts import Merged
from qpp_roles.organizations.importing.models import OrganizationImport
from qpp_roles.organizations.importing.rows import Record
from qpp_roles.organizations.importing.staging import STAGED, rows_to_stage
from qpp_roles.organizations.models import MemberPractice, Organization

_MANY = 10_000


class NothingImported(QppError):
    """Lines are bad, and all were to go in or none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationFile:
    """A list to read in; of organizations of one `kind`, if it is as CMS publishes those. With
    `complete_lists`, the clinicians and members of whoever has some in the file are these and no
    others."""

    name: str
    lines: Iterable[str]
    kind: str = ""
    all_or_nothing: bool = False
    complete_lists: bool = False


@transaction.atomic
def import_organizations(
    *,
    acting_person: Person | None,
    file: OrganizationFile,
    on_bad_line: OnBadLine = ignore,
    progress: Progress = ignore,
    only_try: bool = False,
) -> tuple[OrganizationImport, Merged]:
    """Read a list of organizations in: one transaction, which a second run finds nothing to do in.

    `acting_person` is None for the command on the server. Bad lines go to `on_bad_line` in the
    file's order, and the good ones go in, unless all or nothing was asked for or lists are said to
    be complete: then NothingImported. With `only_try` nothing stays. Raises UnreadableFile for
    what is no such list, Refused for what the person's role does not include, and QppError while
    another list is read in.
    """
    if acting_person is not None:
        require(acting_person, Duty.MANAGE_ORGANIZATIONS)
    if not (is_rekeyed(Organization) and is_rekeyed(MemberPractice)):
        raise QppError(
            "TINs are still stored under an older key, and every one would come in twice. Run "
            "manage.py rekey_tins first."
        )
    context = {"action": f"import organizations {file.name}"}
    with pghistory.context(**context, acting_person=acting_person and acting_person.pk):
        read = STAGED.fill(rows_to_stage(file.lines, file.kind), progress)
        merged = merge(complete_lists=file.complete_lists, progress=progress)
        STAGED.tell_bad_lines(on_bad_line)
        if merged.left_out and (file.all_or_nothing or file.complete_lists) and not only_try:
            raise NothingImported("Nothing was changed: correct these lines, and import it again.")
        record = _record(acting_person, file, read, merged)
    transaction.set_rollback(only_try)
    return record, merged


def _record(
    acting_person: Person | None, file: OrganizationFile, read: int, merged: Merged
) -> OrganizationImport:
    every = merged.of.values()
    if merged.of[Record.ORGANIZATION].added > _MANY:
        with connection.cursor() as cursor:  # or searches would be planned for an empty table
            cursor.execute("SELECT acoms_organizations_came_in()")
    return OrganizationImport.objects.create(
        imported_by=acting_person,
        file_name=file.name[:200],
        complete_lists=file.complete_lists,
        read=read,
        added=sum(counts.added for counts in every),
        changed=sum(counts.changed for counts in every),
        left_out=merged.left_out,
        removed=sum(counts.removed for counts in every),
    )
