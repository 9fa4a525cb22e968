"""Fixtures for QPP roles."""

import pytest

from tests.qpp_roles.in_roles import ElmStreet


@pytest.fixture
def elm(db: None) -> ElmStreet:
    """Elm Street Family Practice and its people."""
    return ElmStreet()
