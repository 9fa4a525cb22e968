"""The Signing Event in a real browser: opened by CMS staff, read and signed by the ACO."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from signing.actions import open_ready
from signing.models import Signature, SigningEvent
from tests.cast import Cast
from tests.signing.events import all_signers, fresh_code


@pytest.mark.rule("F1", "F3", "F4", "F6")
@pytest.mark.usefixtures("screen")
def test_cms_opens_an_event_and_a_signer_reads_and_signs(
    page: Page, live_server: Any, axe: Callable[..., None], cast: Cast, signed_in_as: Any
) -> None:
    all_signers(cast)
    signed_in_as(cast.cms_staff)
    page.goto(f"{live_server.url}/admin/signing/signingevent/add/")
    axe()
    page.get_by_label("Title").fill("2027 Signing Event")
    page.get_by_label("Performance year").fill("2027")
    page.get_by_label("Opens on").fill("2026-01-01")
    page.get_by_label("Due on").fill("2099-12-31")
    page.get_by_role("checkbox", name="Participant list certification").uncheck()
    page.get_by_label("All ACOs").check()
    page.get_by_role("button", name="Write the event").click()
    axe()
    page.get_by_role("link", name="Change the text of Compliance").click()
    axe()
    with page.expect_download() as download:
        page.get_by_role("button", name="See it as a PDF").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    page.get_by_role("link", name="Cancel").click()
    page.get_by_role("link", name="Open the event").click()
    axe()
    page.get_by_role("button", name="Open the event").click()
    expect(page.get_by_text("is open.")).to_be_visible()
    open_ready()
    assert SigningEvent.objects.get().released_at

    signed_in_as(cast.exec)
    page.goto(f"{live_server.url}/acos/A9101/signing-event/")
    axe()
    page.get_by_role("link", name="Read and sign Compliance").click()
    axe()
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Check the box to sign")
    axe()
    page.get_by_label("I have read this document, and I sign it for").check()
    page.get_by_label("Your full name").fill("The Exec")
    page.get_by_label("Security code").fill(fresh_code(cast.exec))
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("You signed Compliance")
    axe()
    with page.expect_download() as download:
        page.get_by_role("link", name="Signed PDF of Compliance").click()
    content = Path(download.value.path()).read_bytes()
    assert hashlib.sha256(content).hexdigest() == Signature.objects.get().sha256
    page.get_by_role("link", name="How to verify a signed document").click()
    axe()
    page.goto(f"{live_server.url}/acos/A9101/signing-event/")
    page.get_by_role("link", name="Read and sign Certified EHR").click()
    page.get_by_role("link", name="Something is wrong with this document").click()
    axe()
    page.get_by_label("What is wrong").fill("The year is wrong.")
    page.get_by_role("button", name="Send to CMS").click()
    expect(page.get_by_role("main")).to_contain_text("CMS has not answered yet")
    axe()
