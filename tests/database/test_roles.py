"""Web and worker own nothing, and cannot rewrite the history (rule E3)."""

import hashlib
import hmac
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from acoms.database.roles import (
    TIMEOUTS,
    only_growing_tables,
    problems_of_role,
    role_can_do_little,
    set_up_roles,
)
from contacts.models import HeldType
from invitations.acceptance.actions import accept
from invitations.models import Invitation
from notifications.actions.relay import relay_due_mail
from participants.lists.actions import importing as importing_participants
from participants.lists.importing.rows import Layout
from participants.lists.models import ProviderSupplier
from qpp_roles.organizations.actions import importing as importing_organizations
from qpp_roles.organizations.models import Organization
from tests.cast import Cast, make_person
from tests.signing_in import sign_in

NAMED = {
    "WEB_DATABASE_URL": 'postgres://tried_web:it\'s a "secret"@db/acoms'.replace(" ", "%20"),
    "WORKER_DATABASE_URL": "postgres://tried_worker@db/acoms",
}


@contextmanager
def as_role(name: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {name}")
        yield
        cursor.execute("RESET ROLE")


@pytest.fixture
def roles(db: None) -> None:
    for _ in range(2):  # a second time, as after every migration
        set_up_roles(NAMED)


@pytest.mark.rule("E3")
def test_the_main_path_runs_as_web_and_worker(cast: Cast, roles: None) -> None:
    lee = make_person("lee_park")
    executive, invited = cast.browser("exec"), sign_in(Client(), lee)
    of_aco = f"/acos/{cast.lakeside.aco_id}"
    form = {"first_name": "Lee", "last_name": "Park", "email": lee.email, "types": ["other"]}
    with as_role("tried_web"):
        sent = executive.post(f"{of_aco}/contacts/add/", form)
        assert sent.status_code == 302, sent.content.decode()
    with as_role("tried_worker"):
        relay_due_mail()
    assert lee.email in mail.outbox[-1].to
    invitation = Invitation.objects.get()
    with as_role("tried_web"):
        assert invited.get("/dashboard/").status_code == 200
        accept(acting_person=lee, invitation=invitation)
        assert HeldType.objects.filter(contact__person=lee).exists()
        assert executive.get(f"{of_aco}/contacts/").status_code == 200
        assert executive.get(f"{of_aco}/activity/").status_code == 200


@pytest.mark.rule("E3")
@pytest.mark.parametrize("role", ["tried_web", "tried_worker"])
def test_no_role_but_the_owner_changes_history(cast: Cast, roles: None, role: str) -> None:
    assert cast.exec
    assert len(only_growing_tables()) > 20
    with as_role(role):
        for table in only_growing_tables():
            for what in ("DELETE FROM", "TRUNCATE", "LOCK TABLE"):
                assert "permission denied" in refusal_of(f'{what} "{table}"')
        disabling = "ALTER TABLE accounts_personevent DISABLE TRIGGER ALL"
        assert "must be owner" in refusal_of(disabling)


def refusal_of(statement: str) -> str:
    """What the database says to it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        return str(error)
    return "nobody refused it"


@pytest.mark.rule("E3")
@pytest.mark.parametrize("role", ["tried_web", "tried_worker"])
def test_lists_of_many_come_in_as_each_role(
    cast: Cast, roles: None, role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for importing in (importing_organizations, importing_participants):
        monkeypatch.setattr(importing, "_MANY", 0)
    organizations = importing_organizations.OrganizationFile(
        name="o.csv", lines=["record,kind,tin,name\n", ",practice,001700201,Prairie Heart Group\n"]
    )
    participants = importing_participants.ListFile(
        name="p.csv",
        lines=[
            "aco_id,tin,legal_business_name,from,npi,provider_name\n",
            f"{cast.lakeside.aco_id},001234567,ELM STREET,2026-01-01,2000000002,Jo Chen\n",
        ],
        layout=Layout.LIST,
        as_of=date(2026, 1, 1),
    )
    with as_role(role):
        importing_organizations.import_organizations(acting_person=None, file=organizations)
        importing_participants.import_participants(acting_person=None, file=participants)
    for model in (Organization, ProviderSupplier):
        counted = "SELECT reltuples FROM pg_class WHERE relname = %s"
        with connection.cursor() as cursor:
            cursor.execute(counted, [model._meta.db_table])
            assert cursor.fetchone() == (model.objects.count(),), model  # PostgreSQL looked


@pytest.mark.rule("E3")
def test_nobody_else_may_call_what_runs_as_the_owner(roles: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE tried_stranger")
        cursor.execute(
            "SELECT oid::regprocedure::text FROM pg_proc"
            " WHERE prosecdef AND pronamespace = 'public'::regnamespace"
        )
        functions = [name for (name,) in cursor.fetchall()]
    assert len(functions) == 2
    with as_role("tried_stranger"):
        for function in functions:
            assert "permission denied" in refusal_of(f"SELECT {function}")


@pytest.mark.rule("E5")
def test_no_statement_has_the_password_and_the_role_signs_in_with_it(db: None) -> None:
    with CaptureQueriesContext(connection) as said:
        set_up_roles(NAMED)
    assert "secret" not in " ".join(query["sql"] for query in said)
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolcanlogin, rolpassword FROM pg_authid WHERE rolname = 'tried_web'")
        ((may_sign_in, kept),) = cursor.fetchall()
    assert may_sign_in
    # What PostgreSQL compares when someone signs in with the password (RFC 5802, 3).
    method, salted, keys = kept.split("$")
    rounds, salt = salted.split(":")
    word = b'it\'s a "secret"'
    made = hashlib.pbkdf2_hmac("sha256", word, b64decode(salt), int(rounds))
    client = hashlib.sha256(hmac.digest(made, b"Client Key", "sha256")).digest()
    server = hmac.digest(made, b"Server Key", "sha256")
    assert (method, [b64decode(key) for key in keys.split(":")]) == (
        "SCRAM-SHA-256",
        [client, server],
    )


def test_an_owner_who_is_no_superuser_sets_the_roles_up(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE tried_owner CREATEROLE")
        cursor.execute(
            "SELECT format('ALTER TABLE %I OWNER TO tried_owner', tablename) FROM pg_tables"
            " WHERE schemaname = 'public' UNION ALL"
            " SELECT format('ALTER FUNCTION %s OWNER TO tried_owner', oid::regprocedure)"
            " FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
        )
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)
    with as_role("tried_owner"):
        for _ in range(2):
            set_up_roles(NAMED)
    with as_role("tried_web"):
        assert list(problems_of_role()) == []


def test_a_role_that_was_there_is_told_what_it_has_too_much_of(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE tried_web CREATEDB BYPASSRLS REPLICATION")
        cursor.execute("CREATE ROLE tried_owner")
        cursor.execute("ALTER TABLE contacts_aco OWNER TO tried_owner")
        cursor.execute("GRANT tried_owner TO tried_web")
    set_up_roles(NAMED)
    with as_role("tried_web"):
        said = " ".join(problems_of_role())
    for wrong in ("has CREATEDB", "has REPLICATION", "has BYPASSRLS", "owns tables"):
        assert wrong in said
    assert "CREATEROLE" not in said


def test_neither_the_owner_nor_one_role_for_both_is_set_up(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        ((owner,),) = cursor.fetchall()
    with pytest.raises(CommandError, match="the owner"):
        set_up_roles({"WORKER_DATABASE_URL": f"postgres://{owner}:words@db/acoms"})
    with pytest.raises(CommandError, match="name one role, tried_web"):
        set_up_roles(dict.fromkeys(TIMEOUTS, NAMED["WEB_DATABASE_URL"]))


def test_migrate_that_only_looks_sets_no_role_up(db: None, settings: Any) -> None:
    settings.DATABASE_ROLES = NAMED
    asked = "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'tried%'"
    with connection.cursor() as cursor:
        for options, roles in (({"plan": True}, 0), ({"check_unapplied": True}, 0), ({}, 2)):
            call_command("migrate", verbosity=0, interactive=False, **options)
            cursor.execute(asked)
            assert cursor.fetchone() == (roles,), options


def test_a_check_says_what_a_role_can_do_and_should_not(roles: None) -> None:
    for role in ("tried_web", "tried_worker"):
        with as_role(role):
            assert list(problems_of_role()) == []
    said = " ".join(problem.msg for problem in role_can_do_little(None, ["default"]))
    for wrong in ("is a superuser", "owns tables", "may change or delete history", "has no lock"):
        assert wrong in said
    assert role_can_do_little(None, None) == []


def test_each_role_carries_its_timeouts(roles: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolconfig FROM pg_roles WHERE rolname = 'tried_web'")
        ((config,),) = cursor.fetchall()
    assert set(config) == {f"{k}={v}" for k, v in TIMEOUTS["WEB_DATABASE_URL"].items()}
