"""`manage.py migrate` says which step it is at; nothing is silent for long."""

import os
import subprocess
import sys
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.db import models
from django.db.migrations.state import ModelState, ProjectState

from acoms.management.commands import migrate


class Step(SimpleNamespace):
    def __str__(self) -> str:
        return f"{self.app_label}.{self.name}"


def said_of(steps: list[Any], monkeypatch: pytest.MonkeyPatch, seconds_each: float) -> list[str]:
    """What is said while so many steps take so long each."""
    now = 1000.0
    monkeypatch.setattr("acoms.management.commands.migrate.time.monotonic", lambda: now)
    out = StringIO()
    command = migrate.Command(stdout=out)
    command.steps, command.done, command.apps_begun, command.said_at = [], 0, [], 0.0
    command.note_plan(plan=[(step, False) for step in steps])
    for step in steps:
        command.migration_progress_callback("apply_start", step)
        now += seconds_each
        command.migration_progress_callback("apply_success", step)
    return out.getvalue().splitlines()


def steps(count: int) -> list[Any]:
    return [Step(app_label="rooms" if n < 6 else "doors", name=f"{n:04}") for n in range(count)]


def test_few_steps_are_all_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert said_of(steps(2), monkeypatch, 0.1)[1:] == [
        "step 1 of 2: rooms.0000 (app 1 of 1)",
        "step 2 of 2: rooms.0001 (app 1 of 1)",
    ]


def test_of_many_quick_steps_the_first_of_each_app_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    first, *said = said_of(steps(20), monkeypatch, 0.01)
    assert "20 steps for 2 apps" in first
    assert said == [
        "step 1 of 20: rooms.0000 (app 1 of 2)",
        "step 7 of 20: doors.0006 (app 2 of 2)",
    ]


def test_slow_steps_are_all_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(said_of(steps(20), monkeypatch, 2.1)) == 21


@pytest.mark.django_db
def test_nothing_to_do_is_one_line() -> None:
    out = StringIO()
    call_command("migrate", stdout=out, interactive=False)
    assert out.getvalue() == "The database is up to date.\n"


def test_a_model_that_a_copy_of_a_state_gets_is_unknown_to_the_state() -> None:
    own = models.AutoField(primary_key=True)
    state = ProjectState()
    state.add_model(ModelState("rooms", "Room", [("id", own)]))
    before = state.apps.get_model("rooms", "Room")
    after = state.clone()
    to_room = models.ForeignKey("rooms.Room", models.CASCADE)
    after.add_model(ModelState("rooms", "Door", [("id", own), ("room", to_room)]))
    assert after.apps.get_model("rooms", "Room").objects.filter(door__pk=1)._query
    assert not hasattr(before, "door_set")


# What the database is like afterwards, migrated as Django would or as `migrate` does.
SCHEMA = """
import os, subprocess, django
from django.db.migrations.state import ProjectState
names = ("add_model", "reload_model", "reload_models")
djangos = {name: getattr(ProjectState, name) for name in names}
django.setup()
import acoms.management.commands.migrate
assert all(getattr(ProjectState, name) is not djangos[name] for name in names)
if %s:
    for name in names:
        setattr(ProjectState, name, djangos[name])
from django.core.management import call_command
call_command("migrate", verbosity=0)
from acoms.local.postgres import programs_for
from acoms.local.processes import service_user
dump = [programs_for(service_user()) / "pg_dump", "--schema-only", "--restrict-key=same"]
subprocess.run([*dump, os.environ["DATABASE_URL"]], check=True)
"""


@pytest.mark.long
def test_the_database_is_as_it_would_be_with_all_models_built_anew_each_time() -> None:
    environment = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "REDIS_URL")}
    environment["DJANGO_SETTINGS_MODULE"] = "acoms.settings.test"
    ours, djangos = (
        subprocess.run(
            [sys.executable, "-m", "acoms.local.throw_away", sys.executable, "-c", SCHEMA % own],
            env=environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout
        for own in (False, True)
    )
    assert ours.count("CREATE TABLE") > 150
    assert ours == djangos
