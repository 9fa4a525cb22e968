"""`make run` as someone at a terminal meets it: the real thing, on a free port."""

import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from acoms.local import processes
from acoms.local.processes import CannotStart
from tests.local.running import Running, free_port, refused, remove, short_directory, still_running

IN_ORDER = True  # one run, from its start to the second start on its data


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    directory = short_directory()
    yield directory
    remove(directory)


@pytest.fixture(scope="module")
def first(home: Path) -> Iterator[Running]:
    running = Running(home, free_port())
    running.wait_until_ready()
    yield running
    running.clean_up()


def remembered(home: Path) -> dict[str, str]:
    found: dict[str, str] = json.loads((home / "environment.json").read_text())
    return found


def test_all_parts_are_healthy(first: Running) -> None:
    assert first.status() == 200
    assert f"http://127.0.0.1:{first.port}/" in first.said
    assert "not ready" not in first.said


def test_its_secrets_are_its_own_and_private(first: Running, home: Path) -> None:
    assert (home / "environment.json").stat().st_mode & 0o077 == 0
    secrets = {remembered(home)[name] for name in ("SECRET_KEY", "ACOMS_KEYS")}
    assert len(secrets) == 2
    assert not any(secret in first.said for secret in secrets)


def test_a_second_copy_on_the_same_data_is_refused(first: Running, home: Path) -> None:
    assert f"already running on the data in {home}" in refused(home, free_port())
    assert first.status() == 200


def test_a_busy_port_is_named(first: Running) -> None:
    elsewhere = short_directory()
    assert f"Port {first.port} is in use" in refused(elsewhere, first.port)
    remove(elsewhere)


def works(process: psutil.Process) -> bool:
    """Whoever inherits the dead may leave them as zombies for a while: they do nothing any more."""
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def test_a_dead_worker_is_started_again(first: Running) -> None:
    def workers() -> list[psutil.Process]:
        return [
            child
            for child in psutil.Process(first.process.pid).children()
            if "worker" in child.cmdline()
        ]

    (worker,) = workers()
    pool = worker.children()
    worker.kill()
    first.wait_until_said("worker was ended by SIGKILL; it starts again", 60)
    end = time.monotonic() + 60
    while any(map(works, pool)) or not workers():
        assert time.monotonic() < end, first.said
        time.sleep(0.1)
    assert workers() != [worker]


def test_sigterm_ends_everything_within_seconds(first: Running, home: Path) -> None:
    started = first.processes()
    assert len(started) > 10
    assert first.end() < 30  # 3 on an idle machine; the tests beside this one take their share
    assert first.process.returncode == 0
    assert still_running(started, 1) == []
    assert "database system is shut down" in (home / "postgres" / "log").read_text()


def test_a_second_start_is_quick_keeps_its_data_and_survives_kill_9(
    first: Running, home: Path
) -> None:
    kept = {name: remembered(home)[name] for name in ("SECRET_KEY", "ACOMS_KEYS")}
    second = Running(home, first.port)
    try:
        second.wait_until_ready()
        # Six seconds on two idle cores; on busy ones a good deal less than the first start took.
        assert second.ready_after < max(30, first.ready_after / 2)
        assert {name: remembered(home)[name] for name in kept} == kept
        started = second.processes()
        assert len(started) > 10
        second.end(signal.SIGKILL)
        assert still_running(started, 6) == []
    finally:
        second.clean_up()


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        (
            {"DATABASE_URL": "postgres://someone:hidden-word@127.0.0.1:1/acoms"},
            "The database of DATABASE_URL (postgres://127.0.0.1:1/acoms) cannot be reached",
        ),
        ({"DATABASE_URL": "mysql://127.0.0.1/acoms"}, "DATABASE_URL must begin with postgres://"),
        ({"REDIS_URL": "nonsense"}, "REDIS_URL must begin with redis://"),
        (
            {
                "DATABASE_URL": "",
                "REDIS_URL": "redis://:hidden-word@127.0.0.1:1/0",
            },
            "REDIS_URL (redis://127.0.0.1:1/0) cannot be reached",
        ),
        ({"PORT": "²"}, "PORT is '²'; it must be a number from 1 to 65535."),
        ({"ACOMS_HOME": "/proc/acoms"}, "Set ACOMS_HOME"),
    ],
)
def test_what_cannot_work_is_refused_in_one_sentence(
    environment: dict[str, str], sentence: str
) -> None:
    elsewhere = short_directory()
    said = refused(elsewhere, free_port(), **environment)
    assert sentence in said
    assert "hidden-word" not in said
    remove(elsewhere)


def test_a_user_id_without_a_passwd_entry_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 54321)
    with pytest.raises(CannotStart, match="User id 54321 has no entry in the password database"):
        processes.service_user()
