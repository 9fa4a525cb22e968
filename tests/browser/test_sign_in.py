"""A new person's way in, and a regular's, in a real browser, as a person would go it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from accounts import signup
from accounts.models import Person, RecoveryCodes
from accounts.signup import Voucher
from tests.cast import make_person
from tests.signing_in import authenticator_code, code_for_key, give_second_factor

PASSWORD = "Correct-Horse-7-Battery"
ABOUT_ME = {
    "Date of birth": "04/28/1979",
    "Social Security number": "536-22-8726",
    "Home address: number and street": "12 Quiet Water Way",
    "City": "Dayton",
    "ZIP code": "45402",
    "Phone number": "937 555 0142",
}
TRUTH = ("Quiet Water Way", "45402", "1979", "0142", "26")

Axe = Callable[..., None]
pytestmark = pytest.mark.usefixtures("screen")


@pytest.fixture(autouse=True)
def _nobody_is_locked_out() -> None:
    cache.clear()


@pytest.fixture
def regular(transactional_db: None) -> Person:
    person = make_person("rita.regular")
    person.set_password(PASSWORD)
    person.save()
    give_second_factor(person)
    return person


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def give_password(page: Page, user_id: str) -> None:
    page.get_by_label("IDM user ID").fill(user_id)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Yes, I agree").check()
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


@pytest.mark.rule("A9")
def test_a_newcomer_goes_from_account_to_dashboard(
    page: Page,
    live_server: Any,
    axe: Axe,
    monkeypatch: pytest.MonkeyPatch,
    transactional_db: None,
) -> None:
    voucher = Voucher("vera@example.org", "Vera", "Voucher")
    monkeypatch.setattr(signup, "_readers", [lambda _: voucher])
    monkeypatch.setattr(signup, "_next_pages", [])

    page.goto(f"{live_server.url}/account/create/")
    axe()
    page.get_by_label("IDM user ID").fill("vera")
    press(page, "Continue")
    expect(page.get_by_role("alert")).to_contain_text("6 to 60")
    axe()
    page.get_by_label("IDM user ID").fill("vera.voucher")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Confirm password").fill(PASSWORD)
    page.get_by_label("Yes, I agree").check()
    press(page, "Continue")

    expect(page.get_by_role("heading", level=1)).to_have_text("Prove your identity")
    axe()
    for label, value in ABOUT_ME.items():
        page.get_by_label(label).fill(value)
    press(page, "Continue to the questions")
    expect(page.get_by_role("alert")).to_contain_text("State")
    expect(page.get_by_label("Social Security number")).to_have_value("")
    axe()
    page.get_by_label("State", exact=True).select_option("Ohio")
    page.get_by_label("Social Security number").fill("536-22-8726")
    press(page, "Continue to the questions")

    expect(page.get_by_role("heading", level=1)).to_have_text("Five questions about you")
    axe()
    press(page, "Send my answers")
    expect(page.get_by_role("alert").first).to_contain_text("Choose one answer")
    axe()
    for truth in TRUTH:
        page.get_by_label(truth, exact=True).check()
    press(page, "Send my answers")

    expect(page.get_by_role("heading", level=1)).to_have_text("Set up your second factor")
    expect(page.get_by_role("img", name=re.compile("QR code"))).to_be_visible()
    axe()
    key = page.locator(".code").inner_text()
    page.get_by_label("Six-digit code").fill(code_for_key(key))
    press(page, "Continue")

    expect(page.get_by_role("heading", level=1)).to_have_text("Keep your recovery codes")
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    axe()
    with page.expect_download() as download:
        press(page, "Download as a text file")
    assert download.value.suggested_filename == "aco-ms-recovery-codes.txt"
    press(page, "I have saved them")
    page.wait_for_url("**/dashboard/")


def test_all_attempts_at_identity_used_up(
    page: Page, live_server: Any, axe: Axe, transactional_db: None
) -> None:
    person = make_person("nora.new", proofed_at=None, proofed_by="")
    person.set_password(PASSWORD)
    person.save()
    for number in range(5):
        person.proofing_attempts.create(reference=f"RP-TEST-000{number}", outcome="failed")
    page.goto(f"{live_server.url}/account/sign-in/")
    give_password(page, person.user_id)
    expect(page.get_by_role("main")).to_contain_text("RP-TEST-000")
    axe()


def test_a_regular_signs_in_and_looks_after_the_account(
    page: Page, live_server: Any, axe: Axe, regular: Person
) -> None:
    page.goto(f"{live_server.url}/account/")
    give_password(page, regular.user_id)
    expect(page.get_by_role("heading", level=1)).to_have_text("Enter your security code")
    axe()
    page.get_by_label("Security code").fill("000000")
    press(page, "Sign in")
    expect(page.get_by_role("alert")).to_contain_text("wrong or has been used")
    axe()
    page.get_by_label("Security code").fill(RecoveryCodes.objects.get(user=regular).codes[0])
    press(page, "Sign in")

    page.wait_for_url("**/account/")
    expect(page.get_by_role("main")).to_contain_text("9 of 10 left")
    axe()
    page.get_by_role("link", name="Get new ones").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("First, enter a security code")
    axe()
    page.get_by_label("Security code").fill(authenticator_code(regular))
    press(page, "Continue")
    axe()
    press(page, "Make new recovery codes")
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    axe()
    page.get_by_role("button", name="I have saved them").click()
    page.get_by_role("link", name="Replace it").click()
    axe()
    page.get_by_label("Six-digit code").fill(code_for_key(page.locator(".code").inner_text()))
    press(page, "Use the new app")
    expect(page.get_by_text("Your new authenticator app is set up")).to_be_visible()
    page.goto(f"{live_server.url}/account/disabled/")
    axe()


def test_an_idle_person_is_warned_and_stays_signed_in(
    page: Page, live_server: Any, axe: Axe, regular: Person, signed_in_as: Any
) -> None:
    page.clock.install()
    signed_in_as(regular)
    page.goto(f"{live_server.url}/account/password/")
    page.locator("#id_oldpassword").fill("half typed")
    warning = page.get_by_role("dialog")
    page.clock.fast_forward("26:59")
    expect(warning).not_to_be_visible()
    page.clock.fast_forward("00:02")
    expect(warning).to_contain_text("Are you still there?")
    expect(warning.get_by_role("button", name="Stay signed in")).to_be_focused()
    page.clock.resume()
    axe()
    with page.expect_response("**/account/sessions/stay/") as answer:
        warning.get_by_role("button", name="Stay signed in").click()
    assert answer.value.status == 204
    expect(warning).not_to_be_visible()
    asks = "!dispatchEvent(new Event('beforeunload', {cancelable: true}))"
    assert page.evaluate(asks), "what was typed is not sent yet"
    page.clock.fast_forward("30:01")
    expect(warning).to_contain_text("You are signed out")
    axe()
