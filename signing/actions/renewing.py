"""Time stamps are renewed before their certificates end: a stamp more over the whole file (F4)."""

import uuid
from collections.abc import Iterator
from datetime import datetime

import pghistory
from django.db import transaction

from signing.models import Renewal
from signing.paper.making import sha256
from signing.renewals import KEPT, SignedFile
from signing.seal.door import renewed, stamp_ends
from signing.storage import RENEWED


def renew_time_stamps(before: datetime) -> Iterator[SignedFile]:
    """Renew the time stamp of each signed file whose last one's certificate ends `before` then;
    each that was. Whoever is stopped goes on the next time, with those that are left.

    Raises SealFailed, NoCertificate, FileNotFoundError and DamagedFile, for the file that was next.
    """
    for files in KEPT:
        for file in files():
            if _renew(file, before):
                yield file


def _renew(file: SignedFile, before: datetime) -> bool:
    with file.opened() as opened:
        content: bytes = opened.read()
    ends = stamp_ends(content)
    if ends is None or ends >= before:
        return False
    again = renewed(content)
    stored_as = uuid.uuid4()
    RENEWED.save(stored_as, [again])
    try:
        with transaction.atomic(), pghistory.context(action="renew time stamp"):
            last = Renewal.objects.latest_of(file.stored_as)
            Renewal.objects.create(
                signed_as=file.stored_as,
                number=last.number + 1 if last else 1,
                stored_as=stored_as,
                sha256=sha256(again),
                size=len(again),
            )
    except BaseException:
        RENEWED.delete(stored_as)
        raise
    return True
