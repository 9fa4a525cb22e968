"""Where files are kept: whole or not at all, private, and in little memory (rules E5, E6)."""

import io
import os
import stat
import time
import tracemalloc
import uuid
from collections.abc import Collection, Iterator
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, storages
from django.core.management import call_command
from django.core.management.base import CommandError
from django.http import FileResponse
from django.test import override_settings

from acoms.storage.encrypted import EncryptedStorage
from acoms.storage.pieces import in_pieces
from acoms.storage.store import FileStore
from acoms.storage.stream import CHUNK, HEADER, DamagedFile
from tests.days import made_now

OLD, NEW = "only-the-tests-encrypt-and-hash-with-this-one", "and-this-is-the-new-key-of-the-tests"
NAME = uuid.UUID(int=7)
MEGABYTE = b"0123456789abcdef" * 65_536


class Overwriting(InMemoryStorage):
    """Keeps objects as S3 does: there is no place in them to write to, only a new one."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name


@pytest.fixture(autouse=True)
def place(settings: Any, tmp_path: Path) -> Path:
    settings.FILES_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture(params=["disk", "objects"])
def either(request: pytest.FixtureRequest, settings: Any) -> str:
    if request.param == "objects":
        at_rest = {"BACKEND": f"{__name__}.Overwriting"}
        settings.STORAGES = {**settings.STORAGES, "at_rest": at_rest}
    return str(request.param)


def nobody(names: Collection[uuid.UUID]) -> set[uuid.UUID]:
    return set()


letters = FileStore("letters", nobody)


def files_below(place: Path) -> list[Path]:
    return sorted(path for path in place.rglob("*") if path.is_file())


def test_a_file_is_saved_opened_and_deleted(either: str) -> None:
    assert not letters.exists(NAME)
    assert letters.save(NAME, [b"Dear ", b"Ms. Park"]) == 13
    assert letters.exists(NAME)
    with letters.open(NAME) as file:
        assert file.read() == b"Dear Ms. Park"
        file.seek(5)
        assert file.read(3) == b"Ms."
        assert file.size == 13
    letters.delete(NAME)
    letters.delete(NAME)
    assert not letters.exists(NAME)
    with pytest.raises(FileNotFoundError):
        letters.open(NAME)


@pytest.mark.rule("E5")
def test_on_a_disk_nobody_else_can_read_it(place: Path) -> None:
    letters.save(NAME, [b"Dear Ms. Park"])
    (path,) = files_below(place)
    assert path == place / "letters" / "00" / NAME.hex
    assert b"Park" not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for directory in (path.parent, path.parent.parent, place):
        assert stat.S_IMODE(directory.stat().st_mode) == 0o700


def test_lines_of_text_come_without_the_mark_and_as_they_were() -> None:
    text = "\ufeffŁ\r\n\nb\rc\n" + "x" * CHUNK + "\nend"
    letters.save(NAME, in_pieces([text]))
    assert list(letters.lines(NAME)) == ["Ł\r\n", "\n", "b\rc\n", "x" * CHUNK + "\n", "end"]
    letters.delete(NAME)
    letters.save(NAME, [b"\xff\xfe"])
    with pytest.raises(UnicodeDecodeError):
        list(letters.lines(NAME))


def test_django_s_own_response_sends_it_from_where_it_stands() -> None:
    letters.save(NAME, [MEGABYTE])
    response = FileResponse(letters.open(NAME), as_attachment=True, filename="letter.pdf")
    assert response["Content-Length"] == str(len(MEGABYTE))
    assert b"".join(response) == MEGABYTE
    file = letters.open(NAME)
    file.seek(1_000_000)
    assert FileResponse(file)["Content-Length"] == str(len(MEGABYTE) - 1_000_000)


def test_no_name_is_written_twice(either: str) -> None:
    letters.save(NAME, [b"the first"])
    with pytest.raises(FileExistsError):
        letters.save(NAME, [b"the second"])
    assert letters.open(NAME).read() == b"the first"


def test_django_s_storage_gives_a_second_file_another_name() -> None:
    storage = storages["default"]
    names = [storage.save("a/report.pdf", ContentFile(content)) for content in (b"1", b"2")]
    assert len(set(names)) == 2
    assert [storage.open(name).read() for name in names] == [b"1", b"2"]
    with pytest.raises(ValueError, match="opened to be read"):
        storage.open(names[0], "wb")


@pytest.mark.rule("E6")
def test_a_writer_that_dies_leaves_nothing_under_the_name(place: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield MEGABYTE
        raise ConnectionError

    with pytest.raises(ConnectionError):
        letters.save(NAME, pieces())
    assert files_below(place) == []
    assert not letters.exists(NAME)


@pytest.mark.rule("E6")
def test_of_two_writers_at_once_each_writes_a_whole_file(place: Path) -> None:
    both, failures = Barrier(2), []

    def write(content: bytes) -> None:
        def pieces() -> Iterator[bytes]:
            yield content
            both.wait(10)
            yield content

        try:
            letters.save(NAME, pieces())
        except Exception as error:
            failures.append(error)

    writers = [Thread(target=write, args=(MEGABYTE[shift:],)) for shift in (0, 1)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failures == []
    assert len(files_below(place)) == 1
    assert letters.open(NAME).read() in (MEGABYTE * 2, MEGABYTE[1:] * 2)


@pytest.mark.rule("E5")
def test_a_file_in_the_place_of_another_is_refused(place: Path) -> None:
    letters.save(NAME, [b"approved"])
    letters.save(uuid.UUID(int=8), [b"refused"])
    one, two = files_below(place)
    two.write_bytes(one.read_bytes())
    with pytest.raises(DamagedFile):
        letters.open(uuid.UUID(int=8))


def test_neither_writing_nor_reading_holds_the_file_in_memory() -> None:
    def peak_of(megabytes: int) -> int:
        stored_as = uuid.uuid4()
        tracemalloc.start()
        letters.save(stored_as, (MEGABYTE for _ in range(megabytes)))
        with letters.open(stored_as) as file:
            assert sum(len(piece) for piece in file.chunks()) == megabytes * len(MEGABYTE)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak

    peak_of(1)  # what is imported and kept at the first time
    assert peak_of(32) < 4_000_000


@pytest.mark.rule("E6")
def test_what_an_accident_left_behind_goes_after_a_day(place: Path) -> None:
    wanted, orphan = uuid.UUID(int=1), uuid.UUID(int=2)
    notes = FileStore("notes", lambda names: {wanted} & set(names))
    for store, stored_as in ((notes, wanted), (notes, orphan), (letters, NAME)):
        store.save(stored_as, [b"x"])
    (place / "notes" / "00" / "unfinished.new").write_bytes(b"half")
    made_now(files_below(place))
    assert notes.forget_orphans() == 0, "somebody may be at it this very moment"
    for path in files_below(place):
        os.utime(path, (time.time() - 2 * 24 * 3600,) * 2)
    assert notes.forget_orphans() == 2
    assert [path.name for path in files_below(place / "notes")] == [wanted.hex]
    assert letters.exists(NAME), "of another kind"
    assert FileStore("nothing yet", nobody).forget_orphans() == 0


def rekey() -> str:
    out = io.StringIO()
    call_command("rekey_files", stdout=out, stderr=io.StringIO())
    return out.getvalue()


@pytest.mark.rule("E5")
def test_under_a_new_key_files_are_still_read_and_only_their_headers_change(either: str) -> None:
    letters.save(NAME, [MEGABYTE, b"the end"])
    at_rest, name = storages["at_rest"], letters.name_of(NAME)
    before = at_rest.open(name).read()
    with override_settings(ACOMS_KEYS=[NEW, OLD]):
        assert letters.open(NAME).read().endswith(b"the end")
        letters.save(uuid.UUID(int=8), [b"under the new key"])
        assert "2 files, 1 of them put under the new key" in rekey()
        assert "2 files, 0 of them" in rekey()
    after = at_rest.open(name).read()
    assert after[:HEADER] != before[:HEADER]
    assert after[HEADER:] == before[HEADER:]
    with override_settings(ACOMS_KEYS=[NEW]):
        assert letters.open(NAME).read() == MEGABYTE + b"the end"
    with pytest.raises(DamagedFile):  # the old key opens it no more
        letters.open(NAME)


def test_files_that_no_key_opens_are_named_and_the_others_done(place: Path) -> None:
    with override_settings(ACOMS_KEYS=["a-key-that-was-taken-away-too-early"]):
        letters.save(uuid.UUID(int=1), [b"lost"])
    letters.save(NAME, [b"x"])
    (place / "letters" / "00" / "unfinished.new").write_bytes(b"half")
    with override_settings(ACOMS_KEYS=[NEW, OLD]):
        with pytest.raises(CommandError, match=letters.name_of(uuid.UUID(int=1))) as said:
            rekey()
        assert letters.name_of(NAME) not in str(said.value)
        assert "unfinished" not in str(said.value)
    with override_settings(ACOMS_KEYS=[NEW]):
        assert letters.open(NAME).read() == b"x"


def test_a_model_s_field_can_name_the_storage(either: str) -> None:
    """In its migration, which makes it anew."""
    path, args, kwargs = storages["default"].deconstruct()  # type: ignore[attr-defined]
    assert path == "acoms.storage.encrypted.EncryptedStorage"
    letters.save(NAME, [b"x"])
    assert EncryptedStorage(*args, **kwargs).open(letters.name_of(NAME)).read() == b"x"
