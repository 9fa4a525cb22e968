"""A pytest plugin: a throw-away PostgreSQL and Valkey for each test run.

The workers of pytest-xdist inherit those of the run that started them.
"""

import atexit
import contextlib
import os
import sys
from collections.abc import Generator
from pathlib import Path

import pytest

from acoms.local.processes import CannotStart
from acoms.local.throw_away import servers

_running = contextlib.ExitStack()

# What Python compiles is kept in build/, also where the environment says to write nothing beside
# the sources, as that of many containers does: else each process of a run compiles all of Django.
_COMPILED = str(Path(__file__).parents[2] / "build" / "bytecode")
sys.dont_write_bytecode, sys.pycache_prefix = False, _COMPILED
os.environ |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": _COMPILED}


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(args: list[str]) -> Generator[None]:
    """Before pytest-django reads the settings."""
    if "PYTEST_XDIST_WORKER" not in os.environ and "--version" not in args:
        try:
            _running.enter_context(servers())
            atexit.register(_running.close)  # also when pytest ends before it is configured
        except CannotStart as reason:
            _running.close()
            raise pytest.UsageError(str(reason)) from None
    return (yield)


def pytest_unconfigure() -> None:
    _running.close()
