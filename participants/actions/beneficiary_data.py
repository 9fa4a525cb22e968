"""Files of service dates: taken in, answered by a worker, given out, and deleted (rule C7)."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pghistory
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Person
from acoms.copying import copy_in, copy_line
from acoms.loading.reading import BadLine, UnreadableFile
from acoms.nudging import nudge
from acoms.tins import hash_tin
from contacts.access import held_now, require
from contacts.models import Aco
from contacts.permissions import Permission
from participants.beneficiary_data import storage
from participants.beneficiary_data.rules import (
    CODE_COLUMN,
    Outcome,
    Service,
    outcome,
    read_services,
)
from participants.errors import DataSharingError
from participants.models import DataSharingAccess, DataSharingFile, DataSharingProgress
from participants.queries import tins_of

ANSWERING = "participants.tasks.answer_service_dates"
BLOCK = 50_000  # lines copied or written between two reports of progress
READING = 80  # percent of the work; the rest is writing
MOST_BAD = 200  # bad lines kept by number
LEASE = timedelta(minutes=5)


def upload_services(
    *, acting_person: Person, aco: Aco, source: str, pieces: Iterable[bytes]
) -> DataSharingFile:
    """Keep a file of service dates, encrypted, for a worker to answer.

    Raises Refused, and DataSharingError where the file is empty or too large, or where the ACO's
    list says no TINs to compare with.
    """
    require(held_now(acting_person.pk, aco.pk), Permission.BENEFICIARY_DATA_EDIT)
    today = timezone.localdate()
    if not tins_of(aco, today):
        raise DataSharingError(
            "No TIN of this ACO's participants is on record, so nobody can tell which services are "
            "from a current participant. The TINs are added by change requests."
        )
    file = DataSharingFile(
        aco=aco,
        source=source[:200],
        today=today,
        uploaded_by=acting_person,
        delete_on=today + timedelta(days=settings.BENEFICIARY_DATA_DAYS),
    )
    file.size = storage.write(file.uploaded_as, _limited(pieces))
    try:
        with (
            transaction.atomic(),
            pghistory.context(action="upload service dates", acting_person=acting_person.pk),
        ):
            file.save()
            DataSharingProgress.objects.create(file=file)
            nudge(ANSWERING)
    except BaseException:
        storage.delete(file.uploaded_as)
        raise
    return file


def _limited(pieces: Iterable[bytes]) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > settings.BENEFICIARY_DATA_MOST_BYTES:
            most = settings.BENEFICIARY_DATA_MOST_BYTES // 1_000_000
            raise DataSharingError(f"The file is larger than {most:,} megabytes. Send it in parts.")
        yield piece
    if not size:
        raise DataSharingError("The file is empty.")


def answer_waiting() -> int:
    """Answer the files that wait, also those that a killed worker left behind; how many."""
    answered = 0
    while (file := _claim()) is not None:
        answer_file(file)
        answered += 1
    return answered


@transaction.atomic
def _claim() -> DataSharingFile | None:
    now = timezone.now()
    waiting = DataSharingProgress.objects.filter(
        Q(alive_at=None) | Q(alive_at__lt=now - LEASE),
        file__finished_at=None,
        file__failure="",
        file__deleted_at=None,
    )
    found = waiting.select_for_update(skip_locked=True).order_by("file__uploaded_at").first()
    if found is None:
        return None
    DataSharingProgress.objects.filter(pk=found.pk).update(alive_at=now, percent=0)
    file: DataSharingFile = DataSharingFile.objects.select_related("aco").get(pk=found.pk)
    return file


def answer_file(file: DataSharingFile) -> None:
    """Make the revised request file of a file of service dates.

    Beneficiaries stand in a temporary table of this connection, which nobody else sees and which
    goes with it; memory holds a block of lines. A file that cannot be read says why.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE TEMPORARY TABLE beneficiary_service "
                "(mbi text NOT NULL, latest date, code text NOT NULL)"
            )
            cursor.execute("CREATE TEMPORARY TABLE beneficiary_before (mbi text, code text)")
        bad = _take_in(file)
        compared = _take_in_before(file)
        summary = {**_write_out(file), **compared}
    except UnreadableFile as error:
        _end(file, failure=str(error))
    except FileNotFoundError:
        _end(file, failure="The uploaded file was deleted before it could be read.")
    else:
        _end(file, summary=summary, bad_lines=bad[:MOST_BAD], lines_total=file.lines_total)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS beneficiary_service, beneficiary_before")


