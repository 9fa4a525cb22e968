"""December, in which lists are certified, and an ACO with a list of two participants."""

from datetime import datetime
from typing import Any

import pytest
import time_machine

from participants.years.models import PerformanceYear
from tests.cast import Cast, make_participant
from tests.participants.certification.certifying import BY, EASTERN, FROM


@pytest.fixture
def in_december() -> Any:
    with time_machine.travel(datetime(2026, 12, 10, 12, tzinfo=EASTERN), tick=True):
        yield


@pytest.fixture
def lakeside(cast: Cast) -> Cast:
    PerformanceYear.objects.create(year=2027, certify_from=FROM, certify_by=BY)
    make_participant(cast.lakeside, "Elm Clinic", tin="001234567", providers=["2000000002"])
    make_participant(cast.lakeside, "Oak Clinic", tin="001234568")
    return cast
