"""A webhook in a real browser: added, tried, rotated, turned on again and deleted (decision 96)."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Person
from api.webhooks.actions import send_due
from api.webhooks.models import Webhook
from tests.api.webhooks.receiver import running_receiver
from tests.cast import Cast
from tests.signing.events import fresh_code

SignIn = Callable[[Person], None]
Check = Callable[..., None]


@pytest.mark.rule("A6")
def test_a_delegate_adds_tries_rotates_and_deletes_a_webhook(
    page: Page, live_server: Any, axe: Check, screen: Any, signed_in_as: SignIn, cast: Cast
) -> None:
    main = page.get_by_role("main")

    def confirm(button: str) -> None:
        page.get_by_label("Security code").fill(fresh_code(cast.delegate))
        page.get_by_role("button", name=button).click()

    signed_in_as(cast.delegate)
    page.goto(f"{live_server.url}/acos/A9101/api-credentials/")
    page.get_by_role("link", name="Webhooks").click()
    axe()
    page.get_by_role("link", name="Add a webhook").click()
    axe()
    page.get_by_role("button", name="Add webhook").click()
    axe()
    with running_receiver() as receiver:
        page.get_by_label("Address that is told").fill(receiver.url)
        page.get_by_label("Contacts").check()
        confirm("Add webhook")
        expect(main).to_contain_text("The secret is shown this once.")
        expect(main).to_contain_text(Webhook.objects.get().secret)
        axe()
        page.get_by_role("link", name="I saved the secret").click()
        axe()
        page.get_by_role("button", name="Send a test").click()
        expect(page.get_by_role("status").first).to_contain_text("A test is on its way")
        assert send_due() == 1
        page.reload()
        expect(main).to_contain_text("Delivered")
        axe()
        page.get_by_role("link", name="Rotate the secret").click()
        axe()
        confirm("Rotate")
        expect(main).to_contain_text(Webhook.objects.get().secret)
        axe()
        page.get_by_role("link", name="I saved the secret").click()
        expect(main).to_contain_text("signs too until")
        page.get_by_role("button", name="Send again").click()
        receiver.answers = [410]
        send_due()
        first, second = (headers["webhook-signature"] for headers, _ in receiver.came)
        assert (len(first.split()), len(second.split())) == (1, 2)
    page.reload()
    expect(main).to_contain_text("This webhook was turned off")
    axe()
    page.get_by_role("link", name="Turn on again").click()
    axe()
    confirm("Turn on")
    expect(page.get_by_role("status").first).to_contain_text("is turned on")
    axe()
    page.get_by_role("link", name=receiver.url).click()
    page.get_by_role("link", name="Delete this webhook").click()
    axe()
    confirm("Delete")
    expect(page.get_by_role("status").first).to_contain_text("was deleted")
    expect(main).to_contain_text("There are no webhooks yet.")
