"""`manage.py migrate`, which says how far it is: the first time it takes a while."""

import time
from typing import Any

from django.conf import settings
from django.core.management.commands import migrate
from django.db.migrations.state import ProjectState
from django.db.models.signals import pre_migrate
from pgtrigger.migrations import AddTrigger

from acoms.database.autodetector import Autodetector
from acoms.database.roles import set_up_roles

FEW = 10  # so many steps are all said
SAID_EVERY = 2.0  # seconds; of more, those that come after so long a silence


def _note_trigger(operation: Any, app_label: str, state: Any) -> None:
    """As pgtrigger has it, but without building anew all models that refer to the same ones as the
    trigger's: no model differs for a trigger, and a new database gets some two hundred."""
    options = state.models[app_label, operation.model_name].options
    options["triggers"] = [*options.get("triggers", ()), operation.trigger]


def _note_model(self: Any, state: Any) -> None:
    """As Django has it, but without building anew all models around the new one: they are some
    hundred each time, and nothing in them refers to it yet. A copy of a state shares its models
    with it, as migrations backwards have them: there all are built anew."""
    self.models[state.app_label, state.name_lower] = state
    if self._relations is not None:
        self.resolve_model_relations((state.app_label, state.name_lower))
    if "apps" not in self.__dict__:
        return
    if all(each._meta.apps is self.apps for each in self.apps.get_models()):
        self.apps.render_multiple([state])
    else:
        _build_anew(self)


def _build_anew(self: Any, *_: Any, **__: Any) -> None:
    """Where models that are there do change, all are built anew: those noted above know only what
    was there before them."""
    self.__dict__.pop("apps", None)


setattr(AddTrigger, "state_forwards", _note_trigger)  # noqa: B010
setattr(ProjectState, "add_model", _note_model)  # noqa: B010
setattr(ProjectState, "reload_model", _build_anew)  # noqa: B010
setattr(ProjectState, "reload_models", _build_anew)  # noqa: B010


class Command(migrate.Command):
    autodetector = Autodetector
    help = "Brings the database up to date, and says step by step how far it is."

    def handle(self, *args: Any, **options: Any) -> None:
        self.bring_up_to_date(*args, **options)
        if not (options["plan"] or options["check_unapplied"]):  # these only say what would be
            set_up_roles(settings.DATABASE_ROLES)

    def bring_up_to_date(self, *args: Any, **options: Any) -> None:
        self.steps: list[Any] = []
        self.done = 0
        self.apps_begun: list[str] = []
        self.said_at = 0.0
        if options["verbosity"] != 1:  # silence, or all of Django's own words
            super().handle(*args, **options)
            return
        pre_migrate.connect(self.note_plan)
        try:
            super().handle(*args, **{**options, "verbosity": 0})
        except Exception:
            if self.done:
                self.stdout.write(f"It failed at step {self.done}, {self.steps[self.done - 1]}.")
            raise
        finally:
            pre_migrate.disconnect(self.note_plan)
        self.stdout.write("The database is up to date.")

    def note_plan(self, *, plan: list[tuple[Any, bool]], **_: Any) -> None:
        """Sent for each app, with the same plan each time."""
        if not self.steps and plan:
            self.steps = [migration for migration, _ in plan]
            self.say(
                f"Changing the database: {len(self.steps)} steps for {self.apps_in_all()} apps. "
                "A new database takes some seconds."
            )

    def apps_in_all(self) -> int:
        return len({migration.app_label for migration in self.steps})

    def say(self, text: str) -> None:
        self.said_at = time.monotonic()
        self.stdout.write(text)
        self.stdout.flush()

    def migration_progress_callback(
        self, action: str, migration: Any = None, fake: bool = False
    ) -> None:
        if not self.steps:
            super().migration_progress_callback(action, migration, fake)
        elif action in ("apply_start", "unapply_start"):
            self.done += 1
            is_first = migration.app_label not in self.apps_begun
            if is_first:
                self.apps_begun.append(migration.app_label)
            silent_for = time.monotonic() - self.said_at
            if is_first or len(self.steps) <= FEW or silent_for > SAID_EVERY:
                self.say(
                    f"step {self.done} of {len(self.steps)}: {migration} "
                    f"(app {len(self.apps_begun)} of {self.apps_in_all()})"
                )
