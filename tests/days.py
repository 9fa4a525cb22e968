"""Two options of pytest: the suite on another day, and in another order.

    .venv/bin/pytest --on "2028-02-29 12:00" tests/participants
    .venv/bin/pytest --shuffle 7

`--on` is a moment in Eastern Time, from which the clock goes on. PostgreSQL's own clock, the days
of files, and the processes that a test starts keep the real time: browser tests say nothing under
it, and those that start processes on the test's database are skipped.
`--shuffle` shuffles files, and the tests of each file that does not say `IN_ORDER`.
"""

import os
import random
import time
from collections.abc import Generator, Iterable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

EASTERN = ZoneInfo("America/New_York")
_elsewhere = False  # whether the suite runs at another moment


def real_time_is_needed() -> None:
    """Skip a test that starts a process, where the suite runs at another moment."""
    if _elsewhere:
        pytest.skip("a process keeps the real time")


def made_now(files: Iterable[Path]) -> None:
    """Have files, too, be of this moment."""
    for file in files:
        os.utime(file, (time.time(),) * 2)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--on", metavar="DAY", help="as if it were this moment in Eastern Time")
    parser.addoption("--shuffle", metavar="SEED", help="run the tests in another order")


@pytest.hookimpl(wrapper=True)
def pytest_runtestloop(session: pytest.Session) -> Generator[None, object, object]:
    moment = session.config.getoption("--on")
    if not moment:
        return (yield)
    global _elsewhere
    _elsewhere = True
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
