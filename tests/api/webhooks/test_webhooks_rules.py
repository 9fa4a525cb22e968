"""Whom webhooks reach, how they are signed, and when they are tried again."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta

import pytest

from api.webhooks.rules import (
    SECRET_PREFIX,
    body_of,
    delay_after,
    has_failed_for_long,
    is_outside,
    problem_with_port,
    signed,
)

NOW = datetime(2026, 2, 11, 14, 35, 56, tzinfo=UTC)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::a00:1",
        "::a00:1",
        "::ffff:0:a00:1",
        "fec0::1",
        "2002:a9fe:a9fe::1",
        "2001:0:a9fe:a9fe::1",
    ],
)
def test_nothing_inside_is_reached(address: str) -> None:
    assert not is_outside(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_the_internet_is_reached(address: str) -> None:
    assert is_outside(address)


def test_only_ports_of_websites_are_reached() -> None:
    assert problem_with_port(None) == problem_with_port(443) == problem_with_port(8443) == ""
    assert "443 or 8443" in problem_with_port(22)


def test_the_example_of_the_specification_is_signed_as_it_says() -> None:
    secret, body = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", b'{"test": 2432232314}'
    at = datetime.fromtimestamp(1614265330, UTC)
    assert signed([secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", at, body) == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


def test_what_is_signed_is_id_moment_and_body() -> None:
    secret = "whsec_" + base64.b64encode(b"k" * 32).decode()
    headers = signed([secret], "id", NOW, b"body")
    content = f"id.{int(NOW.timestamp())}.body".encode()
    expected = base64.b64encode(hmac.digest(b"k" * 32, content, hashlib.sha256)).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"


def test_each_secret_signs() -> None:
    one, other = (SECRET_PREFIX + base64.b64encode(k * 32).decode() for k in (b"k", b"l"))
    both = signed([one, other], "id", NOW, b"body")["webhook-signature"]
    alone = [signed([each], "id", NOW, b"body")["webhook-signature"] for each in (one, other)]
    assert both == " ".join(alone)
    assert alone[0] != alone[1]


def test_the_body_is_the_same_at_every_try() -> None:
    body = body_of("contacts.changed", NOW, {"b": 1, "aco_id": "A1234"})
    assert body == body_of("contacts.changed", NOW, {"aco_id": "A1234", "b": 1})
    assert json.loads(body) == {
        "type": "contacts.changed",
        "timestamp": "2026-02-11T14:35:56.000000Z",
        "data": {"aco_id": "A1234", "b": 1},
    }


def test_tries_are_later_and_later_for_a_day() -> None:
    delays: list[timedelta] = []
    while (delay := delay_after(len(delays) + 1)) is not None:
        delays.append(delay)
    assert [delay.total_seconds() for delay in delays[:5]] == [5, 30, 120, 600, 1800]
    assert [delay / timedelta(hours=1) for delay in delays[5:]] == [1, 2, 4, 8, 9]
    assert timedelta(hours=24) < sum(delays, timedelta()) < timedelta(hours=26)


def test_three_days_of_failing_are_long() -> None:
    assert not has_failed_for_long(None, NOW)
    assert not has_failed_for_long(NOW - timedelta(days=3) + timedelta(seconds=1), NOW)
    assert has_failed_for_long(NOW - timedelta(days=3), NOW)
