"""Publishing a file to an ACO: the one way by which files come into Data Hub and Reporting; and how
any file, the Knowledge Library's too, gets its versions."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pghistory
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts import duties
from accounts.models import Person
from accounts.staff import Duty
from acoms.operations.nudging import nudge
from contacts.actions import lock_aco_even_ended
from contacts.models import Aco
from documents.files.errors import FilesError
from documents.files.happening import tell_programs
from documents.files.models import FileVersion, PublishedFile
from documents.files.rules import (
    Scan,
    default_last_day,
    one_spelling,
    refusal_of_likeness,
    refusal_of_name,
    shown_scans,
)
from documents.files.storage import FILES
from documents.files.types import FileType

SCANNING = "documents.files.tasks.scan_files"
TELLING = "documents.files.tasks.tell_of_files"


class Outcome(StrEnum):
    """What came of publishing a file; the value finishes a sentence about it."""

    NEW = "is published"
    VERSION = "is a new version"
    SAME = "is the same as what is there, and nothing was changed"
    FACTS = "is the same as what is there; only its last day or its year was changed"


@dataclass(frozen=True, slots=True)
class Published:
    """The version that is there now, and what came of it."""

    version: FileVersion
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Kept:
    """Bytes that are stored, and that no row has yet."""

    size: int
    sha256: str
    stored_as: UUID = field(default_factory=uuid4)


def publish(
    *,
    acting_person: Person | None,
    aco: Aco,
    type: FileType,
    name: str,
    content: Iterable[bytes],
    year: int | None = None,
    last_day: date | None = None,
) -> Published:
    """Publish a file to an ACO, under a name that is new there or as a new version (rules G3, G4).

    `content` are its bytes in pieces, of which memory holds one. `acting_person` is CMS staff, or
    nobody where a delivery job or ACO-MS itself publishes. `last_day` is the last on which it is
    shown; without one the settings say how long. The same bytes as the last version are no new one,
    as long as that is there. What was taken away stays so when its successor comes.

    Raises Refused, FilesError for a name or a size that is not taken or a name that another type
    has, and what making the pieces raises.
    """
    name = one_spelling(name)
    may_publish(acting_person, name)
    with kept_for_a_row(content) as kept:
        return publish_kept(
            acting_person=acting_person,
            aco=aco,
            type=type,
            name=name,
            kept=kept,
            year=year,
            last_day=last_day,
        )


def may_publish(acting_person: Person | None, name: str) -> None:
    """Raise Refused or FilesError, unless this person may publish a file of this name."""
    if acting_person is not None:
        duties.require(acting_person, Duty.PUBLISH_FILES)
    if refusal := refusal_of_name(name):
        raise FilesError(refusal, field="name")


@contextmanager
def kept_for_a_row(content: Iterable[bytes]) -> Iterator[Kept]:
    """Bytes that are stored, and deleted where what is done with them fails. Raises as `keep`."""
    kept = keep(content)
    try:
        yield kept
    except BaseException:
        FILES.delete(kept.stored_as)
        raise


def outcome_of(
    last: FileVersion | None, sha256: str, *, year: int | None, last_day: date | None
) -> Outcome:
    """What comes of publishing bytes under a name of which `last` is the last version.

    The same bytes are the same only if they are still kept, and shown or about to be.
    """
    if last is None:
        return Outcome.NEW
    if last.sha256 != sha256 or not _is_there(last):
        return Outcome.VERSION
    file = last.file
    other_year = year is not None and year != file.performance_year
    other_day = last_day is not None and last_day != file.last_day
    return Outcome.FACTS if other_year or other_day else Outcome.SAME


def _is_there(version: FileVersion) -> bool:
    scans = shown_scans(show_too_large=settings.FILES_TOO_LARGE_TO_SCAN_SHOWN) | {Scan.WAITING}
    return (
        version.deleted_at is None
        and version.scanned in scans
        and not _is_over(version.file)
        and FILES.exists(version.stored_as)
    )


def _is_over(file: PublishedFile) -> bool:
    return file.last_day is not None and file.last_day < timezone.localdate()


def keep(content: Iterable[bytes]) -> Kept:
    """Store bytes for a row to come; whoever has them deletes them if none comes.

    Raises FilesError for an empty or too large file, and what making the pieces raises.
    """
    sha256, size, stored_as = hashlib.sha256(), 0, uuid4()

    def counted() -> Iterator[bytes]:
        nonlocal size
        for piece in content:
            size += len(piece)
            if size > settings.FILES_MOST_BYTES:
                most = settings.FILES_MOST_BYTES // 1_000_000
                raise FilesError(f"The file is larger than {most:,} megabytes.", field="file")
            sha256.update(piece)
            yield piece
        if not size:
            raise FilesError("The file is empty.", field="file")

    FILES.save(stored_as, counted())
    return Kept(size, sha256.hexdigest(), stored_as)


@transaction.atomic
def publish_kept(
    *,
    acting_person: Person | None,
    aco: Aco,
    type: FileType,
    name: str,
    kept: Kept,
    year: int | None,
    last_day: date | None,
) -> Published:
    """`publish` for bytes that are stored: they are a version's, or deleted, once this commits."""
    who: dict[str, Any] = {"acting_person": acting_person.pk} if acting_person else {}
    with pghistory.context(action="publish file", **who):
        lock_aco_even_ended(aco)
        file = _file_of(aco, name, type)
        day = default_last_day(timezone.localdate(), settings.FILES_DAYS)
        return add_version(file, kept, acting_person, year=year, last_day=last_day, otherwise=day)


