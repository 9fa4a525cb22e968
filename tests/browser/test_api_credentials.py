"""API credentials in a real browser: made, shown once, and changed (rule H1)."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Person
from tests.cast import Cast, make_aco, make_contact
from tests.signing.events import fresh_code

SignIn = Callable[[Person], None]
Check = Callable[..., None]


@pytest.mark.rule("H1")
def test_a_delegate_creates_rotates_and_deletes_credentials(
    page: Page, live_server: Any, axe: Check, screen: Any, signed_in_as: SignIn, cast: Cast
) -> None:
    make_contact(make_aco("A9102", "Harbor ACO"), cast.delegate, ["credential_delegate"])
    signed_in_as(cast.delegate)
    page.goto(f"{live_server.url}/acos/A9101/api-credentials/")
    axe()
    page.get_by_role("link", name="Create New API Credentials").click()
    axe()
    page.get_by_role("button", name="Create API credentials").click()
    axe()
    page.get_by_label("Name").fill("Nightly files")
    page.get_by_label("Data Hub").check()
    page.get_by_label("Addresses that your programs call from").fill("10.20.30.40")
    page.get_by_label("Also this computer's address").check()
    page.get_by_label("Security code").fill(fresh_code(cast.delegate))
    page.get_by_role("button", name="Create API credentials").click()
    expect(page.get_by_role("main")).to_contain_text("The secret is shown this once.")
    axe()
    page.get_by_role("link", name="I saved the secret").click()
    axe()
    for action in ("Rotate", "Edit addresses", "Delete"):
        page.get_by_role("link", name=action).click()
        axe()
        page.get_by_role("link", name="Cancel").click()
    page.get_by_role("link", name="Delete Nightly files").click()
    page.get_by_label("Security code").fill(fresh_code(cast.delegate))
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_role("status").first).to_contain_text("was deleted")
