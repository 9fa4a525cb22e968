"""`/healthz/` says which part is not there."""

from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from acoms.operations import health, heartbeats
from acoms.operations.heartbeats import BEAT, WORKER, Scheduler, beat_heart

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _all_parts_live() -> None:
    cache.clear()
    heartbeats._last_written.clear()
    beat_heart(WORKER)
    beat_heart(BEAT)


def test_all_fine(client: Client) -> None:
    answer = client.get("/healthz/")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "fine",
        "down": [],
        "parts": dict.fromkeys(("database", "cache", "worker", "beat"), "fine"),
    }
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(("part", "key"), [("worker", WORKER), ("beat", BEAT)])
def test_a_part_without_a_heartbeat_is_named(client: Client, part: str, key: str) -> None:
    cache.delete(key)
    answer = client.get("/healthz/")
    assert answer.status_code == 503
    assert answer.json()["down"] == [part]


def test_a_heartbeat_ends_by_itself(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heartbeats, "LIFETIME", 0)
    heartbeats._last_written.clear()
    beat_heart(BEAT)
    assert client.get("/healthz/").json()["down"] == ["beat"]


def test_a_database_that_is_away_is_named_and_not_described(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*args: Any) -> None:
        raise RuntimeError("password of db.internal refused")

    monkeypatch.setattr(connection, "cursor", away)
    answer = client.get("/healthz/")
    assert answer.status_code == 503
    assert answer.json()["down"] == ["database"]
    assert b"internal" not in answer.content


def test_without_a_cache_no_heart_is_heard(client: Client, settings: Any) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "unix:///nowhere/valkey.sock",
        }
    }
    answer = client.get("/healthz/")
    assert answer.status_code == 503
    assert answer.json()["down"] == ["cache", "worker", "beat"]
    beat_heart(WORKER)  # and the worker itself goes on


def test_beats_tick_is_its_heartbeat(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    from acoms.celery import app

    cache.delete(BEAT)
    heartbeats._last_written.clear()
    scheduler = Scheduler(app, schedule_filename=str(tmp_path / "schedule"), lazy=True)
    monkeypatch.setattr("celery.beat.PersistentScheduler.tick", lambda _: 1.0)
    scheduler.tick()
    assert heartbeats.is_alive(BEAT)


def test_it_only_answers_reading(client: Client) -> None:
    assert client.post("/healthz/").status_code == 405


def test_the_parts_are_those_that_the_site_needs() -> None:
    assert list(health.PARTS) == ["database", "cache", "worker", "beat"]


def test_the_command_for_containers_names_what_is_down(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("healthy")
    assert capsys.readouterr().out == "fine\n"
    cache.delete(WORKER)
    call_command("healthy", "database", "beat")
    with pytest.raises(CommandError, match="down: worker"):
        call_command("healthy", "worker", "beat")
    with pytest.raises(CommandError, match="no part wrokr"):
        call_command("healthy", "wrokr")
