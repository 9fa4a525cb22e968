"""One try to tell a webhook something: to the address that was looked at, and to no other."""

import contextlib
import http.client
import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from api.webhooks.rules import is_outside

PATIENCE = 5.0  # seconds for each step
AT_MOST = 15.0  # seconds in all
_TLS = ssl.create_default_context()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a try: the status that was answered, or why none was."""

    status: int | None
    failure: str = ""

    @property
    def is_taken(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


class _Inside(OSError):
    """The name leads to where no webhook may reach."""


def post(url: str, headers: Mapping[str, str], body: bytes) -> Answer:
    """Send it once. No redirect is followed, and of the answer its status is all that is read."""
    parts = urlsplit(url)
    try:
        connection = _connected(parts.scheme, parts.hostname or "", parts.port)
    except (OSError, UnicodeError) as error:
        return Answer(None, _in_words(error))
    ended = threading.Timer(AT_MOST, _cut, [connection])
    ended.start()
    try:
        path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
        sent = {"Content-Type": "application/json", "User-Agent": "ACO-MS-Webhooks/1", **headers}
        connection.request("POST", path, body, sent)
        status = connection.getresponse().status
        return Answer(status, "" if 200 <= status < 300 else f"It answered {status}.")
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Answer(None, _in_words(error))
    finally:
        ended.cancel()
        connection.close()


def _connected(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    """A connection to the very address that was judged: the name is not looked up again."""
    port = port or (443 if scheme == "https" else 80)
    address = _judged(host, port)
    raw = socket.create_connection((address, port), PATIENCE)
    connection = http.client.HTTPConnection(host, port, timeout=PATIENCE)
    try:
        secure = scheme == "https"
        connection.sock = _TLS.wrap_socket(raw, server_hostname=host) if secure else raw
    except BaseException:
        raw.close()
        raise
    return connection


def _judged(host: str, port: int) -> str:
    """The address to connect to. Where one of a name's addresses is inside, none is used."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(one[4][0]) for one in found]
    if not settings.WEBHOOKS_REACH_INSIDE and not all(map(is_outside, addresses)):
        raise _Inside
    return addresses[0]


def _cut(connection: http.client.HTTPConnection) -> None:
    """Whoever answers a byte at a time is not waited for."""
    with contextlib.suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)


def _in_words(error: Exception) -> str:
    match error:
        case _Inside():
            return "Its name does not lead to an address on the public internet."
        case ssl.SSLCertVerificationError():
            return f"Its certificate is not trusted: {error.verify_message}."[:200]
        case socket.gaierror():
            return "Its name has no address."
        case TimeoutError():
            return "It did not answer in time."
        case ConnectionRefusedError():
            return "Nobody answers there."
    return "The connection failed before it answered."
