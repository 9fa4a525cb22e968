"""A sign-in that is begun again at the website while it is half done here (rule B3)."""

from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.test import Client

from accounts.models import AuthenticatorApp, Person, RecoveryCodes
from tests.accounts.door import PASSWORD, answer, give_own_identity
from tests.cast import Cast
from tests.qpp_roles.openid.website import CALLBACK, Qpp, registered
from tests.signing_in import authenticator_code, code_for_key, give_second_factor

pytestmark = [pytest.mark.rule("B3", "D10"), pytest.mark.django_db]

CODE_PAGE = "/account/second-factor/"


@pytest.fixture
def person(cast: Cast) -> Person:
    found = cast.qpp_staff
    found.set_password(PASSWORD)
    found.save()
    return found


def ask(browser: Client, question: str) -> str:
    """Come from the website with a question; the page of the sign-in where one ends up."""
    page = browser.get(question, follow=True)
    return str(page.redirect_chain[-1][0])


def give_password(browser: Client, person: Person, to: str) -> Any:
    login = {"login": person.user_id, "password": PASSWORD, "agreed": "on"}
    query = f"?{urlencode({'next': to})}" if to else ""
    return browser.post(f"/account/sign-in/{query}", login)


def give_code(browser: Client, code: str) -> str:
    """The state with which the website is answered in the end."""
    response = browser.post(CODE_PAGE, {"code": code})
    return state_brought(browser, response)


def state_brought(browser: Client, response: Any) -> str:
    answer = browser.get(response["Location"])["Location"]
    assert answer.startswith(f"{CALLBACK}?"), answer
    return parse_qs(urlsplit(answer).query)["state"][0]


def test_at_the_second_factor_the_newest_question_is_answered(qpp: Qpp, person: Person) -> None:
    give_second_factor(person)
    browser = Client()
    give_password(browser, person, qpp.question(state="abandoned"))
    assert ask(browser, qpp.question(state="newest")) == CODE_PAGE
    assert give_code(browser, authenticator_code(person)) == "newest"


def test_whoever_signs_in_to_acoms_and_then_comes_from_the_website_goes_there(
    qpp: Qpp, person: Person
) -> None:
    give_second_factor(person)
    browser = Client()
    give_password(browser, person, "")
    assert ask(browser, qpp.question(state="newest")) == CODE_PAGE
    page = browser.get(CODE_PAGE)
    assert "form-action 'self' https://qpp.example.org" in page["Content-Security-Policy"]
    assert give_code(browser, authenticator_code(person)) == "newest"


def test_the_password_in_an_older_tab_answers_the_newest_question_too(
    qpp: Qpp, person: Person
) -> None:
    give_second_factor(person)
    browser = Client()
    ask(browser, qpp.question(state="abandoned"))
    ask(browser, qpp.question(state="newest"))
    give_password(browser, person, qpp.question(state="abandoned"))
    assert give_code(browser, authenticator_code(person)) == "newest"


def test_at_the_set_up_and_at_the_recovery_codes_too(qpp: Qpp, person: Person) -> None:
    AuthenticatorApp.objects.filter(user=person).delete()
    RecoveryCodes.objects.filter(user=person).delete()
    browser = Client()
    give_password(browser, person, qpp.question(state="abandoned"))
    assert ask(browser, qpp.question(state="first")) == "/account/identity/"
    answer(browser, give_own_identity(browser, person))
    assert ask(browser, qpp.question(state="second")) == "/account/second-factor/set-up/"
    key = browser.get("/account/second-factor/set-up/").context["app"].key
    browser.post("/account/second-factor/set-up/", {"code": code_for_key(key)})
    assert ask(browser, qpp.question(state="newest")) == "/account/second-factor/recovery-codes/"
    response = browser.post("/account/second-factor/recovery-codes/", {"saved": ""})
    assert state_brought(browser, response) == "newest"


def test_a_question_that_was_answered_is_not_the_newest_of_a_later_sign_in(
    qpp: Qpp, person: Person
) -> None:
    give_second_factor(person)
    browser = Client()
    ask(browser, qpp.question(state="answered"))
    give_password(browser, person, qpp.question(state="answered"))
    assert give_code(browser, authenticator_code(person)) == "answered"
    assert "newest_question_of_a_website" not in browser.session
    assert qpp.answer(browser, state="later")["state"] == "later"


def test_a_fresh_sign_in_for_one_website_leaves_the_person_signed_in_at_the_others(
    cast: Cast, qpp: Qpp, person: Person
) -> None:
    """And the sign-out that ends the new session ends what the old one had opened."""
    other = registered(cast.cms_staff, "Another")
    browser = cast.browser("qpp_staff")
    there = other.tokens(browser)
    fresh = qpp.question(prompt="login")
    browser.post("/openid/sign-in-again", {"question": fresh})
    give_password(browser, person, fresh)
    there = other.refresh(there["refresh_token"]).json()
    assert other.userinfo(there).status_code == 200, "half-way too"
    give_code(browser, authenticator_code(person))
    assert other.userinfo(there).status_code == 200
    browser.post("/account/sign-out/")
    assert other.userinfo(there).status_code == 401


def test_somebody_else_who_signs_in_does_not_take_them_along(
    cast: Cast, qpp: Qpp, person: Person
) -> None:
    other = registered(cast.cms_staff, "Another")
    browser = cast.browser("security_official")
    there = other.tokens(browser)
    fresh = qpp.question(prompt="login")
    browser.post("/openid/sign-in-again", {"question": fresh})
    give_second_factor(person)
    give_password(browser, person, fresh)
    give_code(browser, authenticator_code(person))
    browser.post("/account/sign-out/")
    assert other.userinfo(there).status_code == 200


def test_a_website_that_asks_for_a_fresh_sign_in_gets_the_password_page(
    qpp: Qpp, person: Person
) -> None:
    """Whose password was given half-way may be somebody else: "Sign in as someone else"."""
    give_second_factor(person)
    browser = Client()
    give_password(browser, person, qpp.question(state="abandoned"))
    fresh = qpp.question(state="fresh", prompt="login")
    assert ask(browser, fresh).startswith("/account/sign-in/?next=")
    give_password(browser, person, fresh)
    assert give_code(browser, authenticator_code(person)) == "fresh"
