"""Several files that CMS staff upload at once: kept, judged by their names, and confirmed (G3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from uuid import UUID

import pghistory
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts import duties
from accounts.models import Person
from accounts.staff import Duty
from acoms.once.shown import Parts, refusal_of_change
from contacts.models import Aco
from documents.files.actions.publishing import (
    Kept,
    Outcome,
    Published,
    keep,
    outcome_of,
    publish_kept,
)
from documents.files.errors import FilesError
from documents.files.models import FileVersion, WaitingFile
from documents.files.naming import Named, UnknownName, read_name
from documents.files.storage import FILES

WAITS = timedelta(days=1)  # for a confirmation
MOST = 100  # files at once
_ANSWERED = "These files were published or given up already."


@dataclass(frozen=True, slots=True)
class Judged:
    """A file that waits, what its name says, and what would come of it: `outcome`, or why not."""

    waiting: WaitingFile
    named: Named | None = None
    aco: Aco | None = None
    outcome: Outcome | None = None
    reason: str = ""

    @property
    def shown(self) -> tuple[object, ...]:
        """What a page shows of it."""
        return (self.waiting.name, self.waiting.sha256, self.named, self.outcome, self.reason)


def keep_several(
    *,
    acting_person: Person,
    batch: UUID,
    files: Iterable[tuple[str, Iterable[bytes]]],
    last_day: date | None,
) -> list[WaitingFile]:
    """Keep uploaded files, each a name and pieces of bytes, until they are confirmed.

    Raises Refused, and FilesError for one that is empty or too large: then none is kept.
    """
    duties.require(acting_person, Duty.PUBLISH_FILES)
    kept: list[tuple[str, Kept]] = []
    try:
        for name, content in files:
            try:
                kept.append((name, keep(content)))
            except FilesError as error:
                raise FilesError(f"{name}: {error}", field="chosen") from None
        return WaitingFile.objects.bulk_create(
            WaitingFile(
                batch=batch,
                name=name[:255],
                stored_as=one.stored_as,
                size=one.size,
                sha256=one.sha256,
                last_day=last_day,
                uploaded_by=acting_person,
            )
            for name, one in kept
        )
    except BaseException:
        for _, one in kept:
            FILES.delete(one.stored_as)
        raise


def waiting_of(person: Person, batch: UUID) -> list[WaitingFile]:
    """The files of a batch that wait for this person; nobody else confirms them."""
    return list(WaitingFile.objects.filter(batch=batch, uploaded_by=person))


def judge(waiting: Sequence[WaitingFile]) -> list[Judged]:
    """What each name says, and what would come of it; two queries, whatever their number."""
    names: dict[str, Named | str] = {}
    for one in waiting:
        try:
            names[one.name] = read_name(one.name)
        except UnknownName as error:
            names[one.name] = str(error)
    named = [each for each in names.values() if isinstance(each, Named)]
    acos = {aco.aco_id: aco for aco in Aco.objects.filter(aco_id__in={n.aco_id for n in named})}
    versions = FileVersion.objects.filter(file__aco__in=acos.values(), file__name__in=[*names])
    last = {
        (version.file.aco_id or 0, version.file.name): version
        for version in versions.select_related("file").order_by("number")
    }
    seen: set[str] = set()
    found = []
    for one in waiting:
        found.append(_judged(one, names[one.name], acos, last, again=one.name in seen))
        seen.add(one.name)
    return found


def _judged(
    one: WaitingFile,
    said: Named | str,
    acos: dict[str, Aco],
    last: dict[tuple[int, str], FileVersion],
    *,
    again: bool,
) -> Judged:
    if isinstance(said, str):
        return Judged(one, reason=said)
    if again:
        return Judged(one, said, reason="Another file of this name is among them.")
    aco = acos.get(said.aco_id)
    if aco is None:
        return Judged(one, said, reason=f"There is no ACO {said.aco_id}.")
    there = last.get((aco.pk, one.name))
    outcome = outcome_of(there, one.sha256, year=said.year, last_day=one.last_day)
    return Judged(one, said, aco, outcome)


def parts_of(judged: Sequence[Judged]) -> Parts:
    """What the page shows, for its fingerprint."""
    return {"what becomes of the files": [one.shown for one in judged]}


@transaction.atomic
def publish_several(*, acting_person: Person, batch: UUID, shown: str | None) -> list[Published]:
    """Publish what a page showed of a batch; what its name does not say is left out and forgotten.

    Raises Refused, and FilesError where the page showed something else, or nothing waits any more.
    """
    duties.require(acting_person, Duty.PUBLISH_FILES)
    with pghistory.context(acting_person=acting_person.pk):
        rows = WaitingFile.objects.filter(batch=batch, uploaded_by=acting_person)
        waiting = list(rows.select_for_update())
        if not waiting:
            raise FilesError(_ANSWERED)
        judged = judge(waiting)
        if changed := refusal_of_change(shown, parts_of(judged)):
            raise FilesError(changed)
        rows.delete()
        good = [one for one in judged if one.outcome is not None]
        published = [_publish(acting_person, one) for one in sorted(good, key=_by_lock)]
        for one in judged:
            if one.outcome is None:
                _delete_later(one.waiting)
    return published


def _by_lock(one: Judged) -> tuple[int, int]:
    return (one.aco.pk if one.aco else 0, one.waiting.pk or 0)


def _publish(acting_person: Person, one: Judged) -> Published:
    assert one.named is not None
    assert one.aco is not None
    waiting = one.waiting
    return publish_kept(
        acting_person=acting_person,
        aco=one.aco,
        type=one.named.type,
        name=waiting.name,
        kept=Kept(waiting.size, waiting.sha256, waiting.stored_as),
        year=one.named.year,
        last_day=waiting.last_day,
    )


@transaction.atomic
def give_up_several(*, acting_person: Person, batch: UUID) -> None:
    """Forget the files of a batch of one's own.

    Raises FilesError where none waits any more: then they are published, or were given up.
    """
    if not _forget(WaitingFile.objects.filter(batch=batch, uploaded_by=acting_person)):
        raise FilesError(_ANSWERED)


@transaction.atomic
def forget_waiting() -> int:
    """Forget what nobody has confirmed for a day; how many files."""
    return _forget(WaitingFile.objects.filter(uploaded_at__lt=timezone.now() - WAITS))


def _forget(rows: QuerySet[WaitingFile]) -> int:
    """Whoever publishes the same rows meanwhile has them, and their bytes; how many were ours."""
    waiting = list(rows.select_for_update())
    WaitingFile.objects.filter(pk__in=[one.pk for one in waiting]).delete()
    for one in waiting:
        _delete_later(one)
    return len(waiting)


def _delete_later(one: WaitingFile) -> None:
    transaction.on_commit(partial(FILES.delete, one.stored_as), robust=True)
