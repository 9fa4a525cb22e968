"""A folder that a delivery job writes to: published, refused or left, never lost (rule G3)."""

import io
import os
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from acoms.once.lease import turn
from documents.files.actions import delivering, publish
from documents.files.actions.delivering import deliver_folder
from documents.files.actions.folder import Place
from documents.files.actions.publishing import Outcome, Published
from documents.files.errors import FilesError
from documents.files.models import FileVersion, RefusedFile
from documents.files.tasks import deliver_files
from tests.cast import Cast
from tests.documents.files.folder import BUNDLE, CCLF, names, write

pytestmark = [pytest.mark.django_db, pytest.mark.rule("G3")]


def test_what_is_named_right_is_published_and_moves_to_done(cast: Cast, folder: Path) -> None:
    for name in (CCLF, BUNDLE):
        write(folder, name)
    assert cast.lakeside
    delivered = deliver_folder(folder)
    assert delivered
    assert delivered.published == {Outcome.NEW: [BUNDLE, CCLF]}
    assert names(folder) == {"inbox": [], ".taken": [], "done": [BUNDLE, CCLF], "refused": []}
    found = FileVersion.objects.get(file__name=CCLF)
    assert (found.file.type, found.file.performance_year) == ("113", 2026)
    assert found.delivered_by is None
    assert FileVersion.objects.get(file__name=BUNDLE).file.performance_year is None


def test_what_is_named_wrong_is_refused_with_the_reason_beside_it(cast: Cast, folder: Path) -> None:
    unknown = "P.A9199.ACO.ZCY26.D260211.T1435560.zip"
    assert cast.lakeside
    write(folder, "notes.txt")
    write(folder, unknown)
    (folder / "inbox" / "empty.txt").symlink_to("/etc/passwd")
    os.utime(folder / "inbox" / "empty.txt", (1, 1), follow_symlinks=False)
    delivered = deliver_folder(folder)
    assert delivered
    assert delivered.refused[unknown] == "There is no ACO A9199."
    assert delivered.refused["empty.txt"] == "It is no file."
    assert "does not have the form" in delivered.refused["notes.txt"]
    reason = (folder / "refused" / "notes.txt.reason.txt").read_text()
    assert "does not have the form" in reason
    assert RefusedFile.objects.count() == 3
    assert not FileVersion.objects.exists()


def test_a_file_that_is_still_written_is_left_alone(
    cast: Cast, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cast.lakeside
    write(folder, CCLF, seconds=1)
    write(folder, f"{BUNDLE}.part")
    write(folder, ".hidden")
    delivered = deliver_folder(folder)
    assert delivered
    assert sorted(delivered.left) == sorted([CCLF, f"{BUNDLE}.part", ".hidden"])
    (folder / "inbox" / CCLF).unlink()

    # It goes on being written while it is read.
    growing = write(folder, CCLF)
    taken = folder / ".taken" / CCLF

    def slowly(*, content: Iterable[bytes], **given: Any) -> Published:
        def pieces() -> Iterable[bytes]:
            for piece in content:
                yield piece
                with taken.open("ab") as file:
                    file.write(b"more")

        return publish(content=pieces(), **given)

    with monkeypatch.context() as patched:
        patched.setattr(delivering, "publish", slowly)
        patched.setattr(delivering, "PIECE", 3)
        left = deliver_folder(folder)
    assert left
    assert left.left.count(CCLF) == 1
    assert not growing.exists()
    assert not FileVersion.objects.exists()
    size = taken.stat().st_size
    deliver_folder(folder)
    assert FileVersion.objects.get().size == size


def test_a_job_killed_half_way_loses_and_doubles_nothing(
    cast: Cast, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cast.lakeside
    for name in (CCLF, BUNDLE):
        write(folder, name)

    class Killed(BaseException):
        pass

    def killed(*given: Any) -> str:
        raise Killed

    # The file is published, and not moved any more.
    with monkeypatch.context() as patched:
        patched.setattr(Place, "free", killed)
        with pytest.raises(Killed):
            deliver_folder(folder)
    assert FileVersion.objects.count() == 1
    assert names(folder)[".taken"] == [BUNDLE]
    delivered = deliver_folder(folder)
    assert delivered
    assert delivered.published == {Outcome.SAME: [BUNDLE], Outcome.NEW: [CCLF]}
    assert FileVersion.objects.count() == 2
    assert names(folder)["done"] == [BUNDLE, CCLF]


def test_a_file_delivered_again_is_a_new_version_and_both_lie_in_done(
    cast: Cast, folder: Path
) -> None:
    assert cast.lakeside
    for content in (b"one", b"two", b"two"):
        write(folder, CCLF, content)
        deliver_folder(folder)
    assert [one.number for one in FileVersion.objects.order_by("number")] == [1, 2]
    assert names(folder)["done"] == [CCLF, f"{CCLF}.2", f"{CCLF}.3"]


def test_what_was_published_leaves_the_folder_after_a_week(cast: Cast, folder: Path) -> None:
    assert cast.lakeside
    write(folder, CCLF)
    deliver_folder(folder)
    for path in (folder / "done").iterdir():
        assert path.exists()
    deliver_folder(folder, timezone.now() + timedelta(days=8))
    assert names(folder)["done"] == []


def test_one_worker_at_a_time_is_at_a_folder(cast: Cast, folder: Path) -> None:
    with turn("deliver files"):
        assert deliver_folder(folder) is None


def test_without_a_folder_nothing_is_done_and_a_wrong_one_is_said(
    db: None, settings: Any, tmp_path: Path
) -> None:
    deliver_files()
    with pytest.raises(FilesError, match="There is no folder"):
        deliver_folder(tmp_path / "nowhere")
    with pytest.raises(CommandError, match="Say --folder"):
        call_command("deliver_files")


def test_commands_say_what_came_of_each_file(cast: Cast, folder: Path, settings: Any) -> None:
    assert cast.lakeside
    settings.DELIVERY_FOLDER = str(folder)
    write(folder, CCLF)
    out, err = io.StringIO(), io.StringIO()
    call_command("deliver_files", stdout=out)
    assert out.getvalue() == f"{CCLF} is published.\n"
    write(folder, "notes.txt")
    with pytest.raises(CommandError, match="1 refused"):
        call_command("deliver_files", stderr=err)
    assert "notes.txt was refused" in err.getvalue()
    here = write(folder, BUNDLE)
    out = io.StringIO()
    call_command("publish_files", str(here), "--dry-run", stdout=out)
    assert out.getvalue() == (
        f"{BUNDLE} would be published to Lakeside Care Partners ACO (A9101) as Shadow Bundle "
        "Reports for SSP (244).\n"
    )
    assert not FileVersion.objects.filter(file__name=BUNDLE).exists()
    call_command("publish_files", str(here), "--last-day", "2040-01-31", stdout=io.StringIO())
    assert str(FileVersion.objects.get(file__name=BUNDLE).file.last_day) == "2040-01-31"
    with pytest.raises(CommandError, match="1 refused"):
        call_command("publish_files", str(here.with_name("x.zip")), stderr=io.StringIO())
