"""What migrations are made of: what the database holds, and nothing that imports this project.

Choices, labels, help texts, validators and the order of lists change without a migration, and a
module can move without touching one.
"""

from collections.abc import Sequence
from functools import cache
from graphlib import TopologicalSorter
from typing import Any

from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.migration import Migration
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Field, Model
from pgtrigger.migrations import MigrationAutodetectorMixin

from acoms.database.ours import our_apps

_NOT_IN_THE_DATABASE = {"choices", "error_messages", "help_text", "validators", "verbose_name"}


class Autodetector(MigrationAutodetectorMixin, MigrationAutodetector):
    """Compares models and migrations in what concerns the database."""

    migrations: dict[str, list[Migration]]

    def __init__(self, from_state: ProjectState, to_state: ProjectState, *args: Any) -> None:
        super().__init__(_bare(from_state), _bare(to_state), *args)

    def _optimize_migrations(self) -> None:
        """Also has an app's first migration make each table at once: every step that changes a
        table afterwards makes Django build the models anew of all that refer to the same ones."""
        super()._optimize_migrations()  # type: ignore[misc]  # the stubs lack it
        for app_label, (first, *more) in self.migrations.items():
            if first.initial and not more:
                first.operations = self._at_once(app_label, first.operations)  # type: ignore[misc]

    def _at_once(self, app_label: str, operations: Sequence[Operation]) -> list[Operation]:
        created = {one.name_lower: one for one in operations if isinstance(one, CreateModel)}
        for one in operations:
            if isinstance(one, AddIndex):
                created[one.model_name_lower].options.setdefault("indexes", []).append(one.index)
            elif isinstance(one, AddConstraint):
                of_model = created[one.model_name_lower].options
                of_model.setdefault("constraints", []).append(one.constraint)
        for name, one in created.items():
            one.fields = list(self.to_state.models[app_label, name].fields.items())
        needed = {name: _needed_by(one, app_label) for name, one in created.items()}
        in_order = [created[name] for name in TopologicalSorter(needed).static_order()]
        done = (CreateModel, AddField, AddIndex, AddConstraint)
        return [*in_order, *(one for one in operations if not isinstance(one, done))]


def _needed_by(one: CreateModel, app_label: str) -> set[str]:
    """The app's other models, in small letters, that must be there before this one."""
    related = [field.remote_field.model for _, field in one.fields if field.remote_field]
    others = [*related, *(base for base in one.bases or () if base is not Model)]
    labels = [str(other).lower().split(".") for other in others]
    return {name for label, name in labels if label == app_label} - {one.name_lower}


def _bare(state: ProjectState) -> ProjectState:
    bare = state.clone()
    for model in bare.models.values():
        model.fields = {name: bare_field(field) for name, field in model.fields.items()}
        model.options.pop("ordering", None)
    return bare


def bare_field(field: "Field[Any, Any]") -> "Field[Any, Any]":
    """The field as Django's own class of it, without what the database does not know."""
    of_django = next(kind for kind in type(field).__mro__ if not _is_ours(kind))
    _, _, args, kwargs = of_django.deconstruct(field)  # type: ignore[attr-defined]
    kept = {name: value for name, value in kwargs.items() if name not in _NOT_IN_THE_DATABASE}
    if _is_ours(kept.get("default")):
        del kept["default"]
    bare: Field[Any, Any] = of_django(*args, **kept)
    return bare


def _is_ours(thing: Any) -> bool:
    return (getattr(thing, "__module__", None) or "").partition(".")[0] in _our_packages()


@cache
def _our_packages() -> frozenset[str]:
    return frozenset(config.name.partition(".")[0] for config in our_apps())
