"""What a thief finds in the database and in the logs (rule E5)."""

import logging
from io import StringIO

import pytest
from django.apps import apps
from django.db import connection
from django.http import HttpRequest
from django.test import Client

from accounts.models import AuthenticatorApp, Person, RecoveryCodes
from accounts.signup import Voucher
from tests.accounts.door import (
    IDENTITY,
    PASSWORD,
    answer,
    answers,
    give_identity,
    is_signed_in,
)
from tests.signing_in import code_for_key

pytestmark = pytest.mark.rule("E5")


def whole_database() -> str:
    """Every row of every table, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" AS t')  # noqa: S608
            found += [f"{table}: {row}" for (row,) in cursor.fetchall()]
    return "\n".join(found)


def test_a_newcomers_secrets_are_neither_in_the_database_nor_in_the_logs(
    client: Client,
    db: None,
    voucher: Voucher,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    client.post(
        "/account/create/",
        {
            "first_name": "Vera",
            "last_name": "Voucher",
            "username": "vera.v",
            "password1": PASSWORD,
            "password2": PASSWORD,
            "agreed": "on",
        },
    )
    give_identity(client, zip_code="no")
    give_identity(client, last_name="Outage")
    answer(client, give_identity(client), right=0)
    questions = give_identity(client)
    dump_while_asked = whole_database()
    chosen = answers(questions)
    answer(client, questions)
    app = client.get("/account/second-factor/", follow=True).context["app"]
    dump_while_enrolling = whole_database()
    client.post("/account/second-factor/set-up/", {"code": code_for_key(app.key)})
    codes = RecoveryCodes.objects.get().codes
    client.post("/account/second-factor/recovery-codes/", {"saved": ""})
    assert is_signed_in(client)

    dump = dump_while_asked + dump_while_enrolling + whole_database()
    out, err = capfd.readouterr()
    logs = caplog.text + out + err
    assert "vera.v" in dump
    for secret in (
        PASSWORD,
        app.key,
        app.text_key,
        *codes,
        *(code.replace("-", "") for code in codes),
        IDENTITY["ssn"],
        IDENTITY["ssn"].replace("-", ""),
        IDENTITY["street"],
        IDENTITY["birth_date"],
        "1979-04-28",
        "9375550142",
        chosen["questions"],
    ):
        assert secret not in dump
        assert secret not in logs


def test_a_tracebacks_locals_do_not_show_what_was_typed(
    client: Client, newcomer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.views.debug import ExceptionReporter

    from tests.accounts.door import give_password

    class Broken:
        def open_questionnaire(self, details: object) -> None:
            raise RuntimeError("the bureau's library broke")

    monkeypatch.setattr("accounts.views.identity.the_bureau", Broken)
    give_password(client, newcomer)
    client.raise_request_exception = False
    reports = StringIO()

    def report(sender: object, request: HttpRequest, **kwargs: object) -> None:
        import sys

        reports.write(ExceptionReporter(request, *sys.exc_info()).get_traceback_text())

    from django.core.signals import got_request_exception

    got_request_exception.connect(report)
    try:
        assert give_identity(client).status_code == 500
    finally:
        got_request_exception.disconnect(report)
    assert "the bureau's library broke" in reports.getvalue()
    for typed in (IDENTITY["ssn"], IDENTITY["ssn"].replace("-", ""), IDENTITY["street"]):
        assert typed not in reports.getvalue()


def test_no_history_table_has_a_column_for_a_secret() -> None:
    secret = {"password", "key", "last_t"}
    for model in apps.get_app_config("accounts").get_models():
        if model.__name__.endswith("Event"):
            assert not secret & {field.name for field in model._meta.get_fields()}, model
    assert {field.name for field in AuthenticatorApp._meta.get_fields()} >= {"key", "last_t"}
