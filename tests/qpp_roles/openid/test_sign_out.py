"""Signing out at a website's wish, and the word to websites that a sign-in has ended (B3, E4)."""

from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode

import jwt
import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from qpp_roles.openid.actions import end_sign_ins
from qpp_roles.openid.actions.telling import send_due_notices
from qpp_roles.openid.models import LogoutNotice, SignIn
from qpp_roles.openid.rules import LONGEST
from qpp_roles.organizations.models import Organization
from qpp_roles.roles.models import HeldRole
from tests.cast import Cast
from tests.qpp_roles.openid.test_flow import end_role
from tests.qpp_roles.openid.website import SIGNED_OUT, Qpp, registered

pytestmark = [pytest.mark.rule("B3"), pytest.mark.django_db]


@pytest.fixture
def liams(cast: Cast) -> Client:
    """The browser of a QPP Staff User."""
    return cast.browser("qpp_staff")


@pytest.fixture
def tokens(qpp: Qpp, liams: Client) -> dict[str, Any]:
    return qpp.tokens(liams)


def question(tokens: dict[str, Any], **changed: str) -> dict[str, str]:
    asked = {
        "id_token_hint": tokens["id_token"],
        "post_logout_redirect_uri": SIGNED_OUT,
        "state": "xyz",
        **changed,
    }
    return {name: value for name, value in asked.items() if value}


@pytest.mark.rule("E4")
@pytest.mark.parametrize(("answer", "stays"), [("logout", False), ("stay", True)])
def test_the_person_decides_whether_acoms_is_left_too(
    cast: Cast, qpp: Qpp, liams: Client, tokens: dict[str, Any], answer: str, stays: bool
) -> None:
    page = liams.get("/openid/sign-out", question(tokens))
    assert "You are signing out of QPP" in page.content.decode()
    assert 'type="hidden" name="action"' not in page.content.decode(), "the buttons are named so"
    assert "form-action 'self' https://qpp.example.org" in page["Content-Security-Policy"]
    assert qpp.userinfo(tokens).status_code == 200, "a GET ends nothing"

    form = page.context["form"]
    fields = {field.html_name: field.value() or "" for field in form}
    guarded = Client(enforce_csrf_checks=True)
    guarded.cookies = liams.cookies
    again = guarded.post("/openid/sign-out", {**fields, "action": answer})
    assert again["Location"].startswith("/openid/sign-out?client_id="), "which asks the person"
    forged = {**fields, "action": answer, "csrfmiddlewaretoken": "x" * 64}
    assert guarded.post("/openid/sign-out", forged).status_code == 403
    assert qpp.userinfo(tokens).status_code == 200, "nor does a form of another site"

    token = page.context["csrf_token"]
    back = guarded.post(
        "/openid/sign-out", {**fields, "action": answer, "csrfmiddlewaretoken": str(token)}
    )
    assert back["Location"] == f"{SIGNED_OUT}?state=xyz"
    assert qpp.userinfo(tokens).status_code == 401
    assert (liams.get("/dashboard/").status_code == 200) is stays
    assert not LogoutNotice.objects.exists(), "the website that asked knows"


def test_in_other_browsers_the_sign_in_ends_too_and_the_website_is_told_of_those(
    cast: Cast, qpp: Qpp, liams: Client, tokens: dict[str, Any]
) -> None:
    elsewhere = qpp.verified(qpp.tokens(cast.browser("qpp_staff"))["id_token"])
    another = registered(cast.cms_staff, "Another")
    another.tokens(liams)
    qpp.tokens(cast.browser("security_official"))
    page = liams.get("/openid/sign-out", question(tokens))
    fields = {field.html_name: field.value() or "" for field in page.context["form"]}
    token = {"csrfmiddlewaretoken": str(page.context["csrf_token"])}
    liams.post("/openid/sign-out", {**fields, **token, "action": "stay"})
    goes_on = SignIn.objects.open().values_list("website", "person")
    assert set(goes_on) == {
        (another.website.pk, cast.qpp_staff.pk),
        (qpp.website.pk, cast.security_official.pk),
    }
    assert str(LogoutNotice.objects.get().sign_in.sid) == elsewhere["sid"]


