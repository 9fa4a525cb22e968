"""A ZIP that is made while it is sent is one that any program opens (rule G3)."""

import io
import stat
from datetime import UTC, datetime
from zipfile import ZipFile

import pytest

from documents.files.zipping import Entry, zip_of

AT = datetime(2026, 11, 30, 14, 5, 58, tzinfo=UTC)


@pytest.mark.rule("G3")
def test_files_keep_their_bytes_their_time_and_are_the_owners_alone() -> None:
    entries = [
        Entry("a.csv", 6, AT, lambda: [b"abc", b"def"]),
        Entry("Łódź.txt", 0, AT, list),
    ]
    with ZipFile(io.BytesIO(b"".join(zip_of(entries)))) as archive:
        assert archive.testzip() is None
        assert {one: archive.read(one) for one in archive.namelist()} == {
            "a.csv": b"abcdef",
            "Łódź.txt": b"",
        }
        first = archive.infolist()[0]
    assert first.date_time == (2026, 11, 30, 14, 5, 58)
    assert stat.S_IMODE(first.external_attr >> 16) == 0o600
