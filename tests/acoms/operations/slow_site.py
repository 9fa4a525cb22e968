"""A site that says how many bytes it was sent; what `test_arriving` serves."""

from collections.abc import Callable, Iterable
from typing import Any


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    try:
        size = len(environ["wsgi.input"].read() if environ["PATH_INFO"] == "/read" else b"")
    except TimeoutError:
        start_response("408 Request Timeout", [("Content-Length", "0")])
        return []
    body = str(size).encode()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]
