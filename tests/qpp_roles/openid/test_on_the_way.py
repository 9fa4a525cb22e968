"""What someone reads here who is on the way to QPP's website, and knows nothing of ACOs (B3)."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AuthenticatorApp, Person, RecoveryCodes
from qpp_roles.organizations.models import Organization
from qpp_roles.roles.actions.staffing import end_role
from qpp_roles.roles.models import HeldRole
from tests.accounts.door import PASSWORD, answer, give_own_identity
from tests.cast import Cast, make_person
from tests.qpp_roles.openid.test_flow import end_role as end_role_in_aco
from tests.qpp_roles.openid.website import Qpp
from tests.signing_in import code_for_key

pytestmark = [pytest.mark.rule("B3"), pytest.mark.django_db]

ON_THE_WAY = "You are signing in to go on to <strong>QPP</strong>"
QPP_HELP = "1-866-288-8292"


@pytest.fixture
def person(db: None) -> Person:
    """Someone who came from HARP: proven, with a password by now, without a second factor."""
    found = make_person("rita.practice")
    found.set_password(PASSWORD)
    found.save()
    AuthenticatorApp.objects.filter(user=found).delete()
    RecoveryCodes.objects.filter(user=found).delete()
    return found


def sign_in_page(question: str) -> str:
    return f"/account/sign-in/?{urlencode({'next': question})}"


def says(page: Any, *words: str) -> bool:
    text = page.content.decode()
    return all(one in text for one in words)


@pytest.mark.rule("D10")
def test_each_page_of_the_sign_in_says_where_it_leads_and_whom_to_ask(
    qpp: Qpp, person: Person
) -> None:
    browser = Client()
    door = sign_in_page(qpp.question())
    assert says(browser.get(door), ON_THE_WAY, QPP_HELP)
    wrong = {"login": person.user_id, "password": "Wrong-Password-123", "agreed": "on"}
    again = browser.post("/account/sign-in/", {**wrong, "next": qpp.question()})
    assert says(again, ON_THE_WAY, QPP_HELP)
    browser.post(door, {**wrong, "password": PASSWORD})
    assert says(browser.get("/account/identity/"), ON_THE_WAY)
    answer(browser, give_own_identity(browser, person))
    setup = browser.get("/account/second-factor/set-up/")
    assert says(setup, ON_THE_WAY, QPP_HELP)
    code = code_for_key(setup.context["app"].key)
    codes = browser.post("/account/second-factor/set-up/", {"code": code}, follow=True)
    assert says(codes, "Keep your recovery codes", ON_THE_WAY)


@pytest.mark.rule("D10")
def test_whoever_signs_in_to_acoms_itself_reads_nothing_of_it(qpp: Qpp, person: Person) -> None:
    evil = qpp.question(redirect_uri="https://evil.example.net/")
    for to in ("/dashboard/", evil, qpp.question(client_id="nobody"), ""):
        page = Client().get(sign_in_page(to))
        assert page.status_code == 200
        assert not says(page, "You are signing in to go on to")


@pytest.mark.rule("B4")
def test_a_first_password_is_not_told_to_need_a_second_factor_that_there_is_not(
    client: Client,
) -> None:
    asked = client.get("/account/password/reset/")
    assert says(asked, "If you have set up a second factor, you still need it to sign in.")
    assert says(asked, "You set up your second factor when you first sign in.")
    done = client.get(reverse("account_reset_password_from_key_done"))
    assert says(done, "If HARP or the SSP Helpdesk has proven")


def test_whose_role_in_an_aco_has_ended_is_told_which_and_whom_to_ask(cast: Cast, qpp: Qpp) -> None:
    cast.qpp_staff  # noqa: B018 - made by naming them
    end_role_in_aco(cast, "qpp_staff")
    page = cast.browser("qpp_staff").get(qpp.question())
    assert page.status_code == 403
    assert says(page, "You have no role in QPP any more", "Staff User in Lakeside Care Partners")
    assert says(page, "If you should have it again, ask one of the ACO's contacts")


@pytest.mark.rule("D9")
def test_whose_role_elsewhere_has_ended_is_led_to_manage_access(cast: Cast, qpp: Qpp) -> None:
    valley = Organization.objects.create(
        kind="next_generation_aco", name="Valley Care", identifier="V123"
    )
    held = HeldRole.objects.create(
        organization=valley, person=cast.outsider, role="security_official", source="validated"
    )
    end_role(acting_person=cast.cms_staff, held=held, reason="Left")
    page = cast.browser("outsider").get(qpp.question())
    assert says(
        page, "You have no role in QPP any more", "Security Official in Valley Care ended on"
    )
    assert says(page, "ask for it in Manage Access", QPP_HELP)
