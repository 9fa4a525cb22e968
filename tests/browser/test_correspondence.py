"""CMS writes to an ACO, the ACO reads and answers, CMS answers: in a real browser (G1, G2)."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from documents.correspondence.models import Message
from tests.cast import Cast
from tests.documents.correspondence.written import a_file, draft, send_all

ADMIN = "/admin/documents_correspondence"


@pytest.mark.rule("G1", "G2")
@pytest.mark.usefixtures("screen")
def test_a_message_is_written_read_and_answered(
    page: Page, live_server: Any, axe: Callable[..., None], cast: Cast, signed_in_as: Any
) -> None:
    cast.exec, cast.it  # noqa: B018 - who receive
    signed_in_as(cast.cms_analyst)
    page.goto(f"{live_server.url}{ADMIN}/message/add/")
    axe()
    page.get_by_label("Subject").fill("The deadline moves")
    page.get_by_label("Text").fill("To March 1.\n\nPlease tell your participants.")
    page.get_by_label("ACO IDs").fill("A9101")
    page.get_by_label("ACOs may answer").check()
    page.get_by_role("button", name="Preview (nothing is sent)").click()
    expect(page.locator("#content")).to_contain_text("It would go to 1 ACO: 2 people read")
    axe()
    a_file(Message.objects.get(), cast.cms_analyst)
    page.reload()
    page.get_by_role("button", name="Send to 1 ACO").click()
    expect(page.locator(".messagelist")).to_contain_text("is sent now")
    send_all()
    page.reload()
    axe()
    signed_in_as(cast.it)
    page.goto(f"{live_server.url}/acos/A9101/correspondence/")
    expect(page.locator("tbody tr")).to_contain_text("Unread")
    axe()
    page.get_by_role("link", name="The deadline moves").click()
    expect(page.locator("main")).to_contain_text("Please tell your participants.")
    axe()
    page.get_by_label("Your answer").fill("We will.")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.locator(".thread")).to_contain_text("We will.")
    axe()
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Send the answer")).to_be_hidden()
    page.emulate_media(media="screen")
    signed_in_as(cast.cms_analyst)
    page.goto(f"{live_server.url}{ADMIN}/reply/")
    expect(page.locator("#content")).to_contain_text("1 answer waits, the oldest since")
    axe()
    page.get_by_role("link", name="We will.").click()
    axe()
    page.get_by_label("CMS's answer").fill("Thank you.")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.locator("#content")).to_contain_text("CMS, The Cms Analyst")
    page.goto(f"{live_server.url}{ADMIN}/delivery/")
    axe()


def test_an_empty_page_and_a_draft_to_all_are_sound(
    page: Page, live_server: Any, axe: Callable[..., None], cast: Cast, signed_in_as: Any
) -> None:
    signed_in_as(cast.exec)
    page.goto(f"{live_server.url}/acos/A9101/correspondence/")
    expect(page.locator("main")).to_contain_text("There are no messages.")
    axe()
    message = draft(cast.cms_staff, kind="compliance_notice")
    signed_in_as(cast.cms_staff)
    page.goto(f"{live_server.url}{ADMIN}/message/{message.pk}/look/")
    expect(page.locator("#content")).to_contain_text("Nobody is Compliance Contact")
    axe()
    page.goto(f"{live_server.url}{ADMIN}/message/")
    axe()
    assert not message.deliveries.exists()
