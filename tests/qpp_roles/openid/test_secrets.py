"""No code, token or secret of a sign-in to QPP can be read in what is kept (rule E5)."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from acoms.settings.base import redis_cache
from qpp_roles.openid.models import SignIn, SpentToken, Website
from tests.cast import Cast
from tests.concurrency.at_once import at_once
from tests.qpp_roles.openid.website import Qpp
from tests.security.dump import database, found_in, redis_location, valkey

pytestmark = [pytest.mark.rule("B3"), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def in_valkey(settings: Any) -> Iterator[None]:
    """The cache where production has it."""
    settings.CACHES = {"default": redis_cache(redis_location())}
    cache.clear()
    yield
    cache.clear()


@pytest.mark.rule("E5")
def test_neither_codes_nor_tokens_nor_secrets_can_be_read(
    cast: Cast, qpp: Qpp, in_valkey: None, caplog: pytest.LogCaptureFixture
) -> None:
    secrets = {"client secret": qpp.secret, "verifier": qpp.verifier}
    secrets["code"] = qpp.code(cast.browser("qpp_staff"))
    assert "authorization_code" in valkey(), "the code is kept there, under another name"

    def look(step: str) -> None:
        for text in (database(), valkey(), caplog.text):
            assert not found_in(text, secrets), step

    look("making the code")
    tokens = qpp.exchange(secrets["code"]).json()
    secrets |= {name: tokens[f"{name}_token"] for name in ("access", "refresh", "id")}
    look("exchanging it")
    later = qpp.refresh(secrets["refresh"]).json()
    secrets |= {f"later {name}": later[f"{name}_token"] for name in ("access", "refresh", "id")}
    qpp.userinfo(later)
    look("refreshing")
    qpp.revoke(later["refresh_token"])
    look("revoking")


def test_one_code_shown_twice_at_once_opens_one_sign_in_at_most(cast: Cast, qpp: Qpp) -> None:
    code = qpp.code(cast.browser("qpp_staff"))

    def exchange() -> int:
        own = Qpp(qpp.website, qpp.secret, Client(), qpp.verifier)
        return int(own.exchange(code).status_code)

    statuses = at_once(*[exchange] * 4)
    assert statuses.count(200) <= 1
    assert set(statuses) <= {200, 400}
    assert SignIn.objects.get().end_reason == "Its code was shown a second time."


def test_one_refresh_token_used_twice_at_once_ends_the_sign_in(cast: Cast, qpp: Qpp) -> None:
    tokens = qpp.tokens(cast.browser("qpp_staff"))

    def refresh() -> int:
        own = Qpp(qpp.website, qpp.secret, Client())
        return int(own.refresh(tokens["refresh_token"]).status_code)

    statuses = at_once(*[refresh] * 4)
    assert statuses.count(200) == 1
    assert SignIn.objects.get().end_reason == "A refresh token of it was used a second time."
    assert SpentToken.objects.count() == 1


@pytest.mark.rule("E5")
@pytest.mark.parametrize("path", ["/openid/token", "/openid/revoke"])
def test_a_network_with_wrong_secrets_is_refused_before_the_next_costs_a_hash(
    cast: Cast, qpp: Qpp, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def send(address: str) -> Any:
        form = {"grant_type": "refresh_token", "refresh_token": "x", "token": "x"}
        wrong = {**form, "client_id": qpp.website.pk, "client_secret": "wrong"}
        return qpp.post(path, wrong, REMOTE_ADDR=address)

    assert {send("192.0.2.1").status_code for _ in range(20)} == {401}
    hashes: list[str] = []

    def check_secret(website: Website, secret: str) -> bool:
        hashes.append(secret)
        return False

    monkeypatch.setattr(Website, "check_secret", check_secret)
    refused = send("192.0.2.1")
    assert (refused.status_code, refused["Retry-After"]) == (429, "300")
    assert not hashes
    assert send("192.0.2.2").status_code == 401
    assert hashes == ["wrong"]


def test_when_to_come_back_is_what_the_limit_says(cast: Cast, qpp: Qpp, settings: Any) -> None:
    rates = {**settings.ACCOUNT_RATE_LIMITS, "website_failed": "1/7m/ip"}
    settings.ACCOUNT_RATE_LIMITS = rates
    wrong = {"token": "x", "client_id": qpp.website.pk, "client_secret": "wrong"}
    assert qpp.post("/openid/revoke", wrong).status_code == 401
    refused = qpp.post("/openid/revoke", wrong)
    assert (refused.status_code, refused["Retry-After"]) == (429, "420")