def _take_in(file: DataSharingFile) -> list[dict[str, Any]]:
    """Copy the services of current participants into the table; the bad lines by number."""
    current = {tin.bytes for tin in tins_of(file.aco, file.today)}
    is_current: dict[str, bool] = {"": False}
    bad: list[dict[str, Any]] = []
    block: list[str] = []
    seen = 0

    def counted(lines: Iterable[str]) -> Iterator[str]:
        nonlocal seen
        for line in lines:
            seen += len(line.encode())
            yield line

    number = 0
    for row in read_services(counted(storage.lines_of(file.uploaded_as)), file.today):
        number += 1
        if isinstance(row, BadLine):
            if len(bad) < MOST_BAD:
                bad.append({"line": row.line, "reason": row.reason})
            file.summary["bad"] = file.summary.get("bad", 0) + 1
            continue
        _, service = row
        if service.tin not in is_current:
            is_current[service.tin] = _hash(service.tin) in current
        block.append(_line(service, is_current[service.tin]))
        if len(block) >= BLOCK:
            _copy(block)
            _report(file, min(READING, READING * seen // max(file.size, 1)))
            block = []
    _copy(block)
    file.lines_total = number
    return bad


def _take_in_before(file: DataSharingFile) -> dict[str, Any]:
    """Copy the codes of the ACO's last revised request file into their table, while it is kept;
    its day. Without it the codes in the uploaded file are those before."""
    done = DataSharingFile.objects.filter(aco=file.aco, deleted_at=None, failure="")
    done = done.filter(finished_at__isnull=False, uploaded_at__lt=file.uploaded_at)
    before = done.order_by("-uploaded_at", "-pk").first()
    if before is None or not storage.path_of(before.made_as).exists():
        return {}
    block: list[str] = []
    lines = storage.lines_of(before.made_as)
    next(lines, None)  # the heading
    for line in lines:
        mbi, code, _ = line.split(",", 2)
        block.append(copy_line((mbi, code)))
        if len(block) >= BLOCK:
            copy_in("beneficiary_before", ("mbi", "code"), iter(["".join(block)]))
            block = []
    copy_in("beneficiary_before", ("mbi", "code"), iter(["".join(block)]))
    return {"compared_with": before.today.isoformat()}


def _hash(tin: str) -> bytes:
    found: UUID = hash_tin(tin)
    return found.bytes


def _line(row: Service, current: bool) -> str:
    return copy_line((row.mbi, row.on if current else None, row.code))


def _copy(block: list[str]) -> None:
    copy_in("beneficiary_service", ("mbi", "latest", "code"), iter(["".join(block)]))


def _write_out(file: DataSharingFile) -> dict[str, Any]:
    """Write one line for each beneficiary, and count what became of them and what changed.

    `changed` counts, by what became of them, those whose code is another one than before;
    `known_before` are those whose code before is known.
    """
    counts: dict[str, int] = {each.name.lower(): 0 for each in Outcome}
    changed: dict[str, int] = {}
    known_before = written = 0

    def lines() -> Iterator[str]:
        nonlocal known_before, written
        yield f"mbi,{CODE_COLUMN},reason\n"
        # In no transaction, so that others see how far it is.
        with connection.chunked_cursor() as cursor:
            cursor.execute(
                "SELECT s.mbi, s.latest, s.declined, coalesce(b.code, s.code), count(*) OVER () "
                "FROM "
                "(SELECT mbi, max(latest) AS latest, bool_or(code = 'N') AS declined, "
                "CASE WHEN bool_or(code = 'N') THEN 'N' ELSE max(code) END AS code "
                "FROM beneficiary_service GROUP BY mbi) s "
                "LEFT JOIN beneficiary_before b USING (mbi) ORDER BY s.mbi"
            )
            while rows := cursor.fetchmany(min(5_000, BLOCK)):
                for mbi, latest, declined, before, total in rows:
                    became = outcome(file.today, declined=declined, last_service_on=latest)
                    counts[became.name.lower()] += 1
                    known_before += bool(before)
                    if before not in ("", became.code):
                        changed[became.name.lower()] = changed.get(became.name.lower(), 0) + 1
                    yield f"{mbi},{became.code},{became.value}\n"
                    written += 1
                    if written % BLOCK == 0:
                        _report(file, READING + (100 - READING) * written // total)

    storage.write(file.made_as, storage.in_pieces(lines()))
    bad = file.summary.get("bad", 0)
    return {**counts, "bad": bad, "changed": changed, "known_before": known_before}


def _report(file: DataSharingFile, percent: int) -> None:
    DataSharingProgress.objects.filter(pk=file.pk).update(alive_at=timezone.now(), percent=percent)


def _end(file: DataSharingFile, **ended: Any) -> None:
    with transaction.atomic(), pghistory.context(action="answer service dates"):
        DataSharingFile.objects.filter(pk=file.pk).update(finished_at=timezone.now(), **ended)
        DataSharingProgress.objects.filter(pk=file.pk).update(percent=100)
    storage.delete(file.uploaded_as)  # what was asked with is not needed any more


@transaction.atomic
def give_out_answers(*, acting_person: Person, file: DataSharingFile) -> Iterator[bytes]:
    """The revised request file; it is recorded who takes it before it is given (E5).

    Raises Refused, and DataSharingError where it is not there any more.
    """
    require(held_now(acting_person.pk, file.aco_id), Permission.BENEFICIARY_DATA_READ)
    if file.finished_at is None or file.failure or not storage.path_of(file.made_as).exists():
        raise DataSharingError("This file is not there, or not any more. Upload it once more.")
    DataSharingAccess.objects.create(file=file, person=acting_person)
    return storage.pieces_of(file.made_as)


def delete_file(*, acting_person: Person | None, file: DataSharingFile) -> None:
    """Take away what stands about beneficiaries; the counts stay. Raises Refused."""
    context: dict[str, Any] = {}
    if acting_person is not None:
        require(held_now(acting_person.pk, file.aco_id), Permission.BENEFICIARY_DATA_EDIT)
        context["acting_person"] = acting_person.pk
    with transaction.atomic(), pghistory.context(action="delete service dates", **context):
        DataSharingFile.objects.filter(pk=file.pk, deleted_at=None).update(
            deleted_at=timezone.now()
        )
    storage.delete(file.uploaded_as)
    storage.delete(file.made_as)


def delete_old_files(today: date | None = None) -> int:
    """Take away the files whose days are over; how many."""
    over = DataSharingFile.objects.filter(
        deleted_at=None, delete_on__lte=today or timezone.localdate()
    )
    files = list(over)
    for file in files:
        delete_file(acting_person=None, file=file)
    return len(files)
