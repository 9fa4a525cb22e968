"""Each limit of the database refuses what it forbids, past the actions, and says its own name.

The limits are read from PostgreSQL, so that a new one without a proof fails here.
"""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from tests.database.breaking import BREAKING, EFFECTS, Way
from tests.database.catalog import Limit, limits, without
from tests.database.rows import fresh

pytestmark = pytest.mark.django_db

_TRIGGER_NAME = re.compile(r"^pgtrigger_(\w+)_[0-9a-f]{5}$")
# What another limit refuses as well, and may be asked first: nobody can tell it from that one.
IMPLIED = {
    "contact_with_its_aco": ("contacts_contact_pkey",),
    "contact_with_its_person": ("contacts_contact_pkey", "contact_one_person_in_one_aco"),
    "invitations_invitation_generation_check": ("invitation_unsent_while_unconfirmed",),
    "held_type_with_its_contact": ("contacts_heldtype_pkey",),
    "participants_years_feedbackcycle_number_check": ("cycle_one_of_two",),
    "signing_documentversion_number_check": ("document_version_changed_for_a_reason",),
    "signing_eventdocument_needed_check": ("event_document_signatures",),
    "signing_renewal_number_check": ("renewal_from_one",),
    "signing_signature_slot_check": ("signature_first_or_second", "signature_is_asked_for"),
    "signing_signature_signed_as_key": ("signature_once_in_a_place",),
    "signing_signingevent_performance_year_check": ("signing_event_year",),
}
HISTORY = {"insert_insert": "insert", "update_update": "update", "delete_delete": "delete"}


def key_of(limit: Limit) -> str:
    """Its name in the table: pgtrigger adds a hash to those that it makes."""
    found = _TRIGGER_NAME.match(limit.name)
    return found[1] if found else limit.name


def problem_with(limit: Limit) -> str:
    """Why nothing proves the limit, or "" if it holds."""
    key = key_of(limit)
    if key in HISTORY:
        return problem_with_history(limit, HISTORY[key])
    if key in EFFECTS:
        return problem_with_effects(limit)
    ways = ways_to_break(limit)
    if not ways:
        return f"{limit.name} of {limit.table}: tests/database/breaking.py has no way to break it"
    try:
        refused = [refused_by(way) for way in ways]
    except AssertionError as reason:
        return f"{limit.name} of {limit.table}: {reason}"
    expected = (limit.said_as, *IMPLIED.get(limit.name, ()))
    if all(any(name in names for name in expected) for names in refused):
        return ""
    return f"{limit.name} of {limit.table}: refused by {refused}"


def problem_with_effects(limit: Limit) -> str:
    """A trigger that does something by itself, and did not."""
    for does in EFFECTS[key_of(limit)]:
        try:
            with transaction.atomic():
                done = does()
                transaction.set_rollback(True)
        except DatabaseError as error:
            return f"{limit.name} of {limit.table}: {error}"
        if not done:
            return f"{limit.name} of {limit.table} does nothing: {does}"
    return ""


def refused_by(way: Way) -> str:
    """The names of what refuses to write it: a constraint, or the function of a trigger."""
    try:
        with transaction.atomic():
            way()
            transaction.set_rollback(True)
    except DatabaseError as error:
        said: Any = error.__cause__.diag  # type: ignore[union-attr]
        return f"{said.constraint_name} {said.context}"
    return "nobody"


def ways_to_break(limit: Limit) -> tuple[Way, ...]:
    """From the table, or from what Django's own names say."""
    if found := BREAKING.get(key_of(limit)):
        return found if isinstance(found, tuple) else (found,)
    if positive := re.fullmatch(r"""CHECK \(\("?(\w+)"? >= 0\)\)""", limit.definition):
        return (lambda: with_value(limit.table, positive[1], -1),)
    if once := re.fullmatch(r"UNIQUE \(([\w, ]+)\)", limit.definition):
        return (lambda: same_again(limit.table, once[1].split(", ")),)
    if key_of(limit) == "append_only":
        return (
            lambda: run("UPDATE {0} SET {1} = {1}", limit.table),
            lambda: run("DELETE FROM {0}", limit.table),
        )
    if key_of(limit) == "never_emptied":
        return (lambda: truncate(limit.table),)
    return ()


def model_of(table: str) -> type[models.Model]:
    """The model of a table; a history table's is made by writing to the one that it is about."""
    return next(
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.db_table == table and not model._meta.proxy
    )


