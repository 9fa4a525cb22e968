"""Fixtures that every room's tests share."""

import pytest

from tests.cast import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    """Lakeside and its people."""
    return Cast()
