"""The main job in a real browser: from Add New Contact to a new contact's first click.

Against a live server with real PostgreSQL, Valkey, Celery worker, beat and mail server.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from accounts.models import Person
from contacts.models import HeldType
from tests.accounts.door import IDENTITY, PASSWORD, RIGHT
from tests.browser.conftest import DESKTOP, PHONE
from tests.cast import Cast, make_person
from tests.live import LiveStack
from tests.signing_in import authenticator_code, code_for_key, give_second_factor

pytestmark = pytest.mark.rule("A5", "A7", "A8", "A9", "E7")

Check = Callable[[], None]
JO = "jo.chen@example.net"
LINK = re.compile(r"http://\S+/invitation/\S+")
CODE = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b")


def sign_in_by_hand(page: Page, person: Person, check: Check) -> None:
    """Password, Statement of Truth and second factor (rule D10)."""
    page.get_by_label("User ID").fill(person.user_id)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Yes, I agree").check()
    check()
    page.get_by_role("button", name="Sign in").click()
    check()
    page.get_by_label("Security code").fill(authenticator_code(person))
    page.get_by_role("button", name="Sign in").click()


def invite_jo(page: Page, live: LiveStack, executive: Person, check: Check) -> tuple[str, str]:
    """The ACO Executive invites Jo; returns the link and the code of the e-mail."""
    page.goto(live.url)
    check()
    page.get_by_role("link", name="Sign in").first.click()
    sign_in_by_hand(page, executive, check)
    expect(page.get_by_role("heading", level=1, name="Dashboard")).to_be_visible()
    check()
    page.goto(live.url + reverse("my_acos"))
    check()
    page.get_by_role("link", name="Lakeside Care Partners ACO").click()
    check()
    page.get_by_role("link", name="Contacts", exact=True).click()
    check()
    page.get_by_role("link", name="Add New Contact").first.click()
    check()
    page.get_by_label("First name").fill("Jo")
    page.get_by_label("Last name").fill("Chen")
    page.get_by_label("E-mail", exact=True).fill("jo.chen")
    page.get_by_label("CMS Liaison").check()
    page.get_by_role("button", name="Send invitation").click()
    expect(page.get_by_role("alert").first).to_contain_text("Enter an e-mail address, such as")
    expect(page.get_by_label("CMS Liaison")).to_be_checked()
    check()
    page.get_by_label("E-mail", exact=True).fill("Jo.Chen@example.net")
    page.get_by_role("button", name="Send invitation").click()
    expect(page.get_by_role("status").first).to_contain_text("is on its way")
    check()
    (mail,) = live.mailbox(JO)
    assert mail.subject == "A9101: you are invited to this ACO in ACO-MS"
    assert "as CMS Liaison" in mail.text
    link, code = LINK.search(mail.text), CODE.search(mail.text)
    assert link is not None
    assert code is not None
    assert link[0] in mail.html
    assert code[0] in mail.html
    page.reload()
    expect(page.get_by_role("row", name=re.compile(JO))).to_contain_text("Sent")
    return link[0], code[0]


def open_invitation(page: Page, link: str, code: str, check: Check) -> None:
    page.goto(link)
    expect(page.get_by_text("Lakeside")).to_have_count(0)
    check()
    page.get_by_label("Security code from the e-mail").fill("0000-0000")
    page.get_by_role("button", name="Open the invitation").click()
    expect(page.get_by_role("alert").first).to_contain_text("4 tries are left")
    check()
    page.get_by_label("Security code from the e-mail").fill(code.lower().replace("-", " "))
    page.get_by_role("button", name="Open the invitation").click()
    expect(page.get_by_role("main")).to_contain_text("Lakeside Care Partners ACO (A9101)")
    check()


def create_account(page: Page, check: Check) -> None:
    """Account, identity, second factor: the sign-in stages of a new person (rule A9)."""
    page.get_by_role("link", name="Create an account").click()
    expect(page.get_by_role("main")).to_contain_text(JO)
    check()
    page.get_by_label("User ID").fill("jo.chen")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Confirm password").fill(PASSWORD)
    page.get_by_label("Yes, I agree").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Prove your identity")
    check()
    for name, value in {**IDENTITY, "first_name": "Jo", "last_name": "Chen"}.items():
        field = page.locator(f"[name={name}]")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    page.get_by_role("button", name="Continue to the questions").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Five questions about you")
    check()
    for number, truth in enumerate(RIGHT, 1):
        group = page.locator(f"#id_question_{number}")
        group.get_by_label(truth, exact=True).check()
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up your second factor")
    check()
    key = page.locator("p.code").inner_text()
    page.locator("[name=code]").fill(code_for_key(key))
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Keep your recovery codes")
    check()
    page.get_by_role("button", name="I have saved them").click()


def activate(page: Page, check: Check) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Your invitation")
    check()
    page.get_by_role("button", name="Activate").click()
    expect(page.get_by_role("status").first).to_contain_text("You are now CMS Liaison")
    check()
    page.get_by_role("link", name="Lakeside Care Partners ACO").click()
    page.get_by_role("link", name="Contacts", exact=True).click()
    expect(page.get_by_role("row", name=re.compile("Chen, Jo"))).to_contain_text("CMS Liaison")
    # The privileges work on the next click (rule A10).
    page.get_by_role("link", name="Add New Contact").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Add New Contact")


def executive_of(cast: Cast) -> Person:
    person = cast.exec
    person.set_password(PASSWORD)
    person.save()
    give_second_factor(person)
    return person


@pytest.fixture
def second_page(browser: Browser) -> Iterator[Page]:
    """Another person's browser."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_a_new_person_is_invited_and_becomes_a_contact(
    page: Page, screen: Any, axe: Check, second_page: Page, live: LiveStack, cast: Cast
) -> None:
    executive = executive_of(cast)
    link, code = invite_jo(second_page, live, executive, lambda: None)
    open_invitation(page, link, code, axe)
    create_account(page, axe)
    activate(page, axe)
    told = live.mailbox(executive.email)[0]
    assert told.subject == "A9101: CMS Liaison activated"
    second_page.goto(live.url + reverse("notifications"))
    expect(second_page.get_by_role("main")).to_contain_text("Jo Chen activated your invitation")


