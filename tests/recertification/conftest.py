"""A review that is on whatever the day: it opens when the one before was due."""

from typing import Any

import pytest

from recertification.rules import Season
from recertification.seasons import current_season


@pytest.fixture
def season(settings: Any) -> Season:
    settings.RECERTIFICATION_OPENS = (2, 1)
    settings.RECERTIFICATION_DUE = (1, 31)
    return current_season()
