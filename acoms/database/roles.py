"""What the database's roles may do: the owner migrates; web and worker work, and own nothing.

The owner is whoever `migrate` runs as. With `WEB_DATABASE_URL` and `WORKER_DATABASE_URL` in its
environment it makes the roles that these name, and says after each migration what they may do.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

import pgtrigger
from django.apps import AppConfig
from django.core.checks import CheckMessage, Warning
from django.core.management import CommandError
from django.db import connection, transaction

WEB, WORKER = "WEB_DATABASE_URL", "WORKER_DATABASE_URL"
# How long a statement may take, wait for a lock, and leave its transaction idle.
TIMEOUTS = {
    WEB: {
        "statement_timeout": "1min",
        "lock_timeout": "15s",
        "idle_in_transaction_session_timeout": "5min",
    },
    WORKER: {
        "statement_timeout": "2h",
        "lock_timeout": "5min",
        "idle_in_transaction_session_timeout": "30min",
    },
}
_GRANTS = (
    "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM %I",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO %I",
    "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO %I",
    "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM %I",
)
# What only the owner may do and an import has to: each function does one such thing.
_FUNCTIONS = ("acoms_organizations_came_in()", "acoms_participants_came_in()")
_ATTRIBUTES = ("CREATEROLE", "CREATEDB", "REPLICATION", "BYPASSRLS")


def only_growing_tables() -> list[str]:
    """The tables of the history and of its seals: rows are added there, and read."""
    growing = {
        model._meta.db_table
        for model, trigger in pgtrigger.registered()
        if trigger.name == "append_only"
    }
    return sorted(growing)


@transaction.atomic
def set_up_roles(environment: Mapping[str, str]) -> None:
    """Make the roles that the environment names, if need be, and say what they may do.

    Raises CommandError where it names the owner, or one role for both. A role that is there keeps
    its attributes, which only a superuser may take away: `problems_of_role` says what is too much.
    """
    ((owner,),) = _asked("SELECT current_user::text")
    named: dict[str, str] = {}
    for variable, timeouts in TIMEOUTS.items():
        url = urlsplit(environment.get(variable, ""))
        if not url.username:
            continue
        role, password = unquote(url.username), unquote(url.password or "")
        if role == owner:
            raise CommandError(f"{variable} names {role}, the owner, who would lose rights.")
        if role in named:
            raise CommandError(f"{variable} and {named[role]} name one role, {role}.")
        named[role] = variable
        if not _asked("SELECT 1 FROM pg_roles WHERE rolname = %s", role):
            _run("CREATE ROLE %I NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION", role)
        _run("ALTER ROLE %I LOGIN", role)
        if password:
            _run("ALTER ROLE %I PASSWORD %L", role, _verifier_of(password, role))
        for name, value in timeouts.items():
            _run("ALTER ROLE %I SET %I TO %L", role, name, value)
        for grant in _GRANTS:
            _run(grant, role)
        there = connection.introspection.table_names()
        for table in set(only_growing_tables()) & set(there):
            _run("REVOKE UPDATE, DELETE ON %I FROM %I", table, role)
        for function in _FUNCTIONS:
            if _asked("SELECT 1 WHERE to_regprocedure(%s) IS NOT NULL", function):
                _run("GRANT EXECUTE ON FUNCTION %s TO %I", function, role)


def _verifier_of(password: str, role: str) -> str:
    """What PostgreSQL keeps of a password. It is made here, by whichever driver Django has found
    (decision 25): a statement stands in logs and statistics."""
    connection.ensure_connection()
    driven: Any = connection.connection
    if hasattr(driven, "pgconn"):  # psycopg 3
        made = driven.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
        return str(made.decode())
    encrypt: Any = connection.Database.extensions.encrypt_password  # type: ignore[attr-defined]
    return str(encrypt(password, role, scope=driven, algorithm="scram-sha-256"))


def _run(form: str, *parts: str) -> None:
    """A statement whose names and texts PostgreSQL itself quotes."""
    marks = "".join(", %s" for _ in parts)
    ((statement,),) = _asked(f"SELECT format(%s{marks})", form, *parts)
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _asked(question: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return list(cursor.fetchall())


def role_can_do_little(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """A warning for each thing that the role of web or worker can do and should not:
    `manage.py check --deploy --database default`, in their environment."""
    if not databases:
        return []
    hint = "Run web and worker as the roles that `migrate` makes: see README.md, Production."
    return [Warning(problem, hint=hint, id="acoms.W002") for problem in problems_of_role()]


def problems_of_role() -> Iterator[str]:
    """What the role of this connection can do and should not, in sentences."""
    ((role, is_super, *too_much),) = _asked(
        "SELECT rolname, rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls"
        " FROM pg_roles WHERE rolname = current_user"
    )
    if is_super:
        yield f"The database role {role} is a superuser."
    for attribute, has in zip(_ATTRIBUTES, too_much, strict=True):
        if has and not is_super:
            yield f"The database role {role} has {attribute}."
    if _asked("SELECT 1 FROM pg_tables WHERE pg_has_role(tableowner, 'MEMBER') LIMIT 1"):
        yield f"The database role {role} owns tables."
    changeable = _asked(
        "SELECT name FROM unnest(%s) AS name"
        " WHERE has_table_privilege(name, 'UPDATE, DELETE, TRUNCATE') LIMIT 1",
        only_growing_tables(),
    )
    if changeable:
        yield f"The database role {role} may change or delete history."
    for name in TIMEOUTS[WEB]:
        if not _asked(
            "SELECT 1 FROM pg_db_role_setting JOIN pg_roles r ON r.oid = setrole,"
            " unnest(setconfig) AS setting"
            " WHERE rolname = current_user AND setting LIKE %s",
            f"{name}=%",
        ):
            yield f"The database role {role} has no {name}."
