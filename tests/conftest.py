"""Fixtures that every room's tests share."""

import pytest
from django.core.cache import cache

from tests.cast import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    """Lakeside and its people."""
    return Cast()


@pytest.fixture(autouse=True)
def _nobody_is_rate_limited_yet() -> None:
    """The counts of one test's tries are not the next one's."""
    cache.clear()
