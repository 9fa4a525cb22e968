"""The QPP sandbox: a standard client, over the network, against the running site (rule B3)."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.test import Client

from demo.management.commands.demo_sandbox import register_sandbox
from demo.qpp_sandbox.site import Sandbox
from qpp_roles.openid.actions import end_sign_ins
from qpp_roles.openid.actions.telling import send_due_notices
from qpp_roles.openid.models import LogoutNotice, SignIn, Website
from tests.cast import Cast
from tests.qpp_roles.openid.sandbox import SECRET, running_sandbox
from tests.qpp_roles.openid.test_flow import end_role
from tests.signing_in import sign_in

pytestmark = pytest.mark.rule("B3")


@pytest.fixture
def sandbox(
    live_server: Any, settings: Any, transactional_db: None, cast: Cast
) -> Iterator[Sandbox]:
    settings.SITE_URL = live_server.url
    with running_sandbox(live_server.url, cast.cms_staff) as running:
        yield running


class Browser(requests.Session):
    """Someone's browser, signed in at the site."""

    def __init__(self, cast: Cast, role: str) -> None:
        super().__init__()
        client = sign_in(Client(), getattr(cast, role))
        name = django_settings.SESSION_COOKIE_NAME
        self.cookies.set(name, client.cookies[name].value)

    def press(self, sandbox: Sandbox, to: str, **fields: str) -> str:
        return self.post(f"{sandbox.client.url}/{to}", fields, timeout=20).text


def test_from_signing_in_to_the_word_that_it_is_over(cast: Cast, sandbox: Sandbox) -> None:
    browser = Browser(cast, "qpp_staff")
    page = browser.press(sandbox, "sign-in")
    assert f"Signed in as {cast.qpp_staff.full_name}" in page
    assert "Lakeside Care Partners ACO (A9101)" in page
    assert "Staff User · APM Entity" in page
    assert "Submit quality data" in page
    first = SignIn.objects.get()

    assert "This is what it says now" in browser.press(sandbox, "refresh")
    assert SignIn.objects.get() == first, "a refresh is no new sign-in"

    end_role(cast, "qpp_staff")
    assert send_due_notices() == 1
    page = browser.get(f"{sandbox.client.url}/", timeout=20).text
    assert "ACO-MS has ended your sign-in." in page
    assert LogoutNotice.objects.get().sent_at is not None


def test_what_the_sandbox_does_not_take(cast: Cast, sandbox: Sandbox) -> None:
    browser = Browser(cast, "qpp_staff")
    url = sandbox.client.url
    browser.press(sandbox, "sign-in")
    end_sign_ins(SignIn.objects.all(), "The person signed out.")
    assert "ACO-MS gave no tokens" in browser.press(sandbox, "refresh")
    assert "No sign-in was under way" in browser.get(f"{url}/callback?code=x", timeout=20).text
    begun = browser.post(f"{url}/sign-in", allow_redirects=False, timeout=20)
    assert "code_challenge_method=S256" in begun.headers["Location"]
    forged = browser.get(f"{url}/callback?code=x&state=another", timeout=20).text
    assert "belongs to another sign-in" in forged
    assert browser.get(f"{url}/nowhere", timeout=20).status_code == 404
    told = browser.post(f"{url}/logout-notice", {"logout_token": "x.y.z"}, timeout=20)
    assert told.status_code == 400


def test_the_sandbox_is_registered_where_it_is_this_time(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    website = register_sandbox(cast.cms_staff, "http://127.0.0.1:8001", SECRET)
    assert website.check_secret(SECRET)
    monkeypatch.delenv("QPP_SANDBOX_URL", raising=False)
    with pytest.raises(CommandError):
        call_command("demo_sandbox")
    monkeypatch.setenv("QPP_SANDBOX_URL", "http://127.0.0.1:8777")
    monkeypatch.setenv("QPP_SANDBOX_SECRET", "another")
    for _ in range(2):
        call_command("demo_sandbox")
        website = Website.objects.get(pk="qpp-sandbox")
        assert website.get_redirect_uris() == ["http://127.0.0.1:8777/callback"]
        assert website.check_secret("another")
