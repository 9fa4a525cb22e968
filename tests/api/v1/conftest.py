import pytest

from tests.api.callers import Program, Programs, programs_of
from tests.cast import Cast


@pytest.fixture
def programs(monkeypatch: pytest.MonkeyPatch) -> Programs:
    return programs_of(monkeypatch)


@pytest.fixture
def program(cast: Cast, programs: Programs) -> Program:
    """A program of Lakeside, for every resource."""
    return programs.of(cast.delegate, [cast.lakeside])
