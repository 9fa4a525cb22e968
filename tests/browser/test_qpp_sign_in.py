"""Signing in to QPP's website with ACO-MS, in a real browser: there, back, and when a role ends."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from accounts.models import Person
from demo.qpp_sandbox.site import Sandbox
from qpp_roles.organizations.kinds import Role
from qpp_roles.organizations.models import Organization
from qpp_roles.roles.models import HeldRole
from tests.browser.conftest import PHONE
from tests.cast import Cast
from tests.qpp_roles.openid.sandbox import running_sandbox
from tests.qpp_roles.openid.test_flow import end_role
from tests.signing_in import authenticator_code, give_second_factor

PASSWORD = "Correct-Horse-7-Battery"

pytestmark = pytest.mark.rule("B3", "D10")


@pytest.fixture
def sandbox(live_server: Any, settings: Any, cast: Cast) -> Iterator[Sandbox]:
    settings.SITE_URL = live_server.url
    with running_sandbox(live_server.url, cast.cms_staff) as running:
        yield running


@pytest.fixture
def tessa(transactional_db: None, cast: Cast) -> Person:
    """Staff User of Lakeside, and Security Official of Valley, a Next Generation ACO."""
    person = cast.qpp_staff
    person.set_password(PASSWORD)
    person.save()
    give_second_factor(person)
    valley = Organization.objects.create(
        kind="next_generation_aco", name="Valley Care", identifier="V123"
    )
    HeldRole.objects.create(
        organization=valley, person=person, role=Role.SECURITY_OFFICIAL, source="validated"
    )
    return person


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def sign_in_at_acoms(page: Page, person: Person) -> None:
    page.get_by_label("IDM user ID").fill(person.user_id)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Yes, I agree").check()
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.get_by_label("Security code").fill(authenticator_code(person))
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


@pytest.mark.usefixtures("screen")
def test_there_and_back_and_a_role_that_ends_is_gone(
    page: Page, sandbox: Sandbox, axe: Callable[..., None], cast: Cast, tessa: Person
) -> None:
    page.goto(sandbox.client.url)
    axe()
    press(page, "Sign in with ACO-MS")
    sign_in_at_acoms(page, tessa)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Signed in as {tessa.full_name}")
    expect(page.get_by_role("heading", level=3)).to_have_text(
        ["Lakeside Care Partners ACO (A9101)", "Valley Care (V123)"]
    )
    axe()

    end_role(cast, "qpp_staff")
    press(page, "Ask ACO-MS again")
    expect(page.get_by_role("heading", level=3)).to_have_text(["Valley Care (V123)"])

    press(page, "Sign out")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign out of ACO-MS too?")
    axe()
    press(page, "Stay signed in to ACO-MS")
    expect(page.get_by_role("status")).to_have_text("You are signed out of the QPP sandbox.")

    press(page, "Sign in as someone else")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in again for QPP sandbox")
    axe()
    press(page, "Sign in again")
    expect(page.get_by_label("IDM user ID")).to_be_visible()


def test_without_javascript(browser: Browser, sandbox: Sandbox, tessa: Person) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(sandbox.client.url)
    press(page, "Sign in with ACO-MS")
    sign_in_at_acoms(page, tessa)
    expect(page.get_by_role("heading", level=3)).to_have_count(2)
    press(page, "Sign out")
    press(page, "Sign out")
    expect(page.get_by_role("status")).to_have_text("You are signed out of the QPP sandbox.")
    context.close()
