"""Lists of HARP accounts, and the command that brings them in."""

from pathlib import Path

import pytest

from tests.cast import Cast
from tests.qpp_roles.harp.importing import Importing


@pytest.fixture
def importing(cast: Cast, tmp_path: Path) -> Importing:
    return Importing(cast, tmp_path)
