"""Web and worker own nothing, and cannot rewrite the history (rule E3)."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.test import Client

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
