"""Every error of the OpenID addresses: what brings it, and where it is delivered (rules B3, E5).

`docs/qpp-sign-in.md` lists the same errors, and is held against this table.
"""

import base64
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from authlib.oidc.discovery import OpenIDProviderMetadata
from django.test import Client

from qpp_roles.organizations.kinds import KINDS, Role, allowed_by
from tests.cast import Cast
from tests.qpp_roles.openid.website import CALLBACK, SIGNED_OUT, Qpp, registered

pytestmark = [pytest.mark.rule("B3"), pytest.mark.django_db]

DOCUMENT = Path(__file__).parents[3] / "docs" / "qpp-sign-in.md"
Changed = dict[str, str | list[str] | None]

# Nobody is known to have asked: the person is told, on a page that answers 400.
ON_A_PAGE: dict[str, Changed] = {
    "no client_id": {"client_id": None},
    "an empty client_id": {"client_id": ""},
    "an unknown client_id": {"client_id": "nobody"},
    "a client_id that cannot be one": {"client_id": "a\nb"},
    "client_id twice": {"client_id": ["nobody", "nobody"]},
    "no redirect_uri": {"redirect_uri": None},
    "redirect_uri twice": {"redirect_uri": [CALLBACK, CALLBACK]},
    "a slash more": {"redirect_uri": f"{CALLBACK}/"},
    "a query more": {"redirect_uri": f"{CALLBACK}?x=1"},
    "another port": {"redirect_uri": "https://qpp.example.org:444/callback"},
    "another case": {"redirect_uri": "https://QPP.example.org/callback"},
    "another scheme": {"redirect_uri": "http://qpp.example.org/callback"},
    "another site": {"redirect_uri": "https://evil.example.net/callback"},
    "an answer that fits in no address": {"state": "x" * 9_000},
}

# The website is told, at its redirect_uri, before anybody signs in.
AT_THE_WEBSITE: dict[str, tuple[Changed, str]] = {
    "request": ({"request": "e30.e30."}, "request_not_supported"),
    "request_uri": ({"request_uri": "urn:x"}, "request_uri_not_supported"),
    "registration": ({"registration": "{}"}, "registration_not_supported"),
    "resource": ({"resource": "https://qpp.example.org/api"}, "invalid_target"),
    "no response_type": ({"response_type": None}, "invalid_request"),
    "response_type=token": ({"response_type": "token"}, "unsupported_response_type"),
    "response_type=id_token": ({"response_type": "id_token"}, "unsupported_response_type"),
    "hybrid": ({"response_type": "code id_token"}, "unsupported_response_type"),
    "response_type=none": ({"response_type": "none"}, "unsupported_response_type"),
    "response_mode": ({"response_mode": "form_post"}, "invalid_request"),
    "fragment": ({"response_mode": "fragment"}, "invalid_request"),
    "scope twice": ({"scope": ["openid", "qpp"]}, "invalid_request"),
    "nonce twice": ({"nonce": ["a", "b"]}, "invalid_request"),
    "an unknown one twice": ({"x y": ["a", "b"]}, "invalid_request"),
    "no scope": ({"scope": None}, "invalid_scope"),
    "scope without openid": ({"scope": "qpp profile"}, "invalid_scope"),
    "no code_challenge": ({"code_challenge": None}, "invalid_request"),
    "plain": ({"code_challenge_method": "plain"}, "invalid_request"),
    "plain by default": ({"code_challenge_method": None}, "invalid_request"),
    "a short challenge": ({"code_challenge": "short"}, "invalid_request"),
    "none and login": ({"prompt": "none login"}, "invalid_request"),
    "prompt=consent": ({"prompt": "consent"}, "consent_required"),
    "prompt=select_account": ({"prompt": "login select_account"}, "account_selection_required"),
    "prompt=create": ({"prompt": "create"}, "invalid_request"),
    "prompt=LOGIN": ({"prompt": "LOGIN"}, "invalid_request"),
    "max_age": ({"max_age": "soon"}, "invalid_request"),
    "a negative max_age": ({"max_age": "-1"}, "invalid_request"),
    "max_age in other digits": ({"max_age": "³٣"}, "invalid_request"),
    "max_age without end": ({"max_age": "9" * 3_000}, "invalid_request"),
    "a long nonce": ({"nonce": "n" * 501}, "invalid_request"),
    "a long question": ({"id_token_hint": "x" * 4_000}, "invalid_request"),
    "prompt=none": ({"prompt": "none"}, "login_required"),
}