def test_inviting_at_both_widths(
    page: Page, screen: Any, axe: Check, live: LiveStack, cast: Cast
) -> None:
    invite_jo(page, live, executive_of(cast), axe)


def test_the_whole_path_without_javascript(browser: Browser, live: LiveStack, cast: Cast) -> None:
    for_desktop = browser.new_context(java_script_enabled=False, viewport=DESKTOP)
    for_phone = browser.new_context(java_script_enabled=False, viewport=PHONE)
    link, code = invite_jo(for_desktop.new_page(), live, executive_of(cast), lambda: None)
    page = for_phone.new_page()
    open_invitation(page, link, code, lambda: None)
    create_account(page, lambda: None)
    activate(page, lambda: None)
    for context in (for_desktop, for_phone):
        context.close()


def test_a_person_with_an_idm_id_answers_on_the_dashboard(
    page: Page, second_page: Page, live: LiveStack, cast: Cast, axe: Check
) -> None:
    jo = make_person("jo_chen", email=JO)
    jo.set_password(PASSWORD)
    jo.save()
    give_second_factor(jo)
    invite_jo(second_page, live, executive_of(cast), lambda: None)
    page.goto(live.url + reverse("dashboard"))
    sign_in_by_hand(page, jo, axe)
    widget = page.get_by_role("region", name="Waiting for your answer (1)")
    expect(widget).to_contain_text("Lakeside Care Partners ACO (A9101)")
    axe()
    widget.get_by_role("button", name="Activate").click()
    expect(page.get_by_role("status").first).to_contain_text("You are now CMS Liaison")
    assert HeldType.objects.active().filter(contact__person=jo, type="cms_liaison").exists()
