"""Each test of files has a place of its own for them."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _own_place(settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    there = tmp_path / "delivery"
    (there / "inbox").mkdir(parents=True)
    return there
