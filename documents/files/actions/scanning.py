"""Having what waits scanned for viruses, by one worker at a time (rule G4)."""

import logging
from collections.abc import Iterator

import pghistory
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from acoms.once.lease import hold, turn
from acoms.once.models import Turn
from acoms.operations.nudging import nudge
from acoms.storage.stream import DamagedFile
from documents.files.actions.publishing import TELLING
from documents.files.happening import tell_programs
from documents.files.models import FileVersion
from documents.files.rules import Scan
from documents.files.scanning import Answer, Clamd, Scanner, ScannerGone
from documents.files.storage import FILES

PIECE = 256 * 1024
HELD_EVERY = 64 * PIECE
GIVE_UP = 3  # failures in a row: the scanner is asked again at beat's next round

log = logging.getLogger(__name__)


def configured_scanner() -> Scanner | None:
    """The scanner of the settings, if there is one."""
    return Clamd(settings.CLAMAV_ADDRESS) if settings.CLAMAV_ADDRESS else None


def scan_waiting() -> int:
    """Scan what waits, and write down what the scanner says; how many. Bears any repetition.

    Where the scanner was taken out of the settings, what waits for it is shown as any other file.
    """
    scanner, scanned, failed = configured_scanner(), 0, 0
    with turn("scan files") as mine:
        if mine is None:
            return 0
        for version in FileVersion.objects.filter(scan=Scan.WAITING, deleted_at=None).order_by(
            "pk"
        ):
            try:
                answer = _scan(scanner, version, mine)
            except (ScannerGone, FileNotFoundError, DamagedFile) as error:
                log.warning("delivery %s could not be scanned: %s", version.pk, error)
                failed += 1
                if failed == GIVE_UP:
                    break
                continue
            failed = 0
            scanned += _write(version, answer)
    return scanned


def _scan(scanner: Scanner | None, version: FileVersion, mine: Turn) -> Answer:
    if scanner is None:
        return Answer(Scan.NO_SCANNER)

    def pieces() -> Iterator[bytes]:
        with FILES.open(version.stored_as) as file:
            read = 0
            while piece := file.read(PIECE):
                if read % HELD_EVERY == 0:
                    hold(mine)
                read += len(piece)
                yield piece

    return scanner.scan(pieces)


@transaction.atomic
def _write(version: FileVersion, answer: Answer) -> int:
    with pghistory.context(action="scan file"):
        waiting = FileVersion.objects.filter(pk=version.pk, scan=Scan.WAITING)
        written = waiting.update(
            scan=answer.scan,
            found=answer.found,
            scanned_at=timezone.now() if answer.scan.is_said else None,
        )
        if written:
            tell_programs(version)
        nudge(TELLING)
    return written
