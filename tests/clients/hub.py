"""A Data Hub of a few lines: the API's contract, and the ways in which a line or a server fails."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

KEY, SECRET = "client-of-lakeside", "a-secret-of-the-test"

TYPES = [
    (113, "Claim and Claim Line Feeds (CCLF)", "Claim and Claim Line Feed (CCLF) Files"),
    (305, "Claim and Claim Line Feeds (CCLF) - Weekly", "Claim and Claim Line Feed (CCLF) Files"),
    (183, "Excluded Beneficiary MBI XREF File", "Monthly Exclusion Files"),
    (116, "Assignment Report", "Reports"),
    (112, "Other Reports", "Reports"),
]


@dataclass
class Stored:
    """A file of the Data Hub."""

    name: str
    body: bytes
    type: int = 113
    aco: str = "A1234"
    year: int | None = 2026
    version: int = 1
    updated_at: str = "2026-02-12T12:34:44Z"
    announced: str = ""  # a checksum that is not its own
    content_at: str = ""

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


@dataclass
class Asked:
    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]


@dataclass
class Hub:
    """What the server has, how it fails next, and what it was asked."""

    url: str = ""
    files: list[Stored] = field(default_factory=list)
    page: int = 100
    # What the next requests get instead of an answer: a status with headers.
    refusals: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    refused_reads: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    token_refusal: tuple[int, dict[str, Any]] | None = None
    cuts: list[int] = field(default_factory=list)  # after so many bytes of a content
    ranges: bool = True
    filters: bool = True
    tokens: int = 0
    forgets_tokens: bool = False
    asked: list[Asked] = field(default_factory=list)
    together: threading.Barrier | None = None  # contents that must be asked for at once

    def contents(self) -> list[Asked]:
        return [each for each in self.asked if each.path.endswith("/content")]


@contextmanager
def running_hub() -> Iterator[Hub]:
    hub = Hub()

    class Door(_Door):
        of = hub

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    server.daemon_threads = True
    hub.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Door(BaseHTTPRequestHandler):
    of: Hub

    def log_message(self, *arguments: Any) -> None: ...

    def do_POST(self) -> None:
        self._note()
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.of.refusals:
            self._problem(*self.of.refusals.pop(0))
            return
        if self.of.token_refusal:
            self._json(*self.of.token_refusal)
            return
        pair = base64.b64encode(f"{KEY}:{SECRET}".encode()).decode()
        if self.path != "/auth/token" or self.headers["Authorization"] != f"Basic {pair}":
            self._json(401, {"error": "invalid_client", "error_description": "No such client."})
            return
        self.of.tokens += 1
        said = {"access_token": f"token-{self.of.tokens}", "token_type": "Bearer"}
        self._json(200, {**said, "expires_in": 1200})

    def do_GET(self) -> None:
        self._note()
        if self.headers["Authorization"] != f"Bearer token-{self.of.tokens}":
            self._problem(401, {})
        elif self.of.forgets_tokens:
            self.of.forgets_tokens = False
            self._problem(401, {})
        elif refusals := self.of.refused_reads or self.of.refusals:
            self._problem(*refusals.pop(0))
        else:
            self._answer(urlsplit(self.path).path.split("/")[3:])

    def _note(self) -> None:
        parts = urlsplit(self.path)
        query = parse_qs(parts.query)
        self.of.asked.append(Asked(self.command, parts.path, query, dict(self.headers)))

    def _answer(self, path: list[str]) -> None:
        match path:
            case ["acos"]:
                acos = sorted({each.aco for each in self.of.files})
                self._json(200, {"items": [{"aco_id": each} for each in acos], "next": None})
            case ["data-hub", "types"]:
                items = [{"code": c, "name": n, "category": g} for c, n, g in TYPES]
                self._json(200, {"items": items, "next": None})
            case ["acos", aco, "files"]:
                self._files(aco)
            case ["acos", _, "files", number, "content"]:
                self._content(self.of.files[int(number)])
            case _:
                self._problem(404, {})

    def _files(self, aco: str) -> None:
        query = self.of.asked[-1].query
        found = [
            (number, each)
            for number, each in enumerate(self.of.files)
            if each.aco == aco and (not self.of.filters or _fits(each, query))
        ]
        start = int(query.get("cursor", ["0"])[0])
        end = start + self.of.page
        more = f"/api/v1/acos/{aco}/files?cursor={end}" if end < len(found) else None
        items = [_item(number, each) for number, each in found[start:end]]
        self._json(200, {"items": items, "next": more, "count": len(found)})

    def _content(self, stored: Stored) -> None:
        if self.of.together:
            self.of.together.wait(10)
        begin, asked = 0, self.headers.get("Range")
        if asked and self.of.ranges and self.headers.get("If-Range") == f'"{stored.sha256}"':
            begin = int(asked.removeprefix("bytes=").removesuffix("-"))
            if begin >= len(stored.body):
                self._problem(416, {})
                return
        body = stored.body[begin:]
        self.send_response(206 if begin else 200)
        self.send_header("ETag", f'"{stored.sha256}"')
        self.send_header("Content-Length", str(len(body)))
        if begin:
            whole = len(stored.body)
            self.send_header("Content-Range", f"bytes {begin}-{whole - 1}/{whole}")
        self.end_headers()
        self.wfile.write(body[: self.of.cuts.pop(0)] if self.of.cuts else body)

    def _json(self, status: int, said: dict[str, Any]) -> None:
        self._send(status, "application/json", said, {})

    def _problem(self, status: int, headers: dict[str, str]) -> None:
        said = {"type": "about:blank", "status": status, "detail": f"Detail of {status}."}
        self._send(status, "application/problem+json", said, headers)

    def _send(self, status: int, kind: str, said: Any, headers: dict[str, str]) -> None:
        body = json.dumps(said).encode()
        self.send_response(status)
        for name, value in {"Content-Type": kind, **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _fits(stored: Stored, query: dict[str, list[str]]) -> bool:
    category = next(group for code, _, group in TYPES if code == stored.type)
    return (
        query.get("type", [str(stored.type)]).count(str(stored.type)) > 0
        and query.get("category", [category]) == [category]
        and query.get("year", [str(stored.year)]) == [str(stored.year)]
    )


def _item(number: int, stored: Stored) -> dict[str, Any]:
    name, category = next((n, g) for code, n, g in TYPES if code == stored.type)
    return {
        "id": f"0000-{number}",
        "name": stored.name,
        "type": stored.type,
        "type_name": name,
        "category": category,
        "year": stored.year,
        "size": len(stored.body),
        "sha256": stored.announced or stored.sha256,
        "version": stored.version,
        "created_at": "2026-02-11T14:35:56Z",
        "updated_at": stored.updated_at,
        "content": stored.content_at or f"/api/v1/acos/{stored.aco}/files/{number}/content",
    }