def add_version(
    file: PublishedFile,
    kept: Kept,
    acting_person: Person | None,
    *,
    last_day: date | None,
    otherwise: date | None = None,
    year: int | None = None,
) -> Published:
    """Give a file, new or under its lock, the bytes as a version, and save it with what was changed
    of it. The same bytes as its last version are no new one; a year or a last day that is said
    with them is kept. `otherwise` is the last day of a version for which none is said."""
    last = file.versions.order_by("-number").first() if file.pk else None
    outcome = outcome_of(last, kept.sha256, year=year, last_day=last_day)
    file.performance_year = year or file.performance_year
    if last is not None and outcome in (Outcome.SAME, Outcome.FACTS):
        transaction.on_commit(partial(FILES.delete, kept.stored_as), robust=True)
        file.last_day = last_day or file.last_day
        if outcome is Outcome.FACTS:
            file.save()
        return Published(last, outcome)
    if file.pk and _is_over(file):
        take_away(file.versions.all())
    file.last_day = last_day or otherwise
    file.save()
    version = FileVersion.objects.create(
        file=file,
        number=last.number + 1 if last else 1,
        stored_as=kept.stored_as,
        size=kept.size,
        sha256=kept.sha256,
        delivered_by=acting_person,
        scan=Scan.WAITING if settings.CLAMAV_ADDRESS else Scan.NO_SCANNER,
    )
    tell_programs(version)
    nudge(SCANNING if settings.CLAMAV_ADDRESS else TELLING)
    return Published(version, outcome)


def _file_of(aco: Aco, name: str, type: FileType) -> PublishedFile:
    """The ACO's file of this name, or one that is not saved yet. Raises FilesError."""
    file = PublishedFile.objects.filter(aco=aco, name__iexact=name).first()
    if file is not None and (refusal := refusal_of_likeness(file.name, name)):
        raise FilesError(refusal, field="name")
    if file is not None and file.type != type.code:
        raise FilesError(f"{name} is there already, as {file.kind}.", field="name")
    return file or PublishedFile(aco=aco, name=name, type=type.code)


def take_away(versions: QuerySet[FileVersion], most: int | None = None) -> int:
    """Delete the bytes of versions for good, once this commits; how many. Their rows stay."""
    there = versions.filter(deleted_at=None).select_for_update(of=("self",)).order_by("pk")
    gone = list(there[:most])
    FileVersion.objects.filter(pk__in=[one.pk for one in gone]).update(deleted_at=timezone.now())
    for one in gone:
        transaction.on_commit(partial(FILES.delete, one.stored_as), robust=True)
    return len(gone)


@transaction.atomic
def set_last_day(
    *, acting_person: Person, file: PublishedFile, last_day: date | None
) -> PublishedFile:
    """CMS staff say until which day a file is shown; a day that is past takes it away at once.

    Raises Refused, and FilesError where its bytes are deleted already.
    """
    duties.require(acting_person, Duty.PUBLISH_FILES)
    with pghistory.context(action="set last day of file", acting_person=acting_person.pk):
        assert file.aco is not None
        lock_aco_even_ended(file.aco)
        file.refresh_from_db()
        change_last_day(file, last_day)
    return file


def change_last_day(file: PublishedFile, last_day: date | None) -> None:
    """Say until which day a file is shown that is locked. Raises FilesError as `set_last_day`."""
    if refusal := refusal_of_showing(file, last_day):
        raise FilesError(refusal, field="last_day")
    if file.last_day != last_day:
        file.last_day = last_day
        file.save(update_fields=["last_day"])


def refusal_of_showing(file: PublishedFile, last_day: date | None) -> str:
    """Why a file cannot be shown until this day; empty if it can."""
    shows = last_day is None or last_day >= timezone.localdate()
    if shows and not file.versions.filter(deleted_at=None).exists():
        return "Its last day was past and its bytes are deleted. Publish the file again."
    return ""
