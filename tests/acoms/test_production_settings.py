"""Production does not start on a missing or a weak secret, and says which (rule E5)."""

import os
import re
import subprocess
import sys
from pathlib import Path
from secrets import token_urlsafe

import pytest

from acoms.crypto.signing_keys import new_key
from acoms.settings.required import problems

CHECKOUT = Path(__file__).resolve().parent.parent.parent
KEY = new_key()


def sound() -> dict[str, str]:
    return {
        "SECRET_KEY": token_urlsafe(48),
        "ACOMS_KEYS": f"{token_urlsafe(48)},{token_urlsafe(48)}",
        "OPENID_KEYS": KEY,
        "DATABASE_URL": "postgres://acoms:words@db/acoms",
        "REDIS_URL": "redis://:words@cache:6379/0",
        "EMAIL_URL": "smtp+tls://user:words@mail:587",
        "ALLOWED_HOSTS": "acoms.example.org",
        "SITE_URL": "https://acoms.example.org",
        "PROOFING_BUREAU": "accounts.proofing.sandbox.SandboxBureau",
        "PECOS_SOURCE": "participants.screening.sandbox.SandboxPecos",
        "ACOMS_TRIAL": "yes",
    }


def in_production(code: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run Python under the production settings, and nothing of this test run's environment."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{code}"],
        env=kept | {"DJANGO_SETTINGS_MODULE": "acoms.settings.production"} | environment,
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_sound_environment_has_no_problem() -> None:
    assert problems(sound()) == []


@pytest.mark.parametrize("name", [name for name in sound() if name != "ACOMS_TRIAL"])
def test_each_missing_setting_is_named(name: str) -> None:
    for environment in (sound() | {name: ""}, {k: v for k, v in sound().items() if k != name}):
        assert any(p.startswith(f"{name} is missing.") for p in problems(environment))


@pytest.mark.rule("E5")
@pytest.mark.parametrize(
    ("secret", "weakness"),
    [
        ("kd8-Wq2_xPz", "has 11 characters"),
        ("ab" * 30, "too few different characters"),
        ("kd8Wq2xPzRt5Lm" * 4, "repeats itself"),
        ("django-insecure-kd8Wq2xPzRt5LmVb7Ny3Hc9Jf", "looks like a placeholder"),
        ("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP", "can be guessed"),
        ("please-CHANGE-this-kd8Wq2xPzRt5LmVb7Ny3Hc", "looks like a placeholder"),
    ],
)
@pytest.mark.parametrize("name", ["SECRET_KEY", "ACOMS_KEYS"])
def test_a_weak_secret_is_refused_without_repeating_it(
    name: str, secret: str, weakness: str
) -> None:
    (found,) = problems(sound() | {name: secret})
    assert found.startswith(name)
    assert weakness in found
    assert secret not in found


@pytest.mark.rule("H2")
@pytest.mark.parametrize(
    ("secret", "says"),
    [("", "is missing."), ("kd8-Wq2_xPz", "has 11 characters"), (token_urlsafe(48), "")],
    ids=["missing", "short", "sound"],
)
def test_bcda_has_a_secret_that_nobody_guesses(secret: str, says: str) -> None:
    found = problems(sound() | {"BCDA_SITE": "https://bcda.example.org", "BCDA_SECRET": secret})
    assert [says in one and one.startswith("BCDA_SECRET") for one in found] == [True] * bool(says)


def test_an_old_key_is_judged_like_the_newest() -> None:
    (found,) = problems(sound() | {"ACOMS_KEYS": f"{token_urlsafe(48)},short"})
    assert found.startswith("ACOMS_KEYS (key 2)")


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name hosts"),
        ({"ALLOWED_HOSTS": "other.example.org"}, "does not have the host of SITE_URL"),
        ({"SITE_URL": "http://acoms.example.org"}, "SITE_URL must begin with https://"),
        ({"DATABASE_URL": "sqlite:///x"}, "DATABASE_URL must begin with postgres://"),
        ({"REDIS_URL": "http://cache"}, "REDIS_URL must begin with"),
        ({"DATABASE_URL": "postgres://acoms:acoms@db/acoms"}, "has a password that is a name"),
        ({"DATABASE_URL": "postgres://acoms@db/acoms"}, "DATABASE_URL has no password"),
        ({"REDIS_URL": "redis://cache:6379/0"}, "REDIS_URL has no password"),
        ({"EMAIL_URL": "smtp://mail:25", "ACOMS_TRIAL": ""}, "sends mail in the clear"),
        ({"ACOMS_TRIAL": ""}, "PROOFING_BUREAU is the sandbox"),
        ({"ACOMS_TRIAL": "no"}, "PECOS_SOURCE is the sandbox"),
        ({"EMAIL_URL": "consolemail://"}, "EMAIL_URL must begin with"),
        ({"EMAIL_URL": "smtp://host:port"}, "EMAIL_URL cannot be read"),
        ({"FILES_ROOT": "files"}, "FILES_ROOT must be an absolute path"),
    ],
)
def test_an_unusable_setting_is_named(changed: dict[str, str], problem: str) -> None:
    assert any(problem in found for found in problems(sound() | changed))


