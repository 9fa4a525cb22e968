"""Encrypted files: what is read is what was written, from any place, or it is refused (rule E5)."""

import csv
import io
import os
import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acoms.storage.stream import (
    CHUNK,
    HEADER,
    DamagedFile,
    DecryptingReader,
    FileKey,
    encrypted,
    key_in,
    plain_size,
)

pytestmark = pytest.mark.rule("E5")
KEEPER, OTHER = b"k" * 32, b"o" * 32
NAME = "letters/ab/abcd"
STORED = CHUNK + 16
at_borders = st.builds(
    lambda chunks, more: max(0, chunks * CHUNK + more), st.integers(0, 3), st.integers(-2, 2)
)


def content_of(size: int) -> bytes:
    return random.Random(size).randbytes(size)


def written(content: bytes, pieces: int = 1, name: str = NAME) -> bytes:
    cut = -(-len(content) // pieces) or 1
    key = FileKey.new()
    parts = (content[at : at + cut] for at in range(0, len(content), cut))
    return key.header(KEEPER, name) + b"".join(encrypted(parts, key))


def reader(file: bytes, *keepers: bytes, name: str = NAME) -> DecryptingReader:
    return DecryptingReader(io.BytesIO(file), keepers or (KEEPER,), name)


def read(file: bytes) -> bytes:
    return reader(file).readall()


@given(size=at_borders, pieces=st.integers(1, 5))
def test_what_is_read_is_what_was_written(size: int, pieces: int) -> None:
    content = content_of(size)
    file = written(content, pieces)
    assert read(file) == content
    assert reader(file).size == plain_size(len(file)) == size


@given(
    size=at_borders,
    steps=st.lists(st.tuples(st.floats(0, 1.1), st.integers(0, CHUNK + 3)), max_size=6),
)
def test_from_any_place_it_reads_on_as_a_file_does(
    size: int, steps: list[tuple[float, int]]
) -> None:
    content = content_of(size)
    plain, ours = io.BytesIO(content), io.BufferedReader(reader(written(content)), CHUNK)
    for share, length in steps:
        place = int(share * size)
        assert ours.seek(place) == plain.seek(place)
        assert ours.read(length) == plain.read(length)
        assert ours.tell() == plain.tell()
    assert ours.seek(0, os.SEEK_END) == size
    with pytest.raises(ValueError, match="before the beginning"):
        reader(written(content)).seek(-1)


def test_a_place_is_read_without_what_comes_before_it() -> None:
    class Counting(io.BytesIO):
        taken = 0

        def read(self, size: int | None = -1, /) -> bytes:
            found = super().read(size)
            self.taken += len(found)
            return found

    file = Counting(written(content_of(20 * CHUNK)))
    ours = DecryptingReader(file, (KEEPER,), NAME)
    opening = file.taken
    assert opening <= HEADER + STORED
    ours.seek(10 * CHUNK + 5)
    ours.read(100)
    assert file.taken == opening + STORED


@given(data=st.data(), size=at_borders)
def test_a_byte_that_was_changed_is_found(data: st.DataObject, size: int) -> None:
    file = bytearray(written(content_of(size)))
    place = data.draw(st.integers(HEADER, len(file) - 1))
    file[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(DamagedFile):
        read(bytes(file))


@given(size=at_borders, kept=st.floats(0, 1, exclude_max=True))
def test_an_end_that_is_missing_is_found_when_it_is_opened(size: int, kept: float) -> None:
    file = written(content_of(size))
    with pytest.raises(DamagedFile):
        reader(file[: int(kept * len(file))])


@pytest.mark.parametrize("chunks", [1, 2, 3])
def test_an_end_that_is_missing_at_a_border_is_found_too(chunks: int) -> None:
    file = written(content_of(3 * CHUNK + 10))
    with pytest.raises(DamagedFile):
        reader(file[: HEADER + chunks * STORED])


@pytest.mark.parametrize("more", [b"x", b"x" * 16, b"x" * 17, b"x" * STORED])
@pytest.mark.parametrize("size", [0, 10, CHUNK, CHUNK + 10])
def test_something_behind_the_end_is_found(more: bytes, size: int) -> None:
    with pytest.raises(DamagedFile):
        reader(written(content_of(size)) + more)


def _chunks(file: bytes) -> list[bytes]:
    return [file[at : at + STORED] for at in range(HEADER, len(file), STORED)]


def test_chunks_that_were_moved_left_out_or_doubled_are_found() -> None:
    file = written(content_of(4 * CHUNK))
    header, (a, b, c, d) = file[:HEADER], _chunks(file)
    for order in ([b, a, c, d], [a, c, b, d], [a, c, d], [a, b, b, c, d], [d, b, c, a]):
        with pytest.raises(DamagedFile):
            read(header + b"".join(order))
    assert read(header + a + b + c + d) == content_of(4 * CHUNK)


def test_a_chunk_of_another_file_is_found() -> None:
    one, two = written(content_of(2 * CHUNK)), written(content_of(2 * CHUNK))
    with pytest.raises(DamagedFile):
        read(one[: HEADER + STORED] + two[HEADER + STORED :])
    with pytest.raises(DamagedFile):
        read(one[:HEADER] + two[HEADER:])


def test_only_the_right_key_and_the_right_name_open_it() -> None:
    file = written(b"content")
    for wrong in ((OTHER,), ()):
        with pytest.raises(DamagedFile, match="its key is gone"):
            DecryptingReader(io.BytesIO(file), wrong, NAME)
    with pytest.raises(DamagedFile):
        reader(file, name="letters/ab/abce")
    assert reader(file, OTHER, KEEPER).readall() == b"content"


def test_a_header_that_is_half_written_anew_opens_with_one_of_the_two_keys() -> None:
    key = FileKey.new()
    old, new = key.header(KEEPER, NAME), key.header(OTHER, NAME)
    for at in range(HEADER + 1):
        assert key_in(new[:at] + old[at:], (OTHER, KEEPER), NAME) == key


def test_nothing_of_it_can_be_read_and_the_same_twice_differs() -> None:
    content = b"nobody reads this" * 10_000
    one, two = written(content), written(content)
    assert b"nobody reads" not in one
    assert one[HEADER:] != two[HEADER:]
    assert len(one) <= len(content) * 1.001 + HEADER + 16


def test_a_csv_reader_and_lines_of_text_read_it() -> None:
    text = "".join(f'{number},"Łukasz\n{"ó" * 50}"\n' for number in range(5_000))
    buffered = io.BufferedReader(reader(written(text.encode())), CHUNK)
    rows = list(csv.reader(io.TextIOWrapper(buffered, "utf-8", newline="")))
    assert len(rows) == 5_000
    assert rows[4_999] == ["4999", f"Łukasz\n{'ó' * 50}"]


def test_what_goes_wrong_while_it_is_made_is_raised() -> None:
    def pieces() -> Iterator[bytes]:
        yield b"x" * 3 * CHUNK
        raise ConnectionError("the browser has gone")

    with pytest.raises(ConnectionError, match="the browser"):
        list(encrypted(pieces(), FileKey.new()))