def one_of(table: str) -> Any:
    """A row of the table, just written."""
    model = model_of(table)
    tracked = getattr(model, "pgh_tracked_model", None)
    if tracked is None:
        return fresh(model)
    written = fresh(tracked)
    events = model._base_manager.filter(pgh_obj_id=written.pk)
    if not events.exists():
        delete(written)  # what comes by the million is tracked from its first change only
    return events.latest("pgh_id")


def delete(row: Any) -> None:
    table, key = row._meta.db_table, row._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE {key} = %s", [row.pk])  # noqa: S608 - our names


def run(sql: str, table: str) -> None:
    column = one_of(table)._meta.concrete_fields[1].column
    with connection.cursor() as cursor:
        cursor.execute(sql.format(table, f'"{column}"'))


def truncate(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'TRUNCATE "{table}"')


def with_value(table: str, column: str, value: Any) -> None:
    """Another row with this value; in a history table it is a copy of one that was written."""
    model = model_of(table)
    if not hasattr(model, "pgh_tracked_model"):
        fresh(model, **{column: value})
        return
    row = one_of(table)
    wanted = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }
    model._base_manager.bulk_create([model(**{**wanted, column: value})])


def same_again(table: str, columns: list[str]) -> None:
    """Another row with the same value where there may be one only."""
    row = one_of(table)
    fields = {f.column: f.name for f in row._meta.concrete_fields}
    same = {fields[column]: getattr(row, fields[column]) for column in columns}
    if None in same.values():
        raise AssertionError(f"{table}: the row has no {columns}")
    fresh(type(row), **same)


def problem_with_history(limit: Limit, label: str) -> str:
    """A tracked table copies each insert, update and delete to its history (rule E3)."""
    with transaction.atomic():
        nothing_protects(limit.table)
        row = one_of(limit.table)
        if label == "update":
            change_something(row)
        if label == "delete":
            delete(row)
        (events,) = [
            model
            for model in apps.get_models()
            if getattr(model, "pgh_tracked_model", None) is not None
            and model.pgh_tracked_model._meta.db_table == limit.table  # type: ignore[attr-defined]
        ]
        written = events._base_manager.filter(pgh_obj_id=row.pk, pgh_label=label).count()
        transaction.set_rollback(True)
    return "" if written == 1 else f"{limit.name} of {limit.table} wrote {written} entries"


def nothing_protects(table: str) -> None:
    """Turn off, for this, what lets no row of the table be changed at all."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname ~ '_stays_'",
            [table],
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")


def change_something(row: Any) -> None:
    """The first tracked column that takes another value."""
    events = next(m for m in apps.get_models() if is_history_of(m, type(row)))
    tracked = {field.name for field in events._meta.concrete_fields}
    for field in row._meta.concrete_fields:
        changed = OTHER_VALUE.get(field.get_internal_type())
        if changed is None or field.name not in tracked or field.primary_key:
            continue
        old = getattr(row, field.name)
        value = changed(old)
        if value == old:
            continue
        try:
            with transaction.atomic():
                type(row)._base_manager.filter(pk=row.pk).update(**{field.name: value})
        except DatabaseError:
            continue
        return
    raise AssertionError(f"nothing of {row!r} can be changed")


def is_history_of(events: Any, model: type[models.Model]) -> bool:
    tracked = getattr(events, "pgh_tracked_model", None)
    return tracked is not None and tracked._meta.db_table == model._meta.db_table


OTHER_VALUE: dict[str, Callable[[Any], Any]] = {
    "BooleanField": lambda value: not value,
    "CharField": lambda value: f"{value or ''}x"[-2:],
    "TextField": lambda value: f"{value or ''}x",
    "PositiveIntegerField": lambda value: (value or 0) + 1,
    "PositiveSmallIntegerField": lambda value: (value or 0) + 1,
    "UUIDField": lambda _: uuid.uuid4(),
    "ForeignKey": lambda value: value and fresh(type(value)),
    "DateField": lambda value: value and value.replace(year=value.year + 1),
    "DateTimeField": lambda value: value and value.replace(year=value.year + 1),
}


def test_every_limit_refuses_what_it_forbids_and_names_itself() -> None:
    found = limits()
    assert len(found) > 300
    problems = [problem for limit in found if (problem := problem_with(limit))]
    assert not problems, "\n".join(problems)


def test_the_table_names_no_limit_that_is_gone() -> None:
    assert {*BREAKING, *EFFECTS} - {key_of(limit) for limit in limits()} == set()


@pytest.mark.long
def test_without_each_limit_its_proof_fails() -> None:
    unnoticed = []
    for limit in limits():
        if limit.name in IMPLIED:
            continue
        with without(limit):
            if not problem_with(limit):
                unnoticed.append(limit.name)
    assert unnoticed == []
