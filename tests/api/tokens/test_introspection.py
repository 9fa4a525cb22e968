"""What a resource server hears of a token, and the BCDA sandbox that asks (rules H1, H2)."""

import socket
from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest
import requests
from django.conf import settings
from django.test import Client

from api.credentials.actions import Made, delete_credentials
from demo.bcda_sandbox.asking import AcoMs
from demo.bcda_sandbox.site import EXPORT, Sandbox
from demo.qpp_sandbox.server import server_on
from tests.api.credentials.keeping import HERE, made
from tests.api.tokens.test_tokens import basic, token_of
from tests.cast import Cast
from tests.signing.events import fresh_code

pytestmark = pytest.mark.rule("H2")


def bcda(cast: Cast) -> Made:
    return made(cast.delegate, cast.lakeside, name="Claims", resources=["bcda"])


def ask(token: str, address: str = HERE, secret: str = "") -> Any:
    known = settings.RESOURCE_SERVERS["bcda"]
    form = {"token": token, "client_address": address}
    return Client().post("/auth/introspect", form, headers=basic("bcda", secret or known))


def end(cast: Cast, one: Made) -> None:
    delete_credentials(
        acting_person=cast.delegate,
        aco=cast.lakeside,
        credentials=one.credentials,
        code=fresh_code(cast.delegate),
    )


def test_a_resource_server_hears_what_a_token_is_good_for(cast: Cast) -> None:
    one = bcda(cast)
    answer = ask(token_of(one))
    assert "no-store" in answer["Cache-Control"]
    said = answer.json()
    assert (said["active"], said["acos"], said["scope"]) == (True, ["A9101"], "bcda")
    assert said["client_id"] == str(one.client_id.client_id)
    one.client_id.refresh_from_db()
    assert one.client_id.last_used_from == HERE


def test_it_hears_nothing_of_tokens_that_are_not_good_there(cast: Cast) -> None:
    one, other = bcda(cast), made(cast.delegate, cast.lakeside)
    token = token_of(one)
    inactive = {"active": False}
    assert ask(token_of(other)).json() == inactive, "for the Data Hub"
    assert ask("made-up").json() == inactive
    assert ask(token, "203.0.113.9").json() == inactive
    assert ask(token, "no address").json() == inactive
    end(cast, one)
    assert ask(token).json() == inactive


def test_nobody_else_is_answered(cast: Cast, settings: Any) -> None:
    token = token_of(bcda(cast))
    assert ask(token, secret="wrong").status_code == 401
    assert Client().post("/auth/introspect", {"token": token}).status_code == 401
    assert ask(token, address="").json()["error"] == "invalid_request"
    settings.BCDA_SITE = ""
    assert ask(token).status_code == 401, "there is no BCDA"
    settings.BCDA_SITE, settings.RESOURCE_SERVERS = "https://bcda.example.gov", {"bcda": ""}
    answer = Client().post("/auth/introspect", {"token": token}, headers=basic("bcda", ""))
    assert answer.status_code == 401, "no secret is set"


@pytest.mark.rule("E5")
def test_whoever_guesses_the_secret_waits_and_right_ones_do_not(cast: Cast, settings: Any) -> None:
    limits = {**settings.ACCOUNT_RATE_LIMITS, "resource_server_failed": "1/7m/ip"}
    settings.ACCOUNT_RATE_LIMITS = limits
    token = token_of(bcda(cast))
    assert [ask(token).status_code for _ in range(3)] == [200] * 3
    assert ask(token, secret="wrong").status_code == 401
    refused = ask(token, secret="wrong")
    assert (refused.status_code, refused["Retry-After"]) == (429, "420")
    assert ask(token).status_code == 200, "nor for wrong ones"


def test_a_token_for_bcda_opens_nothing_here(cast: Cast) -> None:
    headers = {"authorization": f"Bearer {token_of(bcda(cast))}"}
    answer = Client().get("/api/v1/acos/A9101/files", headers=headers)
    assert answer.status_code == 403


@pytest.fixture
def sandbox(live_server: Any) -> Iterator[str]:
    """The address of a BCDA sandbox that asks the live site."""
    listener = socket.create_server((HERE, 0))
    asking = AcoMs(live_server.url, settings.RESOURCE_SERVERS["bcda"])
    listener.listen(8)
    server = server_on(Sandbox(asking), listener)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://{HERE}:{listener.getsockname()[1]}"
    finally:
        server.shutdown()
        server.server_close()


def test_the_sandbox_says_what_it_would_let_a_program_do(cast: Cast, sandbox: str) -> None:
    one = bcda(cast)
    token = token_of(one)
    headers = {"Authorization": f"Bearer {token}"}
    said = requests.get(sandbox + EXPORT, headers=headers, timeout=20)
    assert said.json()["would"] == ["export the claims of the beneficiaries of A9101"]
    assert "A9101" in requests.post(sandbox, {"token": token}, timeout=20).text
    assert "Paste a token" in requests.post(sandbox, {"token": ""}, timeout=20).text
    end(cast, one)
    assert requests.get(sandbox + EXPORT, headers=headers, timeout=20).status_code == 401
    assert "not good here" in requests.post(sandbox, {"token": token}, timeout=20).text
    assert requests.get(sandbox + "/nowhere", timeout=20).status_code == 404
