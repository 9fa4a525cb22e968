"""How to write what a limit forbids: a row, two rows, a change or a deletion by SQL."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection, models

from accounts.models import Person
from tests.database.rows import DAY, NOW, fresh

Way = Callable[[], Any]
Table = dict[str, Way | tuple[Way, ...]]
BEFORE, DAY_BEFORE = NOW - timedelta(hours=1), DAY - timedelta(days=1)


def wrong(model: type[models.Model], **values: Any) -> Way:
    """A row as it must not be."""
    return lambda: fresh(model, **values)


def twice(model: type[models.Model], *same: str, **values: Any) -> Way:
    """Two rows that agree in `same`, and may not."""

    def write() -> None:
        first = fresh(model, **values)
        fresh(model, **{**values, **{name: getattr(first, name) for name in same}})

    return write


def changed(model: type[models.Model], *, row: dict[str, Any] | None = None, **values: Any) -> Way:
    """A row that was good, changed by SQL."""
    return lambda: model._base_manager.filter(pk=fresh(model, **(row or {})).pk).update(**values)


def deleted(model: type[models.Model], **row: Any) -> Way:
    """A row that must stay, deleted by SQL."""

    def write() -> None:
        pk = fresh(model, **row).pk
        with connection.cursor() as cursor:
            cursor.execute(f'DELETE FROM "{model._meta.db_table}" WHERE id = %s', [pk])  # noqa: S608

    return write


def by_oneself(model: type[models.Model], by: str, **values: Any) -> Way:
    def write() -> None:
        person = fresh(Person)
        fresh(model, person=person, **{by: person}, **values)

    return write
