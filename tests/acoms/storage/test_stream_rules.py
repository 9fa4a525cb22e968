"""The form of encrypted files, byte by byte: those that are there must stay readable (rule E5)."""

import io

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from acoms.storage.stream import (
    DamagedFile,
    DecryptingReader,
    FileKey,
    encrypted,
    key_in,
    plain_size,
)

pytestmark = pytest.mark.rule("E5")
KEEPER, NAME = b"k" * 32, "letters/ab/abcd"
KEY = FileKey(b"f" * 32, b"p" * 7)
CHUNK = 65_536


def as_described(content: bytes) -> bytes:
    """A file written by what the module says of itself, and not by what it does."""
    nonce = b"n" * 12
    sealed = AESGCM(KEEPER).encrypt(nonce, KEY.key + KEY.prefix, b"ACOMSF1\n" + NAME.encode())
    chunks = [content[at : at + CHUNK] for at in range(0, len(content), CHUNK)] or [b""]
    last = len(chunks) - 1
    return (
        b"ACOMSF1\n"
        + 2 * (nonce + sealed)
        + b"".join(
            AESGCM(KEY.key).encrypt(
                KEY.prefix + number.to_bytes(4, "big") + bytes([number == last]), chunk, None
            )
            for number, chunk in enumerate(chunks)
        )
    )


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK])
def test_a_file_is_read_and_written_as_its_form_says(size: int) -> None:
    content = bytes(range(256)) * (size // 256) + bytes(size % 256)
    file = as_described(content)
    assert DecryptingReader(io.BytesIO(file), [KEEPER], NAME).readall() == content
    header = KEY.header(KEEPER, NAME)
    assert (len(header), key_in(header, [KEEPER], NAME)) == (142, KEY)
    assert header[8:75] == header[75:]
    assert b"".join(encrypted([content], KEY)) == file[142:]
    assert plain_size(len(file)) == size


@pytest.mark.parametrize(
    ("size", "plain"),
    [
        (0, None),
        (157, None),
        (158, 0),
        (159, 1),
        (142 + CHUNK + 16, CHUNK),
        (142 + CHUNK + 17, None),
        (142 + CHUNK + 31, None),
        (142 + CHUNK + 32, None),
        (142 + CHUNK + 33, CHUNK + 1),
    ],
)
def test_not_every_size_is_that_of_a_file(size: int, plain: int | None) -> None:
    if plain is None:
        with pytest.raises(DamagedFile, match=f"has {size} bytes"):
            plain_size(size)
    else:
        assert plain_size(size) == plain


def test_a_new_key_has_256_bits_and_a_prefix_of_its_own() -> None:
    one, other = FileKey.new(), FileKey.new()
    assert [len(one.key), len(one.prefix)] == [32, 7]
    assert one.key != other.key
    assert one.prefix != other.prefix


def test_a_reader_goes_to_any_place_but_before_the_beginning() -> None:
    content = b"0123456789"
    reader = DecryptingReader(io.BytesIO(as_described(content)), [KEEPER], NAME)
    assert reader.readable()
    assert reader.seekable()
    assert reader.seek(-1, io.SEEK_END) == 9
    assert reader.read() == b"9"
    assert reader.seek(0) == reader.tell() == 0
    assert reader.seek(3, io.SEEK_CUR) == 3
    assert reader.read(2) == b"34"
    assert reader.seek(10) == 10
    assert reader.read() == b""
    with pytest.raises(ValueError, match="before the beginning"):
        reader.seek(-1)
    assert reader.tell() == 10


def test_a_damaged_part_is_named_by_its_number() -> None:
    file = bytearray(as_described(bytes(CHUNK + 1)))
    file[142] ^= 1
    reader = DecryptingReader(io.BytesIO(file), [KEEPER], NAME)
    with pytest.raises(DamagedFile, match="in its part 1"):
        reader.read(1)
