"""The sandbox's API, and a page on which a person tries a token. Plain WSGI."""

import json
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from demo.bcda_sandbox.asking import AcoMs, Good, NotAnswered

EXPORT = "/api/v2/Group/all/$export"
LONGEST_BODY = 4 * 1024
STYLE = Path(__file__).parents[1] / "sandbox.css"
HTML, JSON, CSS = "text/html; charset=utf-8", "application/json", "text/css; charset=utf-8"

Start = Callable[[str, list[tuple[str, str]]], Any]
Answer = tuple[str, str, str]  # status, content type, body


class Sandbox:
    """The WSGI application."""

    def __init__(self, aco_ms: AcoMs) -> None:
        self.aco_ms = aco_ms

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        status, kind, body = self._answer(environ)
        headers = [
            ("Content-Type", kind),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            (
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
                "frame-ancestors 'none'",
            ),
        ]
        if status.startswith("401"):
            headers.append(("WWW-Authenticate", 'Bearer realm="BCDA sandbox"'))
        start(status, headers)
        return [body.encode()]

    def _answer(self, environ: dict[str, Any]) -> Answer:
        match environ["REQUEST_METHOD"], environ["PATH_INFO"]:
            case "GET", "/":
                return "200 OK", HTML, _page("")
            case "POST", "/":
                return "200 OK", HTML, _page(self._tried(environ))
            case "GET", path if path == EXPORT:
                return self._export(environ)
            case "GET", "/sandbox.css":
                return "200 OK", CSS, STYLE.read_text("utf-8")
            case "GET", "/favicon.ico":
                return "204 No Content", HTML, ""
        return "404 Not Found", HTML, _page("<p>There is no such page.</p>")

    def _export(self, environ: dict[str, Any]) -> Answer:
        """What the real one begins with a bulk export of claims."""
        _, _, token = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
        try:
            good = self.aco_ms.ask(token, environ["REMOTE_ADDR"]) if token else None
        except NotAnswered as error:
            return _json("503 Service Unavailable", {"error": str(error)})
        if good is None:
            return _json("401 Unauthorized", {"error": "This token is not good here."})
        would = [f"export the claims of the beneficiaries of {aco}" for aco in good.acos]
        return _json("200 OK", {"would": would, "until": good.until.isoformat()})

    def _tried(self, environ: dict[str, Any]) -> str:
        length = min(int(environ.get("CONTENT_LENGTH") or 0), LONGEST_BODY)
        form = dict(parse_qsl(environ["wsgi.input"].read(length).decode(errors="replace")))
        token = form.get("token", "").strip()
        if not token:
            return _told("Paste a token first.")
        try:
            good = self.aco_ms.ask(token, environ["REMOTE_ADDR"])
        except NotAnswered as error:
            return _told(str(error))
        if good is None:
            return _told(
                "ACO-MS says that this token is not good here. It has run out, or its credentials "
                f"are not for BCDA, have ended, or are not for {environ['REMOTE_ADDR']}."
            )
        return _would(good)


def _json(status: str, said: dict[str, Any]) -> Answer:
    return status, JSON, json.dumps(said)


def _told(text: str) -> str:
    return f'<p class="told" role="status">{escape(text)}</p>'


def _would(good: Good) -> str:
    acos = "".join(f"<li>{escape(aco)}</li>" for aco in good.acos)
    return (
        '<section role="status"><p class="role">BCDA would give out the claims of the '
        f"beneficiaries of</p><ul>{acos}</ul>"
        f"<dl><dt>Client ID</dt><dd>{escape(good.client_id)}</dd>"
        f"<dt>Until</dt><dd>{good.until:%Y-%m-%d %H:%M} UTC</dd></dl></section>"
    )


def _page(said: str) -> str:
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>BCDA sandbox</title>
<link rel="stylesheet" href="/sandbox.css">
</head>
<body>
<header><div><strong>BCDA sandbox</strong> <span>A demonstration, not a website of CMS</span></div>
</header>
<main>
<h1>What a token lets a program do</h1>
<p>Programs send their token to <code>GET {EXPORT}</code>. Here you try one by hand.</p>
{said}
<form method="post" action="/">
<p><label for="token">Access token</label></p>
<p><input id="token" name="token" autocomplete="off" size="50" required></p>
<div class="actions"><button class="main">Ask ACO-MS</button></div>
</form>
</main>
<footer><div>This stands in for CMS's Beneficiary Claims Data API. It has no data.</div></footer>
</body>
</html>
"""
