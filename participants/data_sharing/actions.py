"""Files of service dates: taken in, answered by a worker, given out, and deleted (rule C7)."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pghistory
from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from acoms.loading.reading import BadLine, UnreadableFile
from acoms.once.lease import LeaseLost, hold, take
from acoms.operations.nudging import nudge
from acoms.programme.tins import hash_tin
from acoms.storage.pieces import in_pieces
from acoms.storage.stream import DamagedFile
from contacts.access import held_now, held_to_read, require
from contacts.models import Aco
from contacts.permissions import Permission
from participants.data_sharing.errors import DataSharingError
from participants.data_sharing.gathering import Beneficiaries, Known, with_codes_before
from participants.data_sharing.models import DataSharingAccess, DataSharingFile, DataSharingProgress
from participants.data_sharing.rules import CODE_COLUMN, Outcome, outcome, read_services
from participants.data_sharing.storage import FILES
from participants.lists.queries import tins_of

ANSWERING = "participants.data_sharing.tasks.answer_service_dates"
BLOCK = 50_000  # lines read or written between two reports of progress
READING = 80  # percent of the work; the rest is writing
MOST_BAD = 200  # bad lines kept by number

log = logging.getLogger(__name__)


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
    file.size = FILES.save(file.uploaded_as, _limited(pieces))
    try:
        with (
            transaction.atomic(),
            pghistory.context(action="upload service dates", acting_person=acting_person.pk),
        ):
            file.save()
            DataSharingProgress.objects.create(file=file)
            nudge(ANSWERING)
    except BaseException:
        FILES.delete(file.uploaded_as)
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
    waiting = DataSharingProgress.objects.filter(
        file__finished_at=None, file__failure="", file__deleted_at=None
    )
    waiting = waiting.select_related("file__aco").order_by("file__uploaded_at")
    answered = 0
    while (progress := take(waiting, percent=0)) is not None:
        with suppress(LeaseLost):
            answer_file(progress.file)
            answered += 1
    return answered


def answer_file(file: DataSharingFile) -> None:
    """Make the revised request file of a file of service dates.

    Beneficiaries stand in memory up to a number, and beyond it in encrypted files. A file that
    cannot be read says why. Raises LeaseLost where another worker has taken it up.
    """
    beneficiaries = Beneficiaries(FILES)
    try:
        bad = _take_in(file, beneficiaries)
        before, compared = _before(file)
        summary = {**_write_out(file, beneficiaries, before), **compared}
    except UnreadableFile as error:
        _end(file, failure=str(error))
    except FileNotFoundError:
        _end(file, failure="The uploaded file was deleted before it could be read.")
    except DamagedFile:
        log.exception("the file of service dates %s cannot be decrypted", file.pk)
        _end(file, failure="The uploaded file was damaged after it came in. Upload it once more.")
    else:
        _end(file, summary=summary, bad_lines=bad[:MOST_BAD], lines_total=file.lines_total)
    finally:
        beneficiaries.forget()


def _take_in(file: DataSharingFile, beneficiaries: Beneficiaries) -> list[dict[str, Any]]:
    """Gather the services of current participants; the bad lines by number."""
    current = {tin.bytes for tin in tins_of(file.aco, file.today)}
    is_current: dict[str, bool] = {"": False}
    bad: list[dict[str, Any]] = []
    seen = 0

    def counted(lines: Iterable[str]) -> Iterator[str]:
        nonlocal seen
        for line in lines:
            seen += len(line.encode())
            yield line

    number = good = 0
    for row in read_services(counted(FILES.lines(file.uploaded_as)), file.today):
        number += 1
        if isinstance(row, BadLine):
            if len(bad) < MOST_BAD:
                bad.append({"line": row.line, "reason": row.reason})
            file.summary["bad"] = file.summary.get("bad", 0) + 1
            continue
        _, service = row
        if service.tin not in is_current:
            is_current[service.tin] = hash_tin(service.tin).bytes in current
        on = service.on if is_current[service.tin] else None
        beneficiaries.add(Known(service.mbi, on.isoformat() if on else "", service.code))
        good += 1
        if good % BLOCK == 0:
            _report(file, min(READING, READING * seen // max(file.size, 1)))
    file.lines_total = number
    return bad


def _before(file: DataSharingFile) -> tuple[Iterator[str], dict[str, Any]]:
    """The lines of the ACO's last revised request file, and its day for the summary; nothing, where
    none is kept that can be read."""
    done = DataSharingFile.objects.filter(aco=file.aco, deleted_at=None, failure="")
    done = done.filter(finished_at__isnull=False, uploaded_at__lt=file.uploaded_at)
    last = done.order_by("-uploaded_at", "-pk").first()
    if last is None:
        return iter(()), {}
    lines = FILES.lines(last.made_as)
    try:
        next(lines, None)  # the heading
    except (FileNotFoundError, DamagedFile):
        return iter(()), {}
    return lines, {"compared_with": last.today.isoformat()}


def _write_out(
    file: DataSharingFile, beneficiaries: Beneficiaries, before: Iterator[str]
) -> dict[str, Any]:
    """Write one line for each beneficiary, and count what became of them and what changed.

    `changed` counts, by what became of them, those whose code is another one than before;
    `known_before` are those whose code before is known.
    """
    counts: dict[str, int] = {each.name.lower(): 0 for each in Outcome}
    changed: dict[str, int] = {}
    known_before = 0

    def lines() -> Iterator[str]:
        nonlocal known_before
        yield f"mbi,{CODE_COLUMN},reason\n"
        for number, (one, code) in enumerate(with_codes_before(beneficiaries, before), 1):
            on = date.fromisoformat(one.latest) if one.latest else None
            became = outcome(file.today, declined=one.code == "N", last_service_on=on)
            counts[became.name.lower()] += 1
            known_before += bool(code)
            if code not in ("", became.code):
                changed[became.name.lower()] = changed.get(became.name.lower(), 0) + 1
            yield f"{one.mbi},{became.code},{became.value}\n"
            if number % BLOCK == 0:
                share = beneficiaries.taken / beneficiaries.total
                _report(file, READING + int((100 - READING) * share))

    FILES.delete(file.made_as)  # of a worker that died before it could say so
    FILES.save(file.made_as, in_pieces(lines()))
    bad = file.summary.get("bad", 0)
    return {**counts, "bad": bad, "changed": changed, "known_before": known_before}


def _report(file: DataSharingFile, percent: int) -> None:
    hold(file.progress, percent=percent)


def _end(file: DataSharingFile, **ended: Any) -> None:
    with transaction.atomic(), pghistory.context(action="answer service dates"):
        hold(file.progress, percent=100)
        DataSharingFile.objects.filter(pk=file.pk).update(finished_at=timezone.now(), **ended)
    FILES.delete(file.uploaded_as)  # what was asked with is not needed any more
    if DataSharingFile.objects.filter(pk=file.pk, deleted_at__isnull=False).exists():
        FILES.delete(file.made_as)  # somebody deleted it while it was made


@transaction.atomic
def give_out_answers(*, acting_person: Person, file: DataSharingFile) -> File[bytes]:
    """The revised request file; it is recorded who takes it before it is given (E5).

    Raises Refused, and DataSharingError where it is not there any more.
    """
    require(held_to_read(acting_person.pk, file.aco_id), Permission.BENEFICIARY_DATA_READ)
    gone = DataSharingError("This file is not there, or not any more. Upload it once more.")
    if file.finished_at is None or file.failure:
        raise gone
    try:
        answers = FILES.open(file.made_as)
    except FileNotFoundError:
        raise gone from None
    DataSharingAccess.objects.create(file=file, person=acting_person)
    return answers


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
    FILES.delete(file.uploaded_as)
    FILES.delete(file.made_as)


def delete_old_files(today: date | None = None) -> int:
    """Take away the files whose days are over; how many."""
    over = DataSharingFile.objects.filter(
        deleted_at=None, delete_on__lte=today or timezone.localdate()
    )
    files = list(over)
    for file in files:
        delete_file(acting_person=None, file=file)
    return len(files)
