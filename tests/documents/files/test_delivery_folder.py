"""What lies in a delivery folder may be anything: it is never followed, and stops nothing (G3)."""

import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from documents.files.actions import delivering
from documents.files.actions.delivering import deliver_folder
from documents.files.actions.folder import cut
from documents.files.actions.publishing import Outcome, Published
from documents.files.errors import FilesError
from documents.files.models import FileVersion, RefusedFile
from tests.cast import Cast
from tests.documents.files.folder import BUNDLE, CCLF, names, write

pytestmark = [pytest.mark.django_db, pytest.mark.rule("G3")]


def test_a_link_that_stands_where_a_reason_goes_is_never_written_through(
    cast: Cast, folder: Path, tmp_path: Path
) -> None:
    assert cast.lakeside
    precious = tmp_path / "precious.txt"
    precious.write_text("keep me")
    link = folder / "inbox" / "foo.reason.txt"
    link.symlink_to(precious)
    os.utime(link, (1, 1), follow_symlinks=False)
    deliver_folder(folder)
    write(folder, "foo")
    delivered = deliver_folder(folder)
    assert delivered
    assert "foo" in delivered.refused
    assert precious.read_text() == "keep me"
    assert not precious.with_name("precious.txt.reason.txt").exists()
    reasons = [path for path in (folder / "refused").iterdir() if not path.is_symlink()]
    assert any("does not have the form" in path.read_text() for path in reasons)


@pytest.mark.parametrize("name", ["inbox", "done", "refused", ".taken"])
def test_a_folder_that_leads_elsewhere_is_refused(
    cast: Cast, folder: Path, tmp_path: Path, name: str
) -> None:
    assert cast.lakeside
    write(folder, CCLF)
    elsewhere = tmp_path / "elsewhere"
    if name == "inbox":
        (folder / "inbox").rename(elsewhere)
    else:
        elsewhere.mkdir()
        (elsewhere / "old.txt").write_text("keep me")
        os.utime(elsewhere / "old.txt", (1, 1))
    (folder / name).symlink_to(elsewhere)
    with pytest.raises(FilesError, match="is no folder of its own"):
        deliver_folder(folder, timezone.now() + timedelta(days=8))
    assert len([*elsewhere.iterdir()]) == 1
    assert not FileVersion.objects.exists()


def test_one_bad_file_stops_no_other(
    cast: Cast, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cast.lakeside
    long, undated, closed = "é" * 125, "a-year-that-is-none.txt", BUNDLE
    for name in (long, closed, CCLF):
        write(folder, name)
    (folder / "inbox" / "\udcff.txt").write_bytes(b"no text")
    os.utime(folder / "inbox" / "\udcff.txt", (1, 1))
    (folder / "inbox" / undated).write_bytes(b"x")
    os.utime(folder / "inbox" / undated, (-(2**33), -(2**33)))
    real = os.open

    def without_right(path: Any, *args: Any, **given: Any) -> int:
        if path == closed:
            raise PermissionError(13, "Permission denied")
        return real(path, *args, **given)

    monkeypatch.setattr("documents.files.actions.folder.os.open", without_right)
    delivered = deliver_folder(folder)
    assert delivered
    assert delivered.published == {Outcome.NEW: [CCLF]}
    assert delivered.refused[closed] == "It cannot be read: Permission denied."
    assert {long, undated, closed, "?.txt"} == {*delivered.refused}
    assert RefusedFile.objects.count() == 4
    assert names(folder)["inbox"] == names(folder)[".taken"] == []
    assert len(names(folder)["refused"]) == 8, "each with its reason"


def test_where_the_store_fails_nothing_is_refused_and_all_is_tried_again(
    cast: Cast, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cast.lakeside
    write(folder, CCLF)

    def full(**given: Any) -> Published:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(delivering, "publish", full)
        delivered = deliver_folder(folder)
    assert delivered
    assert delivered.left == [CCLF]
    again = deliver_folder(folder)
    assert again
    assert again.published == {Outcome.NEW: [CCLF]}


def test_what_is_written_to_after_it_was_published_is_a_new_version(
    cast: Cast, folder: Path
) -> None:
    assert cast.lakeside
    with write(folder, CCLF, b"half").open("ab") as writer:
        deliver_folder(folder)
        writer.write(b" and half")
    done = folder / "done" / CCLF
    just_now = deliver_folder(folder)
    assert just_now
    assert just_now.published == {}, "it is still written to"
    long_ago = time.time() - 60
    os.utime(done, (long_ago, long_ago))
    again = deliver_folder(folder)
    assert again
    assert again.published == {Outcome.VERSION: [CCLF]}
    sizes = FileVersion.objects.order_by("number").values_list("size", flat=True)
    assert [*sizes] == [4, 13]
    quiet = deliver_folder(folder)
    assert quiet
    assert quiet.published == {}


def test_a_file_of_tomorrow_is_taken_once_two_rounds_see_the_same(cast: Cast, folder: Path) -> None:
    assert cast.lakeside
    path = write(folder, CCLF, b"half", seconds=-86_400)
    start = timezone.now()

    def at(seconds: int) -> list[str]:
        delivered = deliver_folder(folder, start + timedelta(seconds=seconds))
        assert delivered
        return [name for found in delivered.published.values() for name in found]

    assert at(0) == []
    path.write_bytes(b"half and half")
    os.utime(path, (time.time() + 86_400,) * 2)
    assert at(60) == []
    assert at(70) == [], "the rounds follow too closely"
    assert at(120) == [CCLF]
    assert at(180) == []


def test_a_name_is_cut_to_what_a_disk_takes() -> None:
    assert cut("a.zip", ".2") == "a.zip.2"
    assert len(os.fsencode(cut("é" * 127, ".reason.txt"))) <= 255
