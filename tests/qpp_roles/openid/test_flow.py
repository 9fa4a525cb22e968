"""Signing in to QPP's website: the whole way, and each bend in it that is refused (rule B3)."""

import time
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from allauth.idp.oidc.models import Token
from django.test import Client
from django.utils import timezone

from accounts.middleware import STARTED_KEY
from accounts.models import AuthenticatorApp, RecoveryCodes
from contacts.actions import end_types
from contacts.models import Contact
from qpp_roles.openid.actions import close_website
from qpp_roles.openid.models import SignIn
from qpp_roles.organizations.models import Organization
from qpp_roles.roles.models import HeldRole
from tests.cast import Cast
from tests.qpp_roles.openid.website import CALLBACK, Qpp, registered
from tests.signing_in import give_second_factor, sign_in

pytestmark = [pytest.mark.rule("B3"), pytest.mark.django_db]


def end_role(cast: Cast, role: str) -> None:
    contact = Contact.objects.get(person=getattr(cast, role))
    codes = list(contact.held_types.active().values_list("type", flat=True))
    end_types(acting_person=cast.exec, contact=contact, codes=codes, reason="Left")


@pytest.mark.rule("D8")
def test_a_staff_user_signs_in_and_qpp_learns_who_where_and_what_they_may_do(
    cast: Cast, qpp: Qpp, settings: Any
) -> None:
    browser = cast.browser("qpp_staff")
    answer = qpp.answer(browser)
    assert answer["state"] == "af0ifjsldkj"
    tokens = qpp.exchange(answer["code"]).json()
    assert (tokens["token_type"], tokens["expires_in"]) == ("Bearer", 300)
    claims = qpp.verified(tokens["id_token"])
    person = cast.qpp_staff
    assert claims["iss"] == settings.SITE_URL
    assert (claims["aud"], claims["nonce"]) == (qpp.website.pk, qpp.nonce)
    assert abs(claims["auth_time"] - time.time()) < 60
    assert claims["acr"] == "urn:acoms:acr:two-factor"
    assert claims["amr"] == ["pwd", "otp", "mfa"]
    assert claims["sid"] == str(SignIn.objects.get().sid)
    told = {
        "sub": str(person.pk),
        "name": person.full_name,
        "given_name": person.first_name,
        "family_name": person.last_name,
        "preferred_username": person.user_id,
        "email": person.email,
        "email_verified": False,
        "organizations": [
            {
                "type": "apm-entity",
                "kind": "ssp_aco",
                "id": f"ssp_aco:{cast.lakeside.pk}",
                "identifier": "A9101",
                "name": cast.lakeside.name,
                "role": "staff_user",
                "allows": ["submit_quality_data", "view_feedback", "request_targeted_review"],
            }
        ],
    }
    assert qpp.userinfo(tokens).json() == told
    assert told.pop("organizations")
    assert {name: claims[name] for name in told} == told
    assert "organizations" not in claims, "the ID token must fit into the address of a sign-out"


def test_only_what_was_asked_for_is_told(cast: Cast, qpp: Qpp) -> None:
    tokens = qpp.tokens(cast.browser("qpp_staff"), scope="openid")
    assert qpp.userinfo(tokens).json() == {"sub": str(cast.qpp_staff.pk)}


@pytest.mark.rule("D8", "E5")
def test_practices_of_one_name_are_told_apart_and_no_tin_is_told(cast: Cast, qpp: Qpp) -> None:
    places = {"001234567": "Lansing, MI", "009876543": ""}
    for tin, location in places.items():
        practice = Organization(kind="practice", name="Elm Street Clinic", location=location)
        practice.set_tin(tin)
        practice.save()
        HeldRole.objects.create(
            organization=practice,
            person=cast.outsider,
            role="security_official",
            source="validated",
        )
    tokens = qpp.tokens(cast.browser("outsider"))
    told = qpp.userinfo(tokens).json()["organizations"]
    assert [one["id"] for one in told] == [
        f"practice:{pk}" for pk in Organization.objects.order_by("pk").values_list("pk", flat=True)
    ]
    assert [one.get("location") for one in told] == ["Lansing, MI", None]
    assert [one["tin_masked"] for one in told] == ["•••••4567", "•••••6543"]
    assert all("identifier" not in one for one in told)
    assert all("approve_requests" in one["allows"] for one in told)
    assert not any(tin in str(qpp.verified(tokens["id_token"])) + str(told) for tin in places)


