"""Requests to ACO-MS: with a token, within time, and again where that may help."""

from __future__ import annotations

import base64
import contextlib
import errno
import http.client
import json
import random
import socket
import ssl
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime
from time import sleep
from typing import Any, TypeVar
from urllib.parse import urljoin, urlsplit

from acoms_cli import __version__
from acoms_cli.config import Config
from acoms_cli.errors import Broken, CliError, NotAuthenticated, Passing, Refused

T = TypeVar("T")
Answer = http.client.HTTPResponse

PIECE = 256 * 1024
_TIMEOUT = 60.0  # seconds without a byte
_EARLY = 60.0  # seconds before its end that a token is asked for anew
_MOST_OF_AN_ANSWER = 32 * 1024 * 1024
_PASSING = (429, 502, 503, 504)
_MEANINGS = {401: "unauthorized", 403: "forbidden", 404: "not found", 429: "too many requests"}


@dataclass(frozen=True)
class Patience:
    """How often something is tried again, and how long is waited before it."""

    retries: int = 5
    first: float = 1.0
    longest: float = 120.0

    def before(self, retry: int, asked: float | None) -> float:
        """Seconds before the retry of this number, from 1; `asked` is what ACO-MS said."""
        if asked is not None:
            return min(max(asked, 0.0), self.longest)
        growing: float = self.first * 2 ** (retry - 1)
        return min(growing, self.longest) * random.uniform(0.75, 1.25)  # noqa: S311


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A token goes where it was configured to go, and nowhere else."""

    def redirect_request(self, *arguments: Any, **named: Any) -> None:
        return None


class Site:
    """One ACO-MS, as one set of credentials reaches it; threads share it."""

    def __init__(self, config: Config, patience: Patience | None = None) -> None:
        self._config, self.patience = config, patience or Patience()
        self._opener = urllib.request.build_opener(_NoRedirects)
        self._lock = threading.Lock()
        self._token, self._until = "", 0.0

    def get(self, path: str) -> Any:
        """What ACO-MS answers in JSON."""

        def once() -> Any:
            with self.open(path) as answer, self.failures_named():
                return _parsed(answer.read(_MOST_OF_AN_ANSWER))

        return self.persist(once)

    def open(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        """An answer whose body the caller reads, and closes. One try, or two with a new token."""
        url = self._inside(path)
        for again in (True, False):
            token = self._valid_token()
            request = urllib.request.Request(url, headers=dict(headers or {}))  # noqa: S310
            request.add_header("Authorization", f"Bearer {token}")
            try:
                return self._send(request)
            except Refused as refused:
                if refused.status != 401:
                    raise
                self._forget(token)
                if not again:
                    raise NotAuthenticated(f"Error authenticating: {refused}") from None
        raise AssertionError("a second 401 has raised")

    def pieces(self, answer: Answer) -> Iterator[bytes]:
        """The body of an answer, until it ends or the line does."""
        while True:
            with self.failures_named():
                piece = answer.read(PIECE)
            if not piece:
                return
            yield piece

    def persist(self, action: Callable[[], T], progress: Callable[[], int] = int) -> T:
        """Do it until it works, or nothing more came in as many tries as we have patience for.

        `progress` grows while something is gained: then the count of failures begins anew.
        """
        failures, gained = 0, progress()
        while True:
            try:
                return action()
            except Passing as error:  # noqa: PERF203 - each try is a request
                if progress() > gained:
                    failures, gained = 0, progress()
                failures += 1
                if failures > self.patience.retries:
                    raise
                sleep(self.patience.before(failures, error.after))

    @contextlib.contextmanager
    def failures_named(self) -> Iterator[None]:
        """Failures of the line and refusals become errors of ours, with the words looked for."""
        try:
            yield
        except urllib.error.HTTPError as error:
            with error:
                raise _refusal(error.code, error.headers, _detail(error)) from None
        except urllib.error.URLError as error:
            reason = error.reason if isinstance(error.reason, Exception) else error
            raise _failure(reason, self._config.url) from None
        except (OSError, http.client.HTTPException) as error:
            raise _failure(error, self._config.url) from None

    def _inside(self, path: str) -> str:
        """The whole address of a path that ACO-MS named: never another host's."""
        url = urljoin(f"{self._config.url}/", path)
        ours, theirs = urlsplit(self._config.url), urlsplit(url)
        if (ours.scheme, ours.netloc) != (theirs.scheme, theirs.netloc):
            raise Broken(f"ACO-MS named an address of another host, {theirs.netloc}: not followed.")
        return url

    def _send(self, request: urllib.request.Request) -> Answer:
        request.add_header("User-Agent", f"acoms-cli/{__version__}")
        request.add_header("Accept", "application/json, */*;q=0.5")
        with self.failures_named():
            answer: Answer = self._opener.open(request, timeout=_TIMEOUT)
            return answer

    def _valid_token(self) -> str:
        with self._lock:
            if time.monotonic() > self._until:
                self._token, seconds = self._new_token()
                self._until = time.monotonic() + max(seconds - _EARLY, 1.0)
            return self._token

    def _forget(self, token: str) -> None:
        with self._lock:
            if self._token == token:
                self._until = 0.0

    def _new_token(self) -> tuple[str, float]:
        pair = f"{self._config.key}:{self._config.secret}".encode("ascii")
        request = urllib.request.Request(  # noqa: S310 - checked_address has seen it
            f"{self._config.url}/auth/token", data=b"grant_type=client_credentials"
        )
        request.add_header("Authorization", f"Basic {base64.b64encode(pair).decode()}")
        try:
            with self._send(request) as answer, self.failures_named():
                said = _parsed(answer.read(_MOST_OF_AN_ANSWER))
        except Passing as error:
            raise Passing(f"Error authenticating: {error}", error.after) from None
        except CliError as error:
            raise NotAuthenticated(f"Error authenticating: {error}") from None
        if not isinstance(said, dict) or not isinstance(said.get("access_token"), str):
            raise NotAuthenticated("Error authenticating: ACO-MS gave no token.")
        return said["access_token"], float(said.get("expires_in") or 300)


