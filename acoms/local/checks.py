"""What must be true before `run_local` starts anything; each failure is one plain sentence."""

import errno
import fcntl
import os
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

import redis
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.db.utils import ConnectionHandler

from acoms.local.processes import CannotStart
from acoms.process.home import make_home
from acoms.process.numbers import NotThatNumberError, port
from acoms.settings.base import database


def usable_home() -> Path:
    """The home directory, made if need be."""
    try:
        return make_home()
    except OSError as reason:
        raise CannotStart(
            f"{reason.filename} cannot be made or changed ({reason.strerror}). Set ACOMS_HOME "
            "to a directory that this program may write to."
        ) from None


def lock(home: Path) -> IO[str]:
    """Keep the file open: a second copy on the same data would spoil it."""
    file = (home / "lock").open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.seek(0)
        raise CannotStart(
            f"ACO-MS is already running on the data in {home} (process {file.read().strip()}). "
            "End that one first, or set ACOMS_HOME to another directory."
        ) from None
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file


def free_port(environment: Mapping[str, str], name: str, default: int) -> int:
    """The port that the variable names, if nobody else serves on it."""
    try:
        number = port(environment, name, default)
    except NotThatNumberError as reason:
        raise CannotStart(str(reason)) from None
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", number))
        except OSError as reason:
            why = "may not be used by this user"
            if reason.errno == errno.EADDRINUSE:
                why = "is in use by another program"
            raise CannotStart(
                f"Port {number} {why}. Choose another, for instance: make run {name}=8123"
            ) from None
    return number


def reachable_database(url: str) -> None:
    """Whether the operator's own database answers."""
    try:
        settings = {**database(url), "CONN_MAX_AGE": 0}
        settings.setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
        connection = ConnectionHandler({"default": settings})["default"]
        connection.ensure_connection()
        connection.close()
    except (DatabaseError, ImproperlyConfigured, ValueError, KeyError) as reason:
        raise CannotStart(
            f"The database of DATABASE_URL ({_without_password(url)}) cannot be reached: "
            f"{_first_line(reason)}"
        ) from None


def reachable_redis(url: str) -> None:
    """Whether the operator's own Redis or Valkey answers."""
    try:
        client = redis.Redis.from_url(url, socket_connect_timeout=5, socket_timeout=5)
        client.ping()
        client.close()
    except (redis.RedisError, ValueError, OSError) as reason:
        raise CannotStart(
            f"The Redis or Valkey of REDIS_URL ({_without_password(url)}) cannot be reached: "
            f"{_first_line(reason)}"
        ) from None


def _first_line(reason: Exception) -> str:
    return (str(reason).strip() or type(reason).__name__).splitlines()[0].rstrip(".") + "."


def _without_password(url: str) -> str:
    try:
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
    except ValueError:
        return "which cannot be read as a URL"
