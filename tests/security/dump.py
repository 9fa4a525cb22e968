"""Everything that the site keeps, as text to search: the database, the broker and the cache."""

import base64
import os
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import redis
from django.db import connection

_BYTES = re.compile(r"\\\\?x((?:[0-9a-f]{2})+)")


def database() -> str:
    """Every column of every row of every table, history and sessions too, as pg_dump would."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        rows = []
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608 - a table's own name
            rows += [f"{table}: {row}" for (row,) in cursor.fetchall()]
    text = "\n".join(rows)
    return text + "\n" + "\n".join(_decoded(text))


def _decoded(text: str) -> Iterator[str]:
    """What stands in bytea columns, as text."""
    for found in _BYTES.finditer(text):
        yield bytes.fromhex(found[1]).decode("utf-8", errors="replace")


def redis_location() -> str:
    """This test process's own database in the throw-away Valkey."""
    url = os.environ["REDIS_URL"]
    number = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    return f"{url}?db={number}" if url.startswith("unix://") else url


_READ: dict[bytes, Callable[[Any, Any], Any]] = {
    b"string": lambda server, key: server.get(key),
    b"list": lambda server, key: server.lrange(key, 0, -1),
    b"set": lambda server, key: server.smembers(key),
    b"hash": lambda server, key: server.hgetall(key),
    b"zset": lambda server, key: server.zrange(key, 0, -1),
}


def valkey() -> str:
    """Every key and value of the broker and the cache."""
    server = redis.Redis.from_url(redis_location())
    found = []
    for key in server.scan_iter():
        kind: Any = server.type(key)
        found.append(f"{key!r}: {_READ[kind](server, key)!r}")
    server.close()
    text = "\n".join(found)
    return text + "\n" + "\n".join(_unwrapped(text))


def _unwrapped(text: str) -> Iterator[str]:
    """The bodies of Celery's messages, which travel in base64."""
    for found in re.finditer(r"[A-Za-z0-9+/]{16,}={0,2}", text):
        whole = found[0][: -1 if len(found[0].rstrip("=")) % 4 == 1 else None]  # no such length
        yield base64.b64decode(whole + "===").decode("utf-8", errors="replace")


def spellings(secret: str) -> set[str]:
    """How a secret could have been written down, all in lower case."""
    forms = {secret, secret.replace("-", ""), secret.replace(" ", ""), secret.replace("/", "")}
    raw = [form.encode() for form in forms]
    return {
        form.lower()
        for form in (
            *forms,
            *(quote(form, safe="") for form in forms),
            *(r.hex() for r in raw),
            *(base64.b64encode(r).decode().rstrip("=")[:-1] for r in raw),
            *(base64.urlsafe_b64encode(r).decode().rstrip("=")[:-1] for r in raw),
        )
    }


def found_in(text: str, secrets: dict[str, str]) -> list[str]:
    """The names of the secrets that `text` gives away, in whatever letter case."""
    text = text.lower()
    return [name for name, secret in secrets.items() if any(s in text for s in spellings(secret))]
