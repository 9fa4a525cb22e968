"""Invite several, in a real browser."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from accounts.models import Person
from contacts.models import HeldType
from invitations.bulk.models import BulkInvitation
from invitations.models import Invitation
from tests.browser.conftest import PHONE
from tests.cast import Cast, make_contact, make_person
from tests.invitations.bulk.lists import confirm, people, prepare, send_all, with_headings
from tests.live import LiveStack

LIST = "/acos/A9101/contacts/invite-several/"
MIXED = """First name\tLast name\tE-mail\tPhone\tTitle\tContact types
Ann\tRay\tann@example.net\t555-0101\tAnalyst\tOther Contact
Bo\tRay\tnonsense\t\t\tquality
Cy\tRay\tcy@example.net\t\tController\tfinancial; other
"""


@pytest.mark.rule("A5", "A7")
def test_from_pasted_rows_to_the_mails(
    page: Page,
    live: LiveStack,
    signed_in_as: Callable[[Person], None],
    cast: Cast,
    axe: Callable[[], None],
) -> None:
    signed_in_as(cast.exec)
    page.goto(f"{live.url}/acos/A9101/contacts/")
    page.get_by_role("link", name="Invite several").click()
    page.get_by_label("Or paste rows").fill(with_headings(people(40)))
    page.get_by_role("button", name="Check the list").click()
    expect(page.get_by_text("40 of 40 rows can be sent")).to_be_visible()
    page.get_by_role("button", name="Send 40 invitations").dblclick()
    # The page follows the worker by itself, and ends with the result.
    heading = page.get_by_role("heading", level=1, name="40 of 40 invitations sent")
    expect(heading).to_be_visible()
    axe()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the result").click()
    lines = Path(download.value.path()).read_text("utf-8-sig").splitlines()
    assert len(lines) == 41
    assert all(line.endswith("Other Contact,Sent,") for line in lines[1:])
    for n in (1, 40):
        (mail,) = live.mailbox(f"guest{n}@example.net")
        assert "you are invited to this ACO" in mail.subject
    assert Invitation.objects.count() == 40


def test_every_page_is_sound_at_two_widths(
    page: Page,
    live_server: Any,
    screen: Any,
    signed_in_as: Callable[[Person], None],
    cast: Cast,
    axe: Callable[[], None],
) -> None:
    make_contact(cast.lakeside, make_person("sam_ortiz"), ["financial"])
    signed_in_as(cast.exec)
    page.goto(f"{live_server.url}{LIST}")
    axe()
    page.get_by_role("button", name="Check the list").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose a file, or paste rows")
    axe()
    page.get_by_label("Or paste rows").fill(MIXED)
    page.get_by_role("button", name="Check the list").click()
    expect(page.get_by_role("row", name=re.compile("Bo Ray"))).to_contain_text(
        "may be Quality Contact (primary) or Quality Contact (secondary)"
    )
    expect(page.get_by_role("row", name=re.compile("Cy Ray"))).to_contain_text(
        "Takes over Financial Contact from Sam Ortiz"
    )
    axe()
    page.get_by_role("link", name="Correct the list first").click()
    expect(page.get_by_label("Or paste rows")).to_have_value(re.compile("nonsense"))
    page.go_back()
    page.get_by_role("button", name="Send the 2 good ones only").click()
    expect(page.get_by_role("progressbar")).to_have_accessible_name(re.compile("1 of 3 rows done"))
    axe()
    bulk = BulkInvitation.objects.get(aco=cast.lakeside)
    send_all(bulk)
    expect(page.get_by_role("heading", level=1)).to_have_text("2 of 3 invitations sent")
    axe()
    page.goto(f"{live_server.url}{LIST}")
    expect(page.get_by_role("row", name=re.compile("Pasted rows"))).to_contain_text("2 of 3 sent")
    axe()


def test_without_javascript_a_link_shows_how_far_it_is(
    browser: Browser, live_server: Any, cast: Cast
) -> None:
    from django.conf import settings
    from django.test import Client

    from tests.signing_in import sign_in

    bulk = prepare(cast.exec, cast.lakeside, people(2))
    confirm(bulk, cast.exec)
    cookie = sign_in(Client(), cast.exec).cookies[settings.SESSION_COOKIE_NAME]
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}{LIST}{bulk.pk}/")
    expect(page.get_by_text("0 of 2 rows done")).to_be_visible()
    send_all(bulk)
    page.get_by_role("link", name="Show how far it is now").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 of 2 invitations sent")
    assert not HeldType.objects.filter(contact__person__email__startswith="guest").exists()
    context.close()
