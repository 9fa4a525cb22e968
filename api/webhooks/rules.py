"""Webhooks: whom they reach, how they are signed, when they are tried again; pure Python.

Signatures are those of the Standard Webhooks specification, version 1 (decision 96).
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

SECRET_BYTES = 32
SECRET_PREFIX = "whsec_"  # noqa: S105 - what secrets of the specification begin with
TEST = "webhook.test"
MOST = 5  # webhooks of one ACO
PORTS = (443, 8443)
SHOWN_FOR = timedelta(days=30)
OFF_AFTER = timedelta(days=3)  # of failing
BOTH_SIGN = timedelta(hours=24)  # the new secret and the one before, once it is rotated
# Before the second try and those after it: a little over a day in all.
_DELAYS = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=1),
    timedelta(hours=2),
    timedelta(hours=4),
    timedelta(hours=8),
    timedelta(hours=9),
)
_UNICAST = ip_network("2000::/3")  # all of version 6 that is given out for the internet
# Ways in there through which an address of version 6 leads to one of version 4: 6to4, Teredo.
_TRANSLATED = [ip_network(one) for one in ("2002::/16", "2001::/32")]


def is_outside(address: str) -> bool:
    """Whether an address is on the public internet: nothing of this machine, of its networks, of
    the cloud's metadata, and no way around that."""
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            found = found.ipv4_mapped
        elif found not in _UNICAST or any(found in network for network in _TRANSLATED):
            return False
    return found.is_global and not found.is_multicast


def problem_with_port(port: int | None) -> str:
    """What is wrong with the port of an address, as a sentence; "" if nothing is."""
    if port in (None, *PORTS):
        return ""
    return f"Port {port} is not allowed: use {' or '.join(map(str, PORTS))}."


def body_of(code: str, at: datetime, data: Mapping[str, Any]) -> bytes:
    """What is sent: the same bytes at every try."""
    said = {"type": code, "timestamp": f"{at:%Y-%m-%dT%H:%M:%S.%fZ}", "data": dict(data)}
    return json.dumps(said, separators=(",", ":"), sort_keys=True).encode()


def signed(secrets: Iterable[str], message_id: str, at: datetime, body: bytes) -> dict[str, str]:
    """The headers with which a receiver verifies who sent it, what, and when: a signature of each
    secret, any of which is enough."""
    moment = str(int(at.timestamp()))
    content = b".".join((message_id.encode(), moment.encode(), body))
    return {
        "webhook-id": message_id,
        "webhook-timestamp": moment,
        "webhook-signature": " ".join(_signature(secret, content) for secret in secrets),
    }


def _signature(secret: str, content: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(SECRET_PREFIX))
    return f"v1,{base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()}"


def delay_after(attempts: int) -> timedelta | None:
    """How long to wait after so many failed tries; None when there is no further one."""
    return _DELAYS[attempts - 1] if attempts <= len(_DELAYS) else None


def has_failed_for_long(failing_since: datetime | None, now: datetime) -> bool:
    """Whether a webhook is turned off: nothing has reached it for days."""
    return failing_since is not None and now - failing_since >= OFF_AFTER