def test_a_registry_is_told_with_its_vendor_id_and_the_end_of_its_tin(cast: Cast, qpp: Qpp) -> None:
    registry = Organization(kind="qcdr", name="Heart Registry", identifier="1234567")
    registry.set_tin("001234567")
    registry.save()
    HeldRole.objects.create(
        organization=registry, person=cast.outsider, role="security_official", source="validated"
    )
    (told,) = qpp.userinfo(qpp.tokens(cast.browser("outsider"))).json()["organizations"]
    assert (told["identifier"], told["tin_masked"]) == ("1234567", "•••••4567")
    assert "location" not in told


@pytest.mark.rule("A9")
def test_whoever_signed_in_with_a_recovery_code_did_not_use_the_app(cast: Cast, qpp: Qpp) -> None:
    browser = cast.browser("qpp_staff")
    session = browser.session
    codes = RecoveryCodes.objects.get(user=cast.qpp_staff)
    session["otp_device_id"] = codes.persistent_id
    session.save()
    claims = qpp.verified(qpp.tokens(browser)["id_token"])
    assert claims["amr"] == ["pwd", "recovery_code", "mfa"]


# --- Who may be signed in ------------------------------------------------------------------------
@pytest.mark.rule("A9", "D10")
def test_whoever_is_not_signed_in_signs_in_first_and_comes_back(cast: Cast, qpp: Qpp) -> None:
    response = Client().get(qpp.question())
    assert response["Location"].startswith("/account/sign-in/?next=/openid/authorize%3F")


@pytest.mark.rule("A9")
def test_a_session_without_a_second_factor_opens_nothing(cast: Cast, qpp: Qpp) -> None:
    browser = Client()
    browser.force_login(cast.qpp_staff)
    assert browser.get(qpp.question())["Location"].startswith("/account/sign-in/")
    silent = browser.get(qpp.question(prompt="none"))
    assert "error=login_required" in silent["Location"]


def test_whoever_has_no_role_is_told_so_and_carries_the_refusal_back(cast: Cast, qpp: Qpp) -> None:
    page = cast.browser("exec").get(qpp.question())
    assert page.status_code == 403
    assert "You have no role in QPP yet" in page.content.decode()
    assert "error=access_denied" in page.content.decode()
    assert "state=af0ifjsldkj" in page.content.decode()
    silent = qpp.answer(cast.browser("exec"), prompt="none")
    assert (silent["error"], silent["state"]) == ("access_denied", "af0ifjsldkj")


def test_an_account_that_was_closed_after_the_code_was_made_gets_no_tokens(
    cast: Cast, qpp: Qpp
) -> None:
    code = qpp.code(cast.browser("qpp_staff"))
    person = cast.qpp_staff
    person.is_active = False
    person.save()
    assert qpp.exchange(code).json()["error"] == "invalid_grant"


def test_a_session_that_was_ended_after_the_code_was_made_gets_no_tokens(
    cast: Cast, qpp: Qpp
) -> None:
    browser = cast.browser("qpp_staff")
    code = qpp.code(browser)
    browser.post("/account/sign-out/")
    end_all_sessions(cast)
    assert qpp.exchange(code).json()["error"] == "invalid_grant"
    assert not Token.objects.exists()


def end_all_sessions(cast: Cast) -> None:
    from accounts.actions import end_sessions

    end_sessions(acting_person=cast.cms_staff, person=cast.qpp_staff)


# --- Questions as forms ---------------------------------------------------------------------------
def test_a_question_that_comes_as_a_post_is_asked_again_as_a_get(cast: Cast, qpp: Qpp) -> None:
    query = {k: v[0] for k, v in parse_qs(urlsplit(qpp.question()).query).items()}
    response = Client().post("/openid/authorize", query)
    assert parse_qs(urlsplit(response["Location"]).query) == {k: [v] for k, v in query.items()}


# --- Codes ---------------------------------------------------------------------------------------
@pytest.mark.rule("E5")
@pytest.mark.parametrize(
    "changed",
    [
        {"code_verifier": "x" * 43},
        {"code_verifier": None},
        {"redirect_uri": "https://qpp.example.org/other"},
        {"client_secret": "not the secret"},
        {"code": None},
        {"resource": "nonsense"},
    ],
)
def test_a_code_alone_opens_nothing(cast: Cast, qpp: Qpp, changed: dict[str, str | None]) -> None:
    code = qpp.code(cast.browser("qpp_staff"))
    response = qpp.exchange(**{"code": code, **changed})
    assert response.status_code in (400, 401)
    assert "access_token" not in response.json()
    assert not Token.objects.exists()


def test_a_code_is_one_websites(cast: Cast, qpp: Qpp) -> None:
    code = qpp.code(cast.browser("qpp_staff"))
    other = registered(cast.cms_staff, "Another")
    other.verifier = qpp.verifier
    assert other.exchange(code).json()["error"] == "invalid_grant"
    assert qpp.exchange(code).status_code == 200