# A website's server is told, as JSON with status 400 but where another is named.
GOOD = {"grant_type": "refresh_token", "refresh_token": "x"}
OF_A_FORM: dict[str, tuple[str, dict[str, Any], str, int]] = {
    "no grant_type": ("token", {"grant_type": ""}, "invalid_request", 400),
    "a password": ("token", {"grant_type": "password"}, "unsupported_grant_type", 400),
    "a machine": ("token", {"grant_type": "client_credentials"}, "invalid_client", 401),
    "a device": (
        "token",
        {"grant_type": "urn:ietf:params:oauth:grant-type:device_code"},
        "unsupported_grant_type",
        400,
    ),
    "grant_type twice": ("token", {"grant_type": ["refresh_token"] * 2}, "invalid_request", 400),
    "a resource": ("token", {"resource": "https://x.example"}, "invalid_target", 400),
    "no refresh_token": ("token", {"refresh_token": None}, "invalid_request", 400),
    "no code": ("token", {"grant_type": "authorization_code"}, "invalid_request", 400),
    "a wrong refresh_token": ("token", {}, "invalid_grant", 400),
    "a wrong code": (
        "token",
        {
            "grant_type": "authorization_code",
            "code": "x",
            "code_verifier": "x" * 43,
            "redirect_uri": CALLBACK,
        },
        "invalid_grant",
        400,
    ),
    "a wrong secret": ("token", {"client_secret": "wrong"}, "invalid_client", 401),
    "no secret": ("token", {"client_secret": None}, "invalid_client", 401),
    "nobody": ("token", {"client_id": "nobody"}, "invalid_client", 401),
    "an ID that cannot be one": ("token", {"client_id": "a\nb"}, "invalid_client", 401),
    "no token": ("revoke", {}, "invalid_request", 400),
    "token twice": ("revoke", {"token": ["a", "b"]}, "invalid_request", 400),
    "a wrong secret for revoking": (
        "revoke",
        {"token": "x", "client_secret": "wrong"},
        "invalid_client",
        401,
    ),
}


def answered(response: Any) -> dict[str, str]:
    """What a redirect to the website carries."""
    assert response["Location"].startswith(f"{CALLBACK}?"), response["Location"]
    given = parse_qs(urlsplit(response["Location"]).query, strict_parsing=True)
    assert all(len(values) == 1 for values in given.values()), given
    return {name: values[0] for name, values in given.items()}


def test_without_a_website_to_answer_the_person_is_told(qpp: Qpp) -> None:
    browser = Client()
    pages = {name: browser.get(qpp.question(**changed)) for name, changed in ON_A_PAGE.items()}
    assert {name: page.status_code for name, page in pages.items()} == dict.fromkeys(ON_A_PAGE, 400)
    assert all("invalid_request:" in page.content.decode() for page in pages.values())
    assert not any("Location" in page for page in pages.values())


def test_the_website_is_told_with_state_and_issuer(qpp: Qpp, settings: Any) -> None:
    browser, found = Client(), {}
    for name, (changed, _) in AT_THE_WEBSITE.items():
        answer = answered(browser.get(qpp.question(**changed)))
        assert (answer.get("state"), answer["iss"]) == ("af0ifjsldkj", settings.SITE_URL), name
        assert re.fullmatch(r"[ !#-\[\]-~]+", answer.get("error_description", "x")), name
        found[name] = answer["error"]
    assert found == {name: error for name, (_, error) in AT_THE_WEBSITE.items()}


def test_the_answer_to_a_form_is_the_same(qpp: Qpp) -> None:
    def post(**changed: str | list[str] | None) -> Any:
        query = urlsplit(qpp.question(**changed)).query
        kind = "application/x-www-form-urlencoded"
        return Client(enforce_csrf_checks=True).post("/openid/authorize", query, content_type=kind)

    assert answered(post(prompt="consent"))["error"] == "consent_required"
    assert post(client_id="nobody").status_code == 400
    assert Client().post("/openid/authorize").status_code == 400
    assert post()["Location"].startswith("/openid/authorize?client_id=")


def test_a_person_who_is_not_the_one_meant_or_has_no_role_is_refused(cast: Cast, qpp: Qpp) -> None:
    hint = qpp.answer(cast.browser("qpp_staff"), id_token_hint="x.y.z")
    assert (hint["error"], hint["state"]) == ("login_required", "af0ifjsldkj")
    silent = qpp.answer(cast.browser("exec"), prompt="none")
    assert (silent["error"], silent["state"]) == ("access_denied", "af0ifjsldkj")
    page = cast.browser("exec").get(qpp.question()).content.decode()
    assert all(one in page for one in ("error=access_denied", "state=af0ifjsldkj", "iss="))


