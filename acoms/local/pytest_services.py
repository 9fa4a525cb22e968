"""A pytest plugin: a throw-away PostgreSQL and Valkey for each test run.

Does nothing for a server whose URL is set already, nor in the workers of pytest-xdist, which
inherit the URLs. Each run has its own servers, in its own directory, on no port.
"""

import atexit
import contextlib
import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from acoms.local.postgres import start_postgres
from acoms.local.processes import CannotStart
from acoms.local.valkey import start_valkey

_running = contextlib.ExitStack()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(args: list[str]) -> Generator[None]:
    """Before pytest-django reads the settings."""
    if "PYTEST_XDIST_WORKER" not in os.environ and "--version" not in args:
        try:
            _running.enter_context(test_services())
            atexit.register(_running.close)  # also when pytest ends before it is configured
        except CannotStart as reason:
            _running.close()
            raise pytest.UsageError(str(reason)) from None
    return (yield)


def pytest_unconfigure() -> None:
    _running.close()


@contextlib.contextmanager
def test_services() -> Iterator[None]:
    """PostgreSQL and Valkey for the length of the block, in DATABASE_URL and REDIS_URL."""
    with contextlib.ExitStack() as ending:
        directory = Path(tempfile.mkdtemp(prefix="acoms-", dir="/tmp"))
        ending.callback(shutil.rmtree, directory, ignore_errors=True)
        directory.chmod(0o711)  # as root, another user runs PostgreSQL in it
        if not os.environ.get("DATABASE_URL"):
            postgres = start_postgres(directory / "pg", throw_away=True)
            ending.callback(postgres.stop)
            os.environ["DATABASE_URL"] = postgres.url
            ending.callback(os.environ.pop, "DATABASE_URL", None)
        if not os.environ.get("REDIS_URL"):
            valkey = start_valkey(directory / "valkey", throw_away=True)
            ending.callback(valkey.stop)
            os.environ["REDIS_URL"] = valkey.url
            ending.callback(os.environ.pop, "REDIS_URL", None)
        yield


test_services.__test__ = False  # type: ignore[attr-defined]  # not a test, whatever its name