def test_a_code_that_is_shown_twice_ends_what_came_of_it(cast: Cast, qpp: Qpp) -> None:
    code = qpp.code(cast.browser("qpp_staff"))
    tokens = qpp.exchange(code).json()
    assert qpp.exchange(code).json()["error"] == "invalid_grant"
    assert qpp.userinfo(tokens).status_code == 401
    assert qpp.refresh(tokens["refresh_token"]).json()["error"] == "invalid_grant"
    assert SignIn.objects.get().end_reason == "Its code was shown a second time."


def test_a_code_lasts_a_minute(cast: Cast, qpp: Qpp, settings: Any) -> None:
    assert settings.IDP_OIDC_AUTHORIZATION_CODE_EXPIRES_IN == 60
    settings.IDP_OIDC_AUTHORIZATION_CODE_EXPIRES_IN = 0
    code = qpp.code(cast.browser("qpp_staff"))
    assert qpp.exchange(code).json()["error"] == "invalid_grant"


# --- How fresh the sign-in must be ---------------------------------------------------------------
def signed_in_ago(browser: Client, seconds: int) -> Client:
    session = browser.session
    session[STARTED_KEY] = int(time.time()) - seconds
    session.save()
    return browser


def test_a_sign_in_that_is_fresh_enough_is_taken(cast: Cast, qpp: Qpp) -> None:
    browser = signed_in_ago(cast.browser("qpp_staff"), 290)
    claims = qpp.verified(qpp.tokens(browser, max_age="300")["id_token"])
    assert 280 < time.time() - claims["auth_time"] < 300


@pytest.mark.rule("D10")
@pytest.mark.parametrize("asked", [{"max_age": "300"}, {"max_age": "0"}, {"prompt": "login"}])
def test_a_sign_in_that_is_too_old_is_made_anew_and_asked_for_once(
    cast: Cast, qpp: Qpp, asked: dict[str, str]
) -> None:
    browser = signed_in_ago(cast.browser("qpp_staff"), 310)
    question = qpp.question(**asked)
    page = browser.get(question)
    assert "Sign in again for QPP" in page.content.decode()
    to_sign_in = browser.post("/openid/sign-in-again", {"question": question})
    assert to_sign_in["Location"].startswith("/account/sign-in/?next=")
    assert browser.get("/dashboard/").status_code == 302, "the old session is over"
    sign_in_here(browser, cast)
    response = browser.get(question)
    assert response["Location"].startswith(CALLBACK), "who has just signed in is not asked again"
    other = browser.get(qpp.question(**asked, state="another"))
    asks_again = "Sign in again" in other.content.decode()
    assert asks_again is (asked != {"max_age": "300"})


def sign_in_here(browser: Client, cast: Cast) -> None:
    """As the pages of the sign-in do: what the session remembers stays."""
    kept = dict(browser.session.items())
    sign_in(browser, cast.qpp_staff)
    session = browser.session
    session.update(kept)
    session.save()


def test_a_visitor_of_whom_a_fresh_sign_in_is_asked_signs_in_once(cast: Cast, qpp: Qpp) -> None:
    browser = Client()
    question = qpp.question(prompt="login")
    assert browser.get(question)["Location"].startswith("/account/sign-in/")
    sign_in_here(browser, cast)
    assert browser.get(question)["Location"].startswith(CALLBACK)


def test_without_a_page_a_sign_in_that_is_too_old_is_refused(cast: Cast, qpp: Qpp) -> None:
    browser = signed_in_ago(cast.browser("qpp_staff"), 310)
    answer = qpp.answer(browser, prompt="none", max_age="300")
    assert answer["error"] == "login_required"
    assert "code" in qpp.answer(browser, prompt="none")


def test_sign_in_again_leads_only_back_to_a_question(cast: Cast) -> None:
    browser = cast.browser("qpp_staff")
    for question in ("https://evil.example.net/", "/dashboard/", ""):
        assert browser.post("/openid/sign-in-again", {"question": question}).status_code == 400
    assert browser.get("/dashboard/").status_code == 200


def test_an_old_id_token_says_who_is_meant(cast: Cast, qpp: Qpp) -> None:
    hint = qpp.tokens(cast.browser("qpp_staff"))["id_token"]
    assert "code" in qpp.answer(cast.browser("qpp_staff"), prompt="none", id_token_hint=hint)
    answer = qpp.answer(cast.browser("security_official"), prompt="none", id_token_hint=hint)
    assert answer["error"] == "login_required"


