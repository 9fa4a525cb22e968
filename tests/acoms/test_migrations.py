"""Migrations hold what the database holds, and stand whatever becomes of the code around them."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from acoms.crypto.fields import EncryptedTextField
from acoms.database.autodetector import Autodetector, bare_field
from acoms.database.ours import our_apps
from acoms.settings.base import BASE_DIR


def all_of_ours() -> list[Path]:
    folders = (Path(app.path) / "migrations" for app in our_apps())
    return sorted(path for folder in folders for path in folder.glob("[0-9]*.py"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "."


def test_no_migration_imports_what_may_move() -> None:
    ours = {app.name.partition(".")[0] for app in our_apps()}
    assert all_of_ours()
    for path in all_of_ours():
        roots = {name.partition(".")[0] for name in imported(path)}
        assert not roots & (ours | {""}), path.relative_to(BASE_DIR)


def test_every_app_with_models_has_migrations() -> None:
    """Without a folder of them Django makes its tables in the tests, and nowhere else."""
    with_models = {app.label for app in our_apps() if any(app.get_models())}
    assert with_models <= MigrationLoader(None).migrated_apps


def test_every_step_can_be_taken_back() -> None:
    labels = {app.label for app in our_apps()}
    for (label, name), migration in MigrationLoader(None).disk_migrations.items():
        if label in labels:
            assert all(operation.reversible for operation in migration.operations), name


@pytest.mark.parametrize(
    ("field", "bare"),
    [
        (models.CharField("what it is", max_length=5, choices=[("a", "A")]), {"max_length": 5}),
        (EncryptedTextField(purpose="a key", help_text="Nobody reads it."), {}),
        (models.TextField(default=EncryptedTextField), {}),
        (models.TextField(default="", db_default=""), {"default": "", "db_default": ""}),
    ],
)
def test_a_migration_has_of_a_field_what_the_database_knows(
    field: "models.Field[str, str]", bare: dict[str, object]
) -> None:
    _, path, args, kwargs = bare_field(field).deconstruct()
    assert path in ("django.db.models.CharField", "django.db.models.TextField")
    assert (args, kwargs) == ([], bare)


def test_new_labels_are_no_step_and_a_new_length_is() -> None:
    migrations = MigrationLoader(None)
    before, after = migrations.project_state(), ProjectState.from_apps(apps)
    aco = after.models["contacts", "aco"]
    aco.fields["name"] = models.CharField("a new label", max_length=aco_name_length())
    assert not Autodetector(before, after).changes(migrations.graph)
    aco.fields["name"] = models.CharField(max_length=aco_name_length() + 1)
    assert list(Autodetector(before, after).changes(migrations.graph)) == ["contacts"]


def aco_name_length() -> int:
    length = apps.get_model("contacts", "Aco")._meta.get_field("name").max_length
    assert length
    return length
