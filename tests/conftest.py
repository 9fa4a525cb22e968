"""Fixtures that every room's tests share."""

import os
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection, transaction
from django.test import TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests import locking, migrated, speaking
from tests.cast import Cast

# How long an example takes says how busy the machine is, and nothing of what is tested. They are
# the same each time, so that what fails was just changed; `make test-long` makes up others.
hypothesis_settings.register_profile(
    "others", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.register_profile(
    "the same", hypothesis_settings.get_profile("others"), derandomize=True
)
hypothesis_settings.load_profile("the same")


@pytest.fixture(scope="session", autouse=True)
def _no_mail_speaks_in_the_words_of_strangers() -> None:
    speaking.listen()


@pytest.fixture(scope="session", autouse=True)
def _views_lock_in_transactions_of_their_own() -> None:
    locking.listen()


@pytest.fixture
def cast(db: None) -> Cast:
    """Lakeside and its people."""
    return Cast()


@pytest.fixture(autouse=True)
def _nobody_is_rate_limited_yet() -> None:
    """The counts of one test's tries are not the next one's."""
    cache.clear()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: Any
) -> bool:
    """The database of the last run, if nothing that it is made from has changed."""
    with django_db_blocker.unblock():
        return migrated.bring_back(os.environ.get("PYTEST_XDIST_WORKER", ""))


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_modify_db_settings: bool, django_db_setup: None, django_db_blocker: Any
) -> None:
    if not django_db_modify_db_settings:
        with django_db_blocker.unblock():
            migrated.keep()


@pytest.fixture(scope="session", autouse=True)
def _tables_are_emptied_in_milliseconds() -> None:
    """After a test of real transactions Django truncates all tables, which takes PostgreSQL half a
    second for a hundred of them, and writes content types and permissions anew. Those stay, there
    are few rows of others, and deleting these takes none.

    As a replica the session fires no trigger, or the history would refuse and foreign keys order.
    """

    def delete(self: TransactionTestCase) -> None:
        tables = connection.introspection.django_table_names()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(
                "SELECT format('DELETE FROM %%I', relname) FROM pg_class WHERE relkind = 'r'"
                " AND pg_relation_size(oid) > 0 AND relname = ANY(%s)",
                [list(set(tables) - {ContentType._meta.db_table, Permission._meta.db_table})],
            )
            for (statement,) in cursor.fetchall():
                cursor.execute(statement)

    TransactionTestCase._fixture_teardown = delete  # type: ignore[attr-defined]
