"""Limits of files of ACOs, with how to break each."""

import uuid
from functools import partial
from typing import Any

from documents.files.models import (
    Download,
    FileVersion,
    FileVisit,
    FileWish,
    PublishedFile,
    RefusedFile,
)
from tests.database.breaking.ways import BEFORE, Table, changed, deleted, twice, wrong
from tests.database.rows import NOW, fresh

FOR_ALL = {"aco": None, "type": "for-all"}


def _in_other_letter_case(**values: Any) -> None:
    first = fresh(PublishedFile, name="Summary.pdf", **values)
    fresh(PublishedFile, name="SUMMARY.pdf", aco=first.aco, type=first.type)


FILES: Table = {
    "file_name_once_in_an_aco": _in_other_letter_case,
    "file_name_once_for_all": partial(_in_other_letter_case, **FOR_ALL),
    "file_name_in_one_spelling": wrong(PublishedFile, name="Re\u0301sume\u0301.pdf"),
    "file_of_an_aco_or_for_all": (
        wrong(PublishedFile, aco=None),
        wrong(PublishedFile, type="for-all"),
    ),
    "file_has_a_name": wrong(PublishedFile, name=""),
    "file_type_is_known": wrong(PublishedFile, type="999"),
    "file_year_of_the_program": (
        wrong(PublishedFile, performance_year=2011),
        wrong(PublishedFile, performance_year=2101),
    ),
    "version_once_of_a_file": twice(FileVersion, "file", "number"),
    "version_from_one": wrong(FileVersion, number=0),
    "version_sha256_form": (
        wrong(FileVersion, sha256="A" * 64),
        wrong(FileVersion, sha256="a" * 63),
    ),
    "version_scan_is_known": wrong(FileVersion, scan="fine"),
    "version_scanned_when_said": (
        wrong(FileVersion, scan="clean"),
        wrong(FileVersion, scan="infected"),
        wrong(FileVersion, scan="too large"),
        wrong(FileVersion, scan="waiting", scanned_at=NOW),
        wrong(FileVersion, scan="no scanner", scanned_at=NOW),
    ),
    "version_stays": deleted(FileVersion),
    "version_bytes_stay": (
        changed(FileVersion, size=9_999_999),
        changed(FileVersion, sha256="b" * 64),
        changed(FileVersion, stored_as=uuid.UUID(int=1)),
        changed(FileVersion, number=9_999_999),
        changed(FileVersion, delivered_at=BEFORE),
    ),
    "download_resumed_when_more": (
        wrong(Download, requests=1, resumed_at=NOW),
        wrong(Download, requests=2, resumed_at=None),
        wrong(Download, at=NOW, requests=2, resumed_at=BEFORE),
        wrong(Download, requests=0, resumed_at=None),
    ),
    "download_stays": deleted(Download),
    "download_facts_stay": (
        changed(Download, at=BEFORE),
        changed(Download, address="192.0.2.1"),
    ),
    "refused_file_once": twice(RefusedFile, "name", "written_at"),
    "refused_file_has_a_reason": wrong(RefusedFile, reason=""),
    "visit_once": twice(FileVisit, "person", "aco", "place"),
    "wish_once": twice(FileWish, "person", "aco"),
    "wish_is_known": wrong(FileWish, how="hourly"),
}