def test_what_is_not_known_is_ignored(cast: Cast, qpp: Qpp, settings: Any) -> None:
    """Unknown parameters and scopes, hints, empty values, and claims that are not supported."""
    browser = cast.browser("qpp_staff")
    odd = "openid custom qpp offline_access"
    answer = qpp.answer(
        browser,
        scope=odd,
        claims="not JSON",
        display="wap",
        ui_locales="fr",
        acr_values="urn:x",
        login_hint="x",
        prompt="",
        user="1",
        access_token="x",
        broken="%GG",
    )
    assert set(answer) == {"code", "state", "iss"}
    assert answer["iss"] == settings.SITE_URL
    tokens = qpp.exchange(answer["code"]).json()
    assert tokens["scope"].split() == ["openid", "qpp", "offline_access"]
    asked_again = qpp.refresh(tokens["refresh_token"], scope="openid offline_access").json()
    assert asked_again["scope"].split() == ["openid", "offline_access"]
    wider = qpp.refresh(asked_again["refresh_token"], scope="openid email")
    assert (wider.status_code, wider.json()["error"]) == (400, "invalid_scope")


def test_a_query_that_is_badly_encoded_is_read_as_well_as_it_can_be(cast: Cast, qpp: Qpp) -> None:
    browser = cast.browser("qpp_staff")
    for odd in ("&x=%GG", "&=&&x", "&%", "&x=\"'<>", "&state2=%u0041"):
        assert "code" in answered(browser.get(qpp.question() + odd)), odd
    state = answered(browser.get(qpp.question(state=None) + "&state=%C3%A9+%22"))["state"]
    assert state == 'é "'


def test_an_address_with_a_query_keeps_it(cast: Cast) -> None:
    odd = "https://qpp.example.org/callback?tenant=&a=1"
    qpp = registered(cast.cms_staff, redirect=(odd,))
    for changed in ({}, {"prompt": "consent"}):
        asked = qpp.question(redirect_uri=odd, **changed)
        assert cast.browser("qpp_staff").get(asked)["Location"].startswith(f"{odd}&")


# --- The endpoints for servers -------------------------------------------------------------------
@pytest.mark.rule("E5")
def test_a_website_s_server_is_told(qpp: Qpp) -> None:
    found = {}
    for name, (endpoint, changed, _, _) in OF_A_FORM.items():
        form = {**qpp.credentials, **(GOOD if endpoint == "token" else {}), **changed}
        given = {key: value for key, value in form.items() if value is not None}
        response = qpp.post(f"/openid/{endpoint}", given)
        assert response["Cache-Control"] == "no-store", name
        challenge = response.headers.get("WWW-Authenticate", "")
        assert challenge == ('Basic realm="ACO-MS"' if response.status_code == 401 else ""), name
        found[name] = (endpoint, changed, response.json()["error"], response.status_code)
    assert found == OF_A_FORM


def test_a_website_shows_once_who_it_is_and_puts_nothing_into_the_address(qpp: Qpp) -> None:
    def as_basic(text: str) -> dict[str, str]:
        return {"authorization": f"Basic {base64.b64encode(text.encode()).decode()}"}

    def error_of(form: dict[str, Any], path: str = "/openid/token", **more: Any) -> str:
        return str(qpp.post(path, form, **more).json()["error"])

    own = as_basic(f"{qpp.website.pk}:{qpp.secret}")
    assert error_of(GOOD, headers=own) == "invalid_grant", "it is known"
    assert error_of({**GOOD, **qpp.credentials}, headers=own) == "invalid_request"
    assert error_of({**GOOD, "client_id": "another"}, headers=own) == "invalid_request"
    for odd in ("nobody:x", "a\0b:x", ":", "", "é:é"):
        assert error_of(GOOD, headers=as_basic(odd)) == "invalid_client", odd
    for odd in ("Basic", "Basic !!!", "Bearer x", "\x7f"):
        assert error_of(GOOD, headers={"authorization": odd}) == "invalid_client", odd
    for path in ("/openid/token?x=%GG", f"/openid/token?{urlencode(qpp.credentials)}"):
        assert error_of({**GOOD, **qpp.credentials}, path) == "invalid_request"
    for body, kind in (('{"grant_type": "x"}', "application/json"), ("x", ""), ("\0", "a/b; c=")):
        response = qpp.server.post("/openid/token", body, content_type=kind)
        assert response.json()["error"] == "invalid_request"
    assert qpp.server.get("/openid/token").status_code == 405


def test_another_address_than_the_question_s_is_a_wrong_grant(cast: Cast, qpp: Qpp) -> None:
    code = qpp.code(cast.browser("qpp_staff"))
    other = qpp.exchange(code, redirect_uri="https://qpp.example.org/other")
    assert (other.status_code, other.json()["error"]) == (400, "invalid_grant")
    assert qpp.exchange(code, redirect_uri=None).json()["error"] == "invalid_request"
    assert qpp.exchange(code, code_verifier=None).json()["error"] == "invalid_request"
    assert qpp.exchange(code, code_verifier="é" * 9).json()["error"] == "invalid_grant"
    tokens = qpp.exchange(code)
    assert tokens["Cache-Control"] == "no-store"