def test_whoever_is_signed_out_already_goes_on_at_once(
    qpp: Qpp, liams: Client, tokens: dict[str, Any]
) -> None:
    back = Client().get("/openid/sign-out", question(tokens))
    assert back["Location"] == f"{SIGNED_OUT}?state=xyz"


@pytest.mark.parametrize(
    "to",
    [
        "https://evil.example.net/",
        f"{SIGNED_OUT}/",
        f"{SIGNED_OUT}?more=1",
        "https://qpp.example.org/callback",
        "javascript:alert(1)",
        "http://[",
        "https://qpp.example.org:99999/",
    ],
)
def test_it_leads_on_only_to_a_registered_address(
    qpp: Qpp, liams: Client, tokens: dict[str, Any], to: str
) -> None:
    for visitor in (liams, Client()):
        page = visitor.get("/openid/sign-out", question(tokens, post_logout_redirect_uri=to))
        assert page.status_code == 400
        assert "Location" not in page
    bare = Client().get("/openid/sign-out", {"post_logout_redirect_uri": SIGNED_OUT})
    assert bare["Location"] == "/", "no website asked"


@pytest.mark.rule("E4")
def test_someone_with_three_hundred_organizations_signs_out(cast: Cast, qpp: Qpp) -> None:
    names = [f"Next Generation ACO with a Long Legal Business Name {one}" for one in range(300)]
    Organization.objects.bulk_create(
        Organization(kind="next_generation_aco", name=name, identifier=f"V{number}")
        for number, name in enumerate(names, 1000)
    )
    HeldRole.objects.bulk_create(
        HeldRole(
            organization=one, person=cast.outsider, role="security_official", source="validated"
        )
        for one in Organization.objects.filter(name__in=names)
    )
    browser = cast.browser("outsider")
    tokens = qpp.tokens(browser, nonce="n" * LONGEST["nonce"])
    assert len(qpp.userinfo(tokens).json()["organizations"]) == 300
    address = f"/openid/sign-out?{urlencode(question(tokens))}"
    assert len(address) < 4_000
    assert "You are signing out of QPP" in browser.get(address).content.decode()


@pytest.mark.parametrize("hint", ["own", "", "a.b.c", "x" * 60_000])
def test_a_form_of_a_website_which_brings_no_cookies_asks_the_person_too(
    qpp: Qpp, liams: Client, tokens: dict[str, Any], hint: str
) -> None:
    hint = tokens["id_token"] if hint == "own" else hint
    asked = {**question(tokens, id_token_hint=hint), "client_id": qpp.website.pk}
    with time_machine.travel(timezone.now() + timedelta(days=3)):  # the hint has run out
        again = Client(enforce_csrf_checks=True).post("/openid/sign-out", asked)
    page = liams.get(again["Location"])
    assert "You are signing out of QPP" in page.content.decode()
    fields = {field.html_name: field.value() or "" for field in page.context["form"]}
    token = {"csrfmiddlewaretoken": str(page.context["csrf_token"]), "action": "logout"}
    back = liams.post("/openid/sign-out", {**fields, **token})
    assert back["Location"] == f"{SIGNED_OUT}?state=xyz"
    assert qpp.userinfo(tokens).status_code == 401


def test_without_a_name_or_a_hint_the_person_is_asked_all_the_same(liams: Client) -> None:
    again = Client().post("/openid/sign-out")
    page = liams.get(again["Location"]).content.decode()
    assert "A website asks to sign you out." in page


# --- The word to the website ---------------------------------------------------------------------
class Listener:
    """A website's back-channel address on this machine."""

    def __init__(self) -> None:
        self.answers = [200]
        self.heard: list[str] = []
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                listener.heard.append(parse_qs(body)["logout_token"][0])
                answer = listener.answers.pop(0) if listener.answers else 200
                self.send_response(answer)
                if answer == 302:
                    self.send_header("Location", f"{listener.address}elsewhere")
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/"
        Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()


