"""Two options of pytest: the suite on another day, and in another order.

    .venv/bin/pytest --on "2028-02-29 12:00" tests/participants
    .venv/bin/pytest --shuffle 7

`--on` is a moment in Eastern Time, from which the clock goes on. PostgreSQL's own clock and the
processes that a test starts keep the real time: live and browser tests say nothing under it.
`--shuffle` shuffles files, and the tests of each file that does not say `IN_ORDER`.
"""

import random
from collections.abc import Generator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

EASTERN = ZoneInfo("America/New_York")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--on", metavar="DAY", help="as if it were this moment in Eastern Time")
    parser.addoption("--shuffle", metavar="SEED", help="run the tests in another order")


@pytest.hookimpl(wrapper=True)
def pytest_runtestloop(session: pytest.Session) -> Generator[None, object, object]:
    moment = session.config.getoption("--on")
    if not moment:
        return (yield)
    with time_machine.travel(datetime.fromisoformat(moment).replace(tzinfo=EASTERN), tick=True):
        return (yield)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    seed = config.getoption("--shuffle")
    if seed is None:
        return
    files: dict[object, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    by_chance = random.Random(seed)
    order = list(files.values())
    by_chance.shuffle(order)
    for tests in order:
        if not getattr(getattr(tests[0], "module", None), "IN_ORDER", False):
            by_chance.shuffle(tests)
    items[:] = [item for tests in order for item in tests]
