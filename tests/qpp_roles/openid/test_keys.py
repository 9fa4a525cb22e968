"""The keys that sign: which signs when, what an older one signed, what production asks (B3, E5)."""

import base64
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from django.utils import timezone
from joserfc.errors import InvalidKeyIdError

from acoms.crypto.signing_keys import as_settings, new_key, problems_with, read_keys
from tests.cast import Cast
from tests.qpp_roles.openid.website import Qpp

pytestmark = pytest.mark.rule("B3")


def made(key: Any) -> str:
    der = key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return base64.b64encode(der).decode()


@pytest.fixture(scope="module")
def keys() -> list[str]:
    return [made(rsa.generate_private_key(65537, 2048)) for _ in range(2)]


def day(days: int) -> str:
    return f"{timezone.now().astimezone(UTC).date() + timedelta(days=days)}"


@pytest.mark.django_db
def test_a_coming_key_is_known_then_signs_and_what_the_old_one_signed_still_verifies(
    cast: Cast, qpp: Qpp, settings: Any, keys: list[str]
) -> None:
    old, new = keys
    browser = cast.browser("qpp_staff")

    def key_of(token: str) -> str:
        import jwt

        return str(jwt.get_unverified_header(token)["kid"])

    def published() -> list[str]:
        return [key["kid"] for key in qpp.server.get("/openid/keys").json()["keys"]]

    settings.IDP_OIDC_PRIVATE_KEYS = as_settings(old)
    by_old = qpp.tokens(browser)["id_token"]
    assert published() == [key_of(by_old)]
    settings.IDP_OIDC_PRIVATE_KEYS = as_settings(f"{day(2)}..@{new},{old}")
    assert len(published()) == 2, "the coming key is known before it signs"
    assert key_of(qpp.tokens(browser)["id_token"]) == key_of(by_old)

    settings.IDP_OIDC_PRIVATE_KEYS = as_settings(f"{day(-1)}..@{new},{old}")
    by_new = qpp.tokens(browser)["id_token"]
    assert key_of(by_new) != key_of(by_old)
    assert qpp.verified(by_old)["sub"] == qpp.verified(by_new)["sub"]
    assert "code" in qpp.answer(browser, prompt="none", id_token_hint=by_old)

    settings.IDP_OIDC_PRIVATE_KEYS = as_settings(f"{day(-1)}..@{new},..{day(0)}@{old}")
    assert published() == [key_of(by_new)]
    with pytest.raises(InvalidKeyIdError):
        qpp.verified(by_old)
    assert qpp.answer(browser, prompt="none", id_token_hint=by_old)["error"] == "login_required"


def test_no_half_of_a_key_that_is_secret_is_published(client: Any, db: None) -> None:
    (key,) = client.get("/openid/keys").json()["keys"]
    assert set(key) == {"kty", "kid", "n", "e", "use", "alg"}
    assert (key["use"], key["alg"]) == ("sig", "RS256")


@pytest.mark.rule("E5")
@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "OPENID_KEYS is missing."),
        (" , ", "OPENID_KEYS is missing."),
        ("nonsense", "OPENID_KEYS (key 1) cannot be read as a private key."),
        ("{a},nonsense", "OPENID_KEYS (key 2) cannot be read as a private key."),
        ("tomorrow@{a}", "OPENID_KEYS (key 1) must begin with its days"),
        ("2026-12-01@{a}", "OPENID_KEYS (key 1) must begin with its days"),
        ("2027-01-01..2026-01-01@{a}", "OPENID_KEYS (key 1) ends before it begins."),
        ("{a},{a}", "OPENID_KEYS has the same key twice."),
        ("..2026-01-01@{a}", "OPENID_KEYS has no key that serves today."),
        ("2027-01-01..@{a}", "OPENID_KEYS has no key that serves today."),
    ],
)
def test_keys_that_cannot_serve_are_refused_without_repeating_them(
    keys: list[str], text: str, problem: str
) -> None:
    (found,) = problems_with(text.replace("{a}", keys[0]), datetime(2026, 11, 22, tzinfo=UTC))
    assert found.startswith(problem)
    assert keys[0][:40] not in found


@pytest.mark.rule("E5")
def test_weak_keys_and_other_kinds_are_refused(keys: list[str]) -> None:
    weak = made(rsa.generate_private_key(65537, 1024))  # noqa: S505 - that is the point
    assert problems_with(weak) == ["OPENID_KEYS (key 1) has 1024 bits; it needs 2048."]
    curve = made(ec.generate_private_key(ec.SECP256R1()))
    assert problems_with(f"{keys[0]},{curve}") == ["OPENID_KEYS (key 2) is no RSA key."]


def test_a_new_key_can_be_used_as_it_is_printed() -> None:
    now = datetime(2026, 12, 1, tzinfo=UTC)
    text = new_key("2026-12-01..2027-07-01")
    assert problems_with(text, now) == []
    (key,) = read_keys(text)
    assert not key.serves(now - timedelta(seconds=1))
    assert key.serves(datetime(2027, 6, 30, 23, 59, 59, tzinfo=UTC))
    assert not key.serves(datetime(2027, 7, 1, tzinfo=UTC))
    with pytest.raises(ValueError, match="must begin with its days"):
        new_key("soon")