# --- A website that is closed --------------------------------------------------------------------
def test_a_closed_website_signs_nobody_in(cast: Cast, qpp: Qpp) -> None:
    browser = cast.browser("qpp_staff")
    tokens, code = qpp.tokens(browser), qpp.code(browser)
    close_website(acting_person=cast.cms_staff, website=qpp.website, reason="Moved")
    assert browser.get(qpp.question()).status_code == 400
    assert qpp.exchange(code).status_code == 401
    assert qpp.refresh(tokens["refresh_token"]).status_code == 401
    assert qpp.userinfo(tokens).status_code == 401


# --- The end of a role ---------------------------------------------------------------------------
def test_a_role_that_ends_is_gone_from_userinfo_at_once(cast: Cast, qpp: Qpp) -> None:
    practice = Organization.objects.create(
        kind="next_generation_aco", name="Valley", identifier="V123"
    )
    HeldRole.objects.create(
        organization=practice, person=cast.qpp_staff, role="security_official", source="validated"
    )
    tokens = qpp.tokens(cast.browser("qpp_staff"))
    assert len(qpp.userinfo(tokens).json()["organizations"]) == 2
    end_role(cast, "qpp_staff")
    assert [one["name"] for one in qpp.userinfo(tokens).json()["organizations"]] == ["Valley"]
    next_one = qpp.refresh(tokens["refresh_token"]).json()
    assert [one["name"] for one in qpp.userinfo(next_one).json()["organizations"]] == ["Valley"]


def test_with_the_last_role_everything_ends(cast: Cast, qpp: Qpp) -> None:
    tokens = qpp.tokens(cast.browser("qpp_staff"))
    end_role(cast, "qpp_staff")
    assert qpp.userinfo(tokens).status_code == 401
    assert qpp.refresh(tokens["refresh_token"]).json()["error"] == "invalid_grant"
    ended = SignIn.objects.get()
    assert ended.end_reason in {
        "The person has no QPP role any more.",
        "The session here that it came from ended.",
    }
    assert not Token.objects.exists()


def test_a_role_that_ends_unheard_is_seen_at_the_next_use(cast: Cast, qpp: Qpp) -> None:
    tokens = qpp.tokens(cast.browser("qpp_staff"))
    Contact.objects.get(person=cast.qpp_staff).held_types.update(
        ended_at=timezone.now(), end_reason="x"
    )
    assert qpp.userinfo(tokens).json()["organizations"] == []
    assert qpp.refresh(tokens["refresh_token"]).json()["error"] == "invalid_grant"
    assert SignIn.objects.get().end_reason == "The person has no QPP role any more."


@pytest.mark.rule("A9")
def test_without_second_factor_or_account_nothing_goes_on(cast: Cast, qpp: Qpp) -> None:
    tokens = qpp.tokens(cast.browser("qpp_staff"))
    AuthenticatorApp.objects.filter(user=cast.qpp_staff).delete()
    assert qpp.userinfo(tokens).status_code == 401
    assert qpp.refresh(tokens["refresh_token"]).json()["error"] == "invalid_grant"


def test_a_sign_in_lasts_twelve_hours_at_most(cast: Cast, qpp: Qpp) -> None:
    tokens = qpp.tokens(cast.browser("qpp_staff"))
    SignIn.objects.update(signed_in_at=timezone.now() - timedelta(hours=11, minutes=50))
    later = qpp.refresh(tokens["refresh_token"]).json()
    assert later["refresh_expires_in"] <= 600
    SignIn.objects.update(signed_in_at=timezone.now() - timedelta(hours=12))
    assert qpp.refresh(later["refresh_token"]).json()["error"] == "invalid_grant"
    assert SignIn.objects.get().end_reason == "It was as old as a session here gets."


# --- Forms that lead to a website ----------------------------------------------------------------
def test_only_the_pages_of_a_sign_in_that_a_website_waits_for_lead_there(
    cast: Cast, qpp: Qpp
) -> None:
    person = cast.qpp_staff
    person.set_password("Correct-Horse-7-Battery")
    person.save()
    give_second_factor(person)
    login = {"login": person.user_id, "password": "Correct-Horse-7-Battery", "agreed": "on"}

    def forms_of(question: str) -> str:
        browser = Client()
        page = browser.post(
            f"/account/sign-in/?{urlencode({'next': question})}", login, follow=True
        )
        assert page.redirect_chain[-1][0] == "/account/second-factor/"
        policy: str = page["Content-Security-Policy"]
        return policy.split("form-action ")[1].split(";")[0]

    assert forms_of(qpp.question()) == "'self' https://qpp.example.org"
    assert forms_of(qpp.question(redirect_uri="https://evil.example.net/")) == "'self'"
    assert forms_of(qpp.question(client_id="nobody")) == "'self'"
    assert forms_of("/dashboard/") == "'self'"
