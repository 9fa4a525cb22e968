"""For tests of pages that are there in a yearly review only."""

from typing import Any

import pytest


@pytest.fixture
def review_is_on(settings: Any) -> None:
    settings.RECERTIFICATION_OPENS, settings.RECERTIFICATION_DUE = (2, 1), (1, 31)
