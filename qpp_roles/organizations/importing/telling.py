"""What an import did, in sentences for the terminal and the admin."""

from collections.abc import Iterator

from acoms.programme.vocabulary import complete
from qpp_roles.organizations.importing.counts import Merged
from qpp_roles.organizations.importing.models import OrganizationImport
from qpp_roles.organizations.importing.rows import Record

_NAMES = {
    Record.ORGANIZATION: "Organizations",
    Record.MEMBER: "Member practices",
    Record.CLINICIAN: "Clinicians",
    Record.SITE_CLINICIAN: "Clinicians of Practice Sites",
}
complete(Record, _NAMES)


def summary(record: OrganizationImport, merged: Merged) -> Iterator[str]:
    """One line for each record that the file had, or that nothing was in it."""
    for of, name in _NAMES.items():
        counts = merged.of[of]
        if counts.read or counts.removed:
            removed = f", {counts.removed:,} removed" if record.complete_lists else ""
            yield (
                f"{name}: {counts.read:,} read, {counts.added:,} new, {counts.changed:,} changed, "
                f"{counts.as_they_were:,} as they were{removed}."
            )
    if not record.read:
        yield "There is no line in it but the first."
    elif not (record.added or record.changed or record.removed):
        yield "Nothing is different from what was there."