@pytest.mark.rule("E5")
def test_userinfo_is_kept_nowhere_and_says_what_is_wrong_with_a_token(cast: Cast, qpp: Qpp) -> None:
    token = qpp.tokens(cast.browser("qpp_staff"))["access_token"]
    bearer = {"authorization": f"Bearer {token}"}

    def ask(form: dict[str, Any], **more: Any) -> tuple[int, str]:
        response = qpp.post("/openid/userinfo", form, **more)
        assert response["Cache-Control"] == "no-store"
        return response.status_code, response.headers.get("WWW-Authenticate", "")

    assert ask({}, headers=bearer) == ask({"access_token": token}) == (200, "")
    assert qpp.server.get("/openid/userinfo?x=%GG", headers=bearer)["Cache-Control"] == "no-store"
    assert qpp.server.head("/openid/userinfo", headers=bearer).status_code == 200
    assert ask({}) == (401, 'Bearer realm="ACO-MS"'), "who has not tried is told no error"
    status, challenge = ask({}, headers={"authorization": "Bearer wrong"})
    assert status == 401
    assert 'error="invalid_token"' in challenge
    twice = (400, 'Bearer realm="ACO-MS", error="invalid_request"')
    assert ask({"access_token": token}, headers=bearer) == twice
    assert ask({"access_token": [token, token]}) == twice
    in_address = qpp.server.get("/openid/userinfo", {"access_token": token})
    assert in_address["WWW-Authenticate"] == 'Bearer realm="ACO-MS"'


# --- What outsiders read -------------------------------------------------------------------------
def test_discovery_is_as_the_documentation_shows_it_and_as_the_standard_wants_it(
    client: Client, settings: Any
) -> None:
    response = client.get("/.well-known/openid-configuration")
    shown = re.search(r"```json\n(\{\n  \"issuer\".*?)```", DOCUMENT.read_text(), re.DOTALL)
    assert shown is not None
    told = response.content.decode().replace(settings.SITE_URL, "https://acoms.example.gov")
    assert json.loads(told) == json.loads(shown[1])
    OpenIDProviderMetadata(json.loads(told)).validate()
    for path in ("/.well-known/openid-configuration", "/openid/keys"):
        head = client.head(path)
        assert (head.status_code, head.content) == (200, b"")
        assert head["Content-Type"] == "application/json"


OF_OTHER_TESTS = {
    ("invalid_scope", "token"),  # a refresh that asks for more than was granted
    ("temporarily_unavailable", "token"),  # `test_secrets`
    ("temporarily_unavailable", "revoke"),
    ("invalid_token", "userinfo"),
    ("invalid_request", "userinfo"),
}


def test_the_documentation_lists_these_errors_and_no_others() -> None:
    errors = section("Errors")
    rows = re.findall(r"^\| `([a-z_]+)` \| (\w+) \|", errors, re.MULTILINE)
    tried = {
        *((error, "authorization") for _, error in AT_THE_WEBSITE.values()),
        ("access_denied", "authorization"),
        *((error, where) for where, _, error, _ in OF_A_FORM.values()),
        *OF_OTHER_TESTS,
    }
    assert len(rows) == len(set(rows))
    assert set(rows) == {(error, where.replace("revoke", "revocation")) for error, where in tried}


@pytest.mark.rule("D8")
def test_the_documentation_lists_what_each_role_allows() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (`.*`) \| (`.*`) \|$", section("Claims"), re.MULTILINE)
    told = {
        kind: (re.findall(r"\w+", staff), re.findall(r"\w+", more)) for kind, staff, more in rows
    }
    for kind in KINDS.values():
        staff, more = told.pop(kind.code)
        assert staff == [one.code for one in allowed_by(Role.STAFF_USER, kind)]
        assert staff + more == [one.code for one in allowed_by(Role.SECURITY_OFFICIAL, kind)]
    assert not told


def section(title: str) -> str:
    return DOCUMENT.read_text().split(f"\n## {title}\n")[1].split("\n## ")[0]


def test_signing_out_without_sense_leads_nowhere(qpp: Qpp) -> None:
    asked = {"client_id": qpp.website.pk, "post_logout_redirect_uri": SIGNED_OUT}
    for odd in ({"state": ["a", "b"]}, {"state": "x" * 2_001}, {"client_id": ["a", "a"]}):
        query = urlencode({**asked, **odd}, doseq=True)
        for page in (
            Client().get(f"/openid/sign-out?{query}"),
            qpp.post("/openid/sign-out", {**asked, **odd}),
        ):
            assert page.status_code == 400
            assert "invalid_request:" in page.content.decode()
