"""Files of ACOs, as tests publish them."""

import itertools
from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.utils import timezone

from contacts.models import Aco
from documents.files.actions import publish
from documents.files.models import Download, FileVersion, PublishedFile, RefusedFile
from documents.files.types import CMS_REPORT, TYPES, FileType, Place

CCLF, BENCHMARK = TYPES["113"], TYPES["115"]  # about beneficiaries, and not
_numbers = itertools.count(1)


def publish_file(
    aco: Aco,
    name: str = "",
    content: bytes = b"some bytes",
    *,
    type: FileType | None = None,
    place: Place = Place.DATA_HUB,
    **more: Any,
) -> FileVersion:
    """A version of a file that anybody opens who sees the place, unless its type says otherwise."""
    type_ = type or (CMS_REPORT if place is Place.REPORTING else BENCHMARK)
    name = name or f"P.{aco.aco_id}.ACO.BNMRK.Y26.D2602{next(_numbers) % 28 + 1:02}.T1435560.txt"
    given = {"acting_person": None, "aco": aco, "type": type_, "name": name, "content": [content]}
    return publish(**{**given, **more}).version


def make_refused(n: int) -> RefusedFile:
    return RefusedFile.objects.create(
        name=f"notes-{n}.txt", reason="The name says no type.", written_at=timezone.now()
    )


def make_download(cast: Any, n: int) -> Download:
    return Download.objects.create(
        version=publish_file(cast.lakeside, f"taken-{n}.txt"), person=cast.exec
    )


# What the admin lists, each with how one more is made.
RECORDS: dict[type[Model], Callable[[Any, int], Any]] = {
    PublishedFile: lambda cast, n: publish_file(cast.lakeside, f"file-{n}.txt"),
    FileVersion: lambda cast, n: publish_file(cast.lakeside, f"version-{n}.txt"),
    Download: make_download,
    RefusedFile: lambda _, n: make_refused(n),
}


def bytes_of(answer: Any) -> bytes:
    """What a response has, streamed or not."""
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)
