"""Giving a version out; who takes it is written down before its bytes are given (rules G4, E5)."""

from collections.abc import Sequence

import pghistory
from django.core.files.base import File
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import Person
from acoms.storage.stream import DamagedFile
from contacts.access import held_to_read, require
from documents.files.errors import FilesError
from documents.files.models import Download, FileVersion
from documents.files.rules import RESUMED_WITHIN
from documents.files.storage import FILES


@transaction.atomic
def give_out(
    *, acting_person: Person, version: FileVersion, address: str = "", first: int = 0
) -> File[bytes]:
    """A version's bytes, to be read and sought, standing at `first`: behind its beginning, what was
    taken before is resumed.

    Raises Refused for whoever may not open it now, and FilesError where the bytes cannot be read.
    """
    _require(acting_person, version)
    return open_recorded(acting_person, version, address, first=first)


def open_recorded(person: Person, version: FileVersion, address: str, *, first: int) -> File[bytes]:
    """`give_out` for whoever was found to be one who may open it."""
    file = open_at(version, first)
    try:
        _record(person, version, address, resumes=first > 0)
    except BaseException:
        file.close()
        raise
    return file


def open_at(version: FileVersion, first: int = 0) -> File[bytes]:
    """A version's bytes, of which those at `first` were tried. Raises FilesError."""
    try:
        file = FILES.open(version.stored_as)
        try:
            file.seek(first)
            file.read(1)
            file.seek(first)
        except BaseException:
            file.close()
            raise
    except (FileNotFoundError, DamagedFile) as error:
        raise FilesError(f"{version.file.name} cannot be read. Tell the SSP Helpdesk.") from error
    return file


@transaction.atomic
def record_several(
    *, acting_person: Person, versions: Sequence[FileVersion], address: str = ""
) -> None:
    """Somebody takes several versions at once. Raises Refused if they may not open one of them."""
    for version in versions:
        _require(acting_person, version)
    with pghistory.context(action="download files", acting_person=acting_person.pk):
        Download.objects.bulk_create(
            Download(version=version, person=acting_person, address=address or None)
            for version in versions
        )


def _require(person: Person, version: FileVersion) -> None:
    if version.file.aco_id is None:
        raise FilesError("This file is in the Knowledge Library.")
    held = held_to_read(person.pk, version.file.aco_id)
    for permission in version.file.kind.needs:
        require(held, permission)


def _record(person: Person, version: FileVersion, address: str, *, resumes: bool) -> None:
    now = timezone.now()
    with pghistory.context(action="download file", acting_person=person.pk):
        earlier = Download.objects.filter(
            version=version, person=person, address=address or None, at__gt=now - RESUMED_WITHIN
        )
        if resumes and (last := earlier.order_by("-at", "-pk").first()):
            Download.objects.filter(pk=last.pk).update(requests=F("requests") + 1, resumed_at=now)
        else:
            Download.objects.create(version=version, person=person, at=now, address=address or None)