def _refusal(status: int, headers: Message, detail: str) -> CliError:
    meaning = f" ({_MEANINGS[status]})" if status in _MEANINGS else ""
    if 300 <= status < 400:
        detail = f"It leads to {headers.get('Location', 'nowhere')}: check the address (--env)."
    if status == 404 and headers.get_content_type() == "application/problem+json":
        detail = (
            "ACO-MS has no such ACO or file, or these credentials do not open it: check the ACO "
            "ID, and the ACOs on the API Credentials page."
        )
    elif status == 404:
        detail = "Nothing is there: check the address (--env)."
    text = f"Request failed with status code {status}{meaning}. {detail}".rstrip()
    if status in _PASSING:
        return Passing(text, _seconds(headers.get("Retry-After")))
    return Refused(text, status)


def _detail(error: urllib.error.HTTPError) -> str:
    """What a refusal says in words, of problem+json or of RFC 6749."""
    with contextlib.suppress(OSError, http.client.HTTPException, ValueError):
        said = json.loads(error.read(65536))
        for name in ("detail", "error_description", "title", "error"):
            if isinstance(said, dict) and isinstance(said.get(name), str):
                return "".join(c if c.isprintable() else " " for c in said[name])[:500]
    return ""


def _seconds(retry_after: str | None) -> float | None:
    """`Retry-After` in seconds: it is a number, or a date."""
    if not retry_after:
        return None
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        return parsedate_to_datetime(retry_after).timestamp() - time.time()
    except (TypeError, ValueError):
        return None


def _failure(error: Exception, url: str) -> CliError:
    """A failure of the line, by the name that its number has; a wrong certificate stays wrong."""
    host = urlsplit(url).netloc
    if isinstance(error, ssl.SSLCertVerificationError):
        return CliError(f"The certificate of {host} is not trusted: {error.verify_message}.")
    if isinstance(error, socket.gaierror):
        return Passing(f"connect ENOTFOUND {host}: no address is known under this name.")
    if isinstance(error, TimeoutError):
        return Passing(f"connect ETIMEDOUT {host}: there was no answer in time.")
    number = error.errno if isinstance(error, OSError) else None
    name = errno.errorcode.get(number or 0, "ECONNRESET")
    return Passing(f"connect {name} {host}: {error or 'the connection was cut'}.")


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        raise Broken("The answer is no JSON: check the address of ACO-MS (--env).") from None
