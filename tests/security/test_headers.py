"""Each header that guards a page, and each setting that keeps a task, said a second time."""

import json
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from acoms.celery import app
from acoms.site.privacy import PERMISSIONS
from tests.acoms.test_production_settings import in_production, sound
from tests.cast import Cast

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS,
}
COOKIE = {"secure": True, "httponly": True, "samesite": "Lax", "path": "/", "domain": ""}

ASK = """
import json
from django.test import Client
from django.conf import settings
page = Client().get("/robots.txt", secure=True, headers={"host": "acoms.example.org"})
plain = Client().get("/robots.txt", headers={"host": "acoms.example.org"})
names = ("SECURE", "HTTPONLY", "SAMESITE", "PATH", "DOMAIN", "NAME")
cookies = {
    kind: {name.lower(): getattr(settings, f"{kind}_COOKIE_{name}") or "" for name in names}
    for kind in ("SESSION", "CSRF")
}
print(json.dumps([dict(page.headers), plain.status_code, plain.headers["Location"], cookies]))
"""


def policy_of(header: str) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in header.split(";") if part.strip())
    return {name: sources for name, _, sources in parts}


@pytest.mark.rule("E5")
@pytest.mark.parametrize("path", ["/help/", "/account/sign-in/", "/robots.txt", "/nowhere/"])
def test_every_answer_has_the_headers(client: Client, db: None, path: str) -> None:
    answer = client.get(path)
    assert policy_of(answer["Content-Security-Policy"]) == POLICY
    assert {name: answer.get(name) for name in HEADERS} == HEADERS


@pytest.mark.rule("E5")
def test_no_browser_keeps_what_someone_who_is_signed_in_is_shown(cast: Cast) -> None:
    assert "camera=()" in PERMISSIONS
    browser, of_aco = cast.browser("exec"), f"/acos/{cast.lakeside.aco_id}"
    for path in ("/help/", "/dashboard/", f"{of_aco}/contacts/", f"{of_aco}/nowhere/"):
        assert browser.get(path)["Cache-Control"] == "private, no-store", path
    assert Client().get("/help/").get("Cache-Control") is None
    table = browser.get(f"{of_aco}/contacts/", headers={"Accept-Encoding": "gzip"})
    assert table["Content-Encoding"] == "gzip"


@pytest.mark.rule("E5")
def test_signing_out_clears_what_the_browser_kept(cast: Cast) -> None:
    browser = cast.browser("exec")
    assert "Clear-Site-Data" not in browser.get("/help/")
    assert browser.post("/account/sign-out/")["Clear-Site-Data"] == '"cache", "storage"'


def test_it_is_said_where_weaknesses_are_reported(client: Client) -> None:
    with time_machine.travel("2026-11-30 12:00Z", tick=False):
        said = client.get("/.well-known/security.txt").content.decode().splitlines()
    assert said[0] == f"Contact: mailto:{settings.HELPDESK_EMAIL}"
    assert said[1] == "Expires: 2027-06-01T12:00:00+00:00"
    assert said[3] == f"Canonical: {settings.SITE_URL}/.well-known/security.txt"


@pytest.mark.rule("E5")
def test_production_adds_tls_for_ever_and_cookies_of_this_host_alone() -> None:
    asked = in_production(ASK, sound())
    assert asked.returncode == 0, asked.stderr
    headers, status, leads_to, cookies = json.loads(asked.stdout.splitlines()[-1])
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert policy_of(headers["Content-Security-Policy"]) == POLICY
    assert {name: headers.get(name) for name in HEADERS} == HEADERS
    assert (status, leads_to) == (301, "https://acoms.example.org/robots.txt")
    names = {"SESSION": "__Host-sessionid", "CSRF": "__Host-csrftoken"}
    assert cookies == {kind: {**COOKIE, "name": name} for kind, name in names.items()}


@pytest.mark.rule("E6")
def test_a_task_is_kept_until_it_is_done() -> None:
    assert app.conf.task_acks_late is True
    assert app.conf.task_reject_on_worker_lost is True
    assert app.conf.worker_prefetch_multiplier == 1
    assert app.conf.broker_transport_options["visibility_timeout"] == 3600
    app.loader.import_default_modules()
    ours: dict[str, Any] = {n: t for n, t in app.tasks.items() if not n.startswith("celery.")}
    assert len(ours) >= len({each["task"] for each in settings.CELERY_BEAT_SCHEDULE.values()})
    for name, task in ours.items():
        assert (task.acks_late, task.reject_on_worker_lost) == (True, True), name
