"""A kept file as a download; what cannot be read is answered by the page's own words."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from acoms.storage.giving import document_response
from acoms.storage.store import FileStore
from acoms.storage.stream import HEADER

STORE = FileStore("given", lambda names: names)


@dataclass
class Row:
    size: int
    stored_as: UUID = field(default_factory=uuid4)
    name: str = "a.txt"
    media_type: str = "text/plain"


@pytest.fixture
def row(settings: Any, tmp_path: Path) -> Row:
    settings.FILES_ROOT = tmp_path
    found = Row(size=4)
    STORE.save(found.stored_as, [b"text"])
    return found


def test_a_kept_file_is_given_whole(row: Row) -> None:
    response = document_response(STORE, row)
    assert response is not None
    assert b"".join(response.streaming_content) == b"text"  # type: ignore[arg-type]


@pytest.mark.parametrize("at", [20, HEADER + 1])
def test_a_damaged_or_lost_file_is_none(row: Row, settings: Any, at: int) -> None:
    path = Path(settings.FILES_ROOT) / STORE.name_of(row.stored_as)
    kept = path.read_bytes()
    half = b"x" * len(kept) if at < HEADER else kept[:at] + b"x" + kept[at + 1 :]
    path.write_bytes(half)
    assert document_response(STORE, row) is None
    path.unlink()
    assert document_response(STORE, row) is None