def test_a_number_that_is_none_is_named() -> None:
    refused = in_production("", sound() | {"TRUSTED_PROXY_COUNT": "one"})
    assert "TRUSTED_PROXY_COUNT is 'one'; it must be a number from 0" in refused.stderr


def test_a_shell_and_compose_read_the_example_alike() -> None:
    """`docker compose` takes what stands between single quotes as it is; so does a shell."""
    lines = (CHECKOUT / ".env.example").read_text().splitlines()
    written = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert [name for name, value in written.items() if not re.fullmatch("'[^']*'", value)] == []
    read = subprocess.run(
        ["bash", "-euc", "set -a; . ./.env.example; env -0"],
        env={"PATH": os.environ["PATH"]},
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    assert {f"{name}={value[1:-1]}" for name, value in written.items()} <= set(read)
    required = re.findall(r"\$\{(\w+):\?", (CHECKOUT / "docker-compose.yml").read_text())
    assert set(required) <= set(written)


def test_one_key_for_two_purposes_is_refused() -> None:
    environment = sound()
    environment["ACOMS_KEYS"] = environment["SECRET_KEY"]
    assert any("SECRET_KEY among its keys" in found for found in problems(environment))


def test_all_problems_come_in_one_message() -> None:
    refused = in_production("", {"SITE_URL": "https://acoms.example.org"})
    assert refused.returncode != 0
    for name in ("SECRET_KEY", "ACOMS_KEYS", "OPENID_KEYS", "DATABASE_URL", "EMAIL_URL"):
        assert f"- {name} is missing." in refused.stderr


@pytest.mark.rule("E5")
def test_nothing_of_local_mode_is_there() -> None:
    """No mailbox, no demo codes, no local server: neither as a page nor as a command."""
    seen = in_production(
        """
from django.conf import settings
from django.core.management import get_commands
from django.urls import Resolver404, resolve
from django.test import Client
for path in ("/_mail/", "/_mail/messages.json", "/_mail/1-2-3/html/"):
    try:
        resolve(path)
    except Resolver404:
        print("no page", path)
commands = get_commands()
for name in ("run_local", "prepare_local", "demo", "demo_code"):
    if name not in commands:
        print("no command", name)
print("local mode", settings.LOCAL_MODE, "debug", settings.DEBUG)
print("secure", settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE,
      settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS > 0)
""",
        sound(),
    )
    assert seen.returncode == 0, seen.stderr
    assert seen.stdout.count("no page") == 3
    assert seen.stdout.count("no command") == 4
    assert "local mode False debug False" in seen.stdout
    assert "secure True True True True" in seen.stdout
