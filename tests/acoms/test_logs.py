"""Nothing secret reaches the logs (rule E5)."""

import io
import json
import logging
import logging.config
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog
from django.test import Client, RequestFactory

from acoms.process.logs import RequestMiddleware, logging_settings, redact

TOKEN = "Zk3vQ8tLmN5xW2yR"


@pytest.mark.rule("E5")
@pytest.mark.parametrize(
    ("said", "logged"),
    [
        (f"GET /invitation/{TOKEN}/", "GET /invitation/[secret]/"),
        (f"GET /invitation/{TOKEN}/open/?x=1", "GET /invitation/[secret]/open/?[query]"),
        (f'"path": "/invitation/{TOKEN}"', '"path": "/invitation/[secret]"'),
        (
            "Not Found: /account/password/reset/key/3f-c9qx8d-1b2c3d4e5f/",
            "Not Found: /account/password/reset/key/[secret]/",
        ),
        ("GET /account/sign-in/?next=/acos/A9001/", "GET /account/sign-in/?[query]"),
        ("GET /acos/A9001/contacts/12/", "GET /acos/A9001/contacts/12/"),
        ("GET /account/second-factor/", "GET /account/second-factor/"),
    ],
)
def test_the_secrets_of_links_are_left_out(said: str, logged: str) -> None:
    assert redact(said) == logged


def test_a_request_is_logged_without_its_query() -> None:
    request = RequestFactory().get(f"/invitation/{TOKEN}/", {"code": "ABCD-2345"})
    assert RequestMiddleware.format_request(request) == "GET /invitation/[secret]/"


@pytest.fixture(params=[True, False], ids=["json", "console"])
def log_lines(request: Any, settings: Any) -> Iterator[Callable[[], list[str]]]:
    """Everything that is logged during the test, as it would stand in the log."""
    logging.config.dictConfig(logging_settings(json=request.param))
    written = io.StringIO()
    handler = logging.root.handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(written)
    yield lambda: written.getvalue().splitlines()
    logging.config.dictConfig(settings.LOGGING)


@pytest.mark.rule("E5")
def test_no_log_line_of_a_whole_request_has_the_token(log_lines: Any, client: Client) -> None:
    client.get(f"/invitation/{TOKEN}/no-such-page/?code=ABCD-2345")
    logging.getLogger("django.security").warning("odd request to /invitation/%s/", TOKEN)
    lines = log_lines()
    assert any("request_finished" in line for line in lines)
    assert [line for line in lines if TOKEN in line or "ABCD-2345" in line] == []


def test_a_traceback_shows_no_local_variables(log_lines: Any) -> None:
    def fail() -> None:
        password = "Harbor-Lights-77"
        raise ValueError(len(password))

    try:
        fail()
    except ValueError:
        structlog.get_logger("acoms").exception("went wrong")
    said = "\n".join(log_lines())
    assert "ValueError: 16" in said
    assert "Lights-77" not in said.replace('password = "Harbor-Lights-77"', "")


@pytest.mark.parametrize("log_lines", [True], indirect=True)
def test_production_logs_are_json(log_lines: Any) -> None:
    logging.getLogger("acoms").warning("one thing")
    line = json.loads(log_lines()[-1])
    assert (line["event"], line["level"], line["logger"]) == ("one thing", "warning", "acoms")
