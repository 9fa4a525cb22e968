"""The sandbox's pages: who is signed in, what they may do where, refresh, sign out. Plain WSGI."""

import secrets
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from demo.qpp_sandbox import pages
from demo.qpp_sandbox.client import Client, NotSignedIn, Question, SignIn

COOKIE = "qpp_sandbox"
MOST_VISITORS = 500
LONGEST_BODY = 64 * 1024
STYLE = Path(__file__).parents[1] / "sandbox.css"

Start = Callable[[str, list[tuple[str, str]]], Any]


@dataclass
class Visitor:
    """What the sandbox remembers of one browser, in memory."""

    question: Question | None = None
    sign_in: SignIn | None = None
    said: str = ""


@dataclass
class Answer:
    """A response."""

    body: str = ""
    status: str = "200 OK"
    to: str = ""
    kind: str = "text/html; charset=utf-8"


class Sandbox:
    """The WSGI application."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.visitors: dict[str, Visitor] = {}
        self.lock = threading.Lock()
        self.pages: dict[tuple[str, str], Callable[[Visitor, dict[str, str]], Answer]] = {
            ("GET", "/"): self.home,
            ("POST", "/sign-in"): self.begin,
            ("GET", "/callback"): self.callback,
            ("POST", "/refresh"): self.refresh,
            ("POST", "/sign-out"): self.sign_out,
            ("GET", "/signed-out"): self.signed_out,
            ("POST", "/logout-notice"): self.logout_notice,
            ("GET", "/sandbox.css"): self.style,
            ("GET", "/favicon.ico"): self.no_icon,
        }

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        method = "GET" if environ["REQUEST_METHOD"] == "HEAD" else environ["REQUEST_METHOD"]
        page = self.pages.get((method, environ["PATH_INFO"]))
        key, visitor = self._visitor(environ)
        if page is None:
            answer = Answer(pages.not_found(), "404 Not Found")
        else:
            try:
                answer = page(visitor, _given(environ))
            except NotSignedIn as refusal:
                visitor.sign_in, visitor.said = None, str(refusal)
                answer = Answer(to="/")
        start(*self._head(answer, key))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [answer.body.encode()]

    # --- Pages -----------------------------------------------------------------------------------
    def home(self, visitor: Visitor, given: dict[str, str]) -> Answer:
        said, visitor.said = visitor.said, ""
        if visitor.sign_in is None:
            return Answer(pages.welcome(said))
        return Answer(pages.signed_in(visitor.sign_in, said))

    def begin(self, visitor: Visitor, given: dict[str, str]) -> Answer:
        more = {name: given[name] for name in ("prompt", "max_age") if given.get(name)}
        address, visitor.question = self.client.question(**more)
        return Answer(to=address)

    def callback(self, visitor: Visitor, given: dict[str, str]) -> Answer:
        question, visitor.question = visitor.question, None
        if question is None:
            raise NotSignedIn("No sign-in was under way. Begin again.")
        visitor.sign_in = self.client.sign_in(question, given)
        return Answer(to="/")

    def refresh(self, visitor: Visitor, given: dict[str, str]) -> Answer:
        if visitor.sign_in is not None:
            visitor.sign_in = self.client.refresh(visitor.sign_in)
            visitor.said = "ACO-MS was asked again. This is what it says now."
        return Answer(to="/")

    def sign_out(self, visitor: Visitor, given: dict[str, str]) -> Answer:
        sign_in, visitor.sign_in = visitor.sign_in, None
        return Answer(to=self.client.sign_out_address(sign_in) if sign_in else "/")

    def signed_out(self, visitor: Visitor, given: dict[str, str]) -> Answer:
        visitor.said = "You are signed out of the QPP sandbox."
        return Answer(to="/")

    def logout_notice(self, visitor: Visitor, given: dict[str, str]) -> Answer:
        """ACO-MS says that a sign-in has ended."""
        try:
            sid = self.client.ended_by(given.get("logout_token", ""))
        except NotSignedIn as refusal:
            return Answer(str(refusal), "400 Bad Request", kind="text/plain; charset=utf-8")
        with self.lock:
            for one in self.visitors.values():
                if one.sign_in is not None and one.sign_in.claims["sid"] == sid:
                    one.sign_in = None
                    one.said = "ACO-MS has ended your sign-in."
        return Answer()

    def style(self, visitor: Visitor, given: dict[str, str]) -> Answer:
        return Answer(STYLE.read_text("utf-8"), kind="text/css; charset=utf-8")

    def no_icon(self, visitor: Visitor, given: dict[str, str]) -> Answer:
        return Answer(status="204 No Content")

    # --- Around them -----------------------------------------------------------------------------
    def _visitor(self, environ: dict[str, Any]) -> tuple[str, Visitor]:
        """The browser's memory by its cookie; the oldest are forgotten."""
        cookies = SimpleCookie(environ.get("HTTP_COOKIE", ""))
        key = cookies[COOKIE].value if COOKIE in cookies else ""
        with self.lock:
            if key not in self.visitors:
                key = secrets.token_urlsafe(24)
                while len(self.visitors) >= MOST_VISITORS:
                    del self.visitors[next(iter(self.visitors))]
                self.visitors[key] = Visitor()
            return key, self.visitors[key]

    def _head(self, answer: Answer, key: str) -> tuple[str, list[tuple[str, str]]]:
        provider = urlsplit(self.client.provider)
        forms = f"'self' {provider.scheme}://{provider.netloc}"
        headers = [
            ("Content-Type", answer.kind),
            ("Set-Cookie", f"{COOKIE}={key}; HttpOnly; SameSite=Lax; Path=/"),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            (
                "Content-Security-Policy",
                f"default-src 'none'; style-src 'self'; form-action {forms}; base-uri 'none'; "
                "frame-ancestors 'none'",
            ),
        ]
        if answer.to:
            return "303 See Other", [*headers, ("Location", answer.to)]
        return answer.status, headers


def _given(environ: dict[str, Any]) -> dict[str, str]:
    """The query of a GET, the form of a POST."""
    if environ["REQUEST_METHOD"] != "POST":
        return dict(parse_qsl(environ.get("QUERY_STRING", "")))
    length = min(int(environ.get("CONTENT_LENGTH") or 0), LONGEST_BODY)
    return dict(parse_qsl(environ["wsgi.input"].read(length).decode(errors="replace")))