@pytest.fixture
def listener() -> Any:
    one = Listener()
    yield one
    one.server.shutdown()
    one.server.server_close()


@pytest.fixture
def told(cast: Cast, listener: Listener) -> Qpp:
    """A website that listens."""
    return registered(cast.cms_staff, "QPP", backchannel_logout=listener.address)


def test_a_website_is_told_that_the_last_role_has_ended(
    cast: Cast, told: Qpp, listener: Listener, settings: Any
) -> None:
    tokens = told.tokens(cast.browser("qpp_staff"))
    claims = told.verified(tokens["id_token"])
    end_role(cast, "qpp_staff")
    assert send_due_notices() == 1
    (heard,) = listener.heard
    word = told.verified(heard)
    assert jwt.get_unverified_header(heard)["typ"] == "logout+jwt"
    assert (word["iss"], word["aud"]) == (settings.SITE_URL, told.website.pk)
    assert (word["sub"], word["sid"]) == (claims["sub"], claims["sid"])
    assert word["events"] == {"http://schemas.openid.net/event/backchannel-logout": {}}
    assert "nonce" not in word
    assert 0 < word["exp"] - word["iat"] <= 120
    assert send_due_notices() == 0
    assert len(listener.heard) == 1


@pytest.mark.rule("E6")
def test_a_website_that_does_not_answer_is_told_later(
    cast: Cast, told: Qpp, listener: Listener
) -> None:
    listener.answers = [503, 302, 200]
    told.tokens(cast.browser("qpp_staff"))
    end_sign_ins(SignIn.objects.all(), "The person signed out.")
    start = timezone.now()
    waits = []
    for _ in range(3):
        notice = LogoutNotice.objects.get()
        waits.append(round((notice.due_at - timezone.now()).total_seconds()))
        with time_machine.travel(notice.due_at + timedelta(seconds=1)):
            send_due_notices()
    assert LogoutNotice.objects.get().sent_at is not None
    assert len(listener.heard) == 3, "a redirect is not followed"
    assert waits[0] <= 0 < waits[1] < waits[2]
    assert timezone.now() - start < timedelta(minutes=1)


@pytest.mark.rule("E6")
def test_what_a_killed_worker_has_claimed_comes_again_and_after_half_a_day_no_more(
    cast: Cast, told: Qpp, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    told.tokens(cast.browser("qpp_staff"))
    end_sign_ins(SignIn.objects.all(), "The person signed out.")

    def dies(notice: LogoutNotice) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr("qpp_roles.openid.actions.telling._tell", dies)
        with pytest.raises(KeyboardInterrupt):
            send_due_notices()
    assert send_due_notices() == 0, "another may be at it"
    listener.answers = [500] * 100
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        send_due_notices()
    assert len(listener.heard) == 1
    with time_machine.travel(timezone.now() + timedelta(hours=13)):
        send_due_notices()
        assert LogoutNotice.objects.get().given_up_at is not None
        assert LogoutNotice.objects.get().failure == "The website answered 500."


def test_other_websites_of_the_session_are_told_of_a_sign_out(
    cast: Cast, qpp: Qpp, told: Qpp, listener: Listener, liams: Client
) -> None:
    tokens = qpp.tokens(liams)
    told.tokens(liams)
    page = liams.get("/openid/sign-out?" + urlencode(question(tokens)))
    form = Client(enforce_csrf_checks=False)
    form.cookies = liams.cookies
    fields = {field.html_name: field.value() or "" for field in page.context["form"]}
    token = {"csrfmiddlewaretoken": str(page.context["csrf_token"])}
    form.post("/openid/sign-out", {**fields, **token, "action": "logout"})
    assert send_due_notices() == 1
    assert told.verified(listener.heard[0])["aud"] == told.website.pk
