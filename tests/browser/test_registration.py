"""An account without an invitation, and a list from HARP, in a real browser."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from accounts.models import Person
from notifications.actions.relay import relay_due_mail
from tests.browser.test_sign_in import ABOUT_ME, PASSWORD, TRUTH, press
from tests.cast import Cast
from tests.qpp_roles.harp.importing import HEAD, line
from tests.signing_in import code_for_key

Axe = Callable[..., None]


@pytest.mark.rule("B5", "D7", "D10")
def test_someone_whom_nobody_invites_goes_from_the_welcome_page_to_manage_access(
    page: Page,
    live_server: Any,
    axe: Axe,
    screen: Any,
    mailoutbox: list[Any],
    transactional_db: None,
) -> None:
    page.goto(live_server.url)
    page.get_by_role("main").get_by_role("link", name="Create an account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Create an account")
    axe()
    page.get_by_label("Your e-mail address").fill("pat")
    press(page, "Send the e-mail")
    expect(page.get_by_role("alert")).to_contain_text("Enter an e-mail address")
    axe()
    page.get_by_label("Your e-mail address").fill("Pat@Example.org")
    press(page, "Send the e-mail")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your e-mail")
    axe()
    relay_due_mail()
    body = mailoutbox[0].body
    link = re.search(r"/account/register/[^/\s]+/", body)
    code = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", body)
    assert link
    assert code
    page.goto(live_server.url + link[0])
    axe()
    page.get_by_label("Security code").fill("AAAA-AAAA")
    press(page, "Continue")
    expect(page.get_by_role("alert")).to_contain_text("4 tries are left")
    axe()
    page.get_by_label("Security code").fill(code[0])
    press(page, "Continue")
    expect(page.get_by_role("main")).to_contain_text("pat@example.org")
    axe()
    page.get_by_label("First name").fill("Pat")
    page.get_by_label("Last name").fill("Practice")
    page.get_by_label("IDM user ID").fill("pat.practice")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Confirm password").fill(PASSWORD)
    page.get_by_label("Yes, I agree").check()
    press(page, "Continue")
    for label, value in ABOUT_ME.items():
        page.get_by_label(label).fill(value)
    page.get_by_label("State", exact=True).select_option("Ohio")
    press(page, "Continue to the questions")
    for truth in TRUTH:
        page.get_by_label(truth, exact=True).check()
    press(page, "Send my answers")
    key = page.locator(".code").inner_text()
    expect(page.locator(".steps")).to_contain_text("Manage Access")
    axe()
    page.get_by_label("Six-digit code").fill(code_for_key(key))
    press(page, "Continue")
    press(page, "I have saved them")
    page.wait_for_url("**/manage-access/")
    axe()
    assert Person.objects.get().email == "pat@example.org"


def test_without_javascript_an_account_is_asked_for_and_a_dead_link_says_what_to_do(
    browser: Browser, live_server: Any, transactional_db: None
) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/account/sign-in/")
    page.get_by_role("link", name="create an account").click()
    page.get_by_label("Your e-mail address").fill("pat@example.org")
    press(page, "Send the e-mail")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your e-mail")
    page.goto(f"{live_server.url}/account/register/1.1.AAAAAAAAAAAAAAAAAAAAAA/")
    expect(page.get_by_role("heading", level=1)).to_have_text("This link does not work")
    page.get_by_role("link", name="Send a new e-mail").click()
    expect(page.get_by_label("Your e-mail address")).to_be_visible()
    page.context.close()


@pytest.mark.rule("B4")
def test_cms_staff_bring_a_list_from_harp_in(
    page: Page,
    live_server: Any,
    axe: Axe,
    screen: Any,
    signed_in_as: Any,
    transactional_db: None,
    tmp_path: Path,
) -> None:
    cast = Cast()
    signed_in_as(cast.cms_staff)
    page.goto(f"{live_server.url}/admin/qpp_roles_harp/harpimport/add/")
    axe()
    file = tmp_path / "harp.csv"
    file.write_text("\n".join([HEAD, line(1), line(2, "A9999"), line(3, "T1AR0058")]))
    page.get_by_label("The list, a CSV file").set_input_files(file)
    press(page, "Show what it would do")
    expect(page.get_by_text("Nothing is imported yet.")).to_be_visible()
    axe()
    press(page, "Import the good lines")
    expect(page.get_by_text("Accounts created: 1")).to_be_visible()
    axe()
    with page.expect_download() as download:
        page.get_by_role("link", name="What became of each line").click()
    assert download.value.suggested_filename.endswith(".csv")
