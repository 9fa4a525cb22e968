"""Contacts in a real browser, at two widths: lists, editing with its preview, explanations."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Person
from contacts.actions import change_contact
from contacts.models import Contact
from tests.cast import EVERY_FACT, Cast

SignIn = Callable[[Person], None]
Check = Callable[..., None]


@pytest.fixture
def acos(live_server: Any) -> str:
    return f"{live_server.url}/acos/A9101"


@pytest.mark.rule("A10", "A18", "A19")
def test_editing_shows_what_it_does_before_it_is_done(
    page: Page, acos: str, axe: Check, screen: Any, signed_in_as: SignIn, cast: Cast
) -> None:
    contact = Contact.objects.get(person=cast.it)
    signed_in_as(cast.exec)
    page.goto(f"{acos}/contacts/")
    page.get_by_role("link", name="It, The").click()
    axe()
    page.get_by_role("link", name="Edit contact").click()
    axe()
    page.get_by_label("Medical Director").check()
    page.get_by_label("Information Technology (IT) Contact (primary)").uncheck()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("main")).to_contain_text("Left with nobody")
    axe()
    page.get_by_role("button", name="Make these changes").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter a reason")
    axe()
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_label("Reason").fill("Changed places")
    page.get_by_role("button", name="Make these changes").click()
    expect(page.get_by_role("status").first).to_contain_text("up to date")
    axe()
    assert set(contact.held_types.active().values_list("type", flat=True)) == {"medical_director"}
    page.get_by_role("link", name="End access", exact=True).click()
    axe()
    page.get_by_label("Reason").fill("Left")
    page.get_by_role("button", name="End access").click()
    expect(page.get_by_role("status").first).to_contain_text("no longer a contact")


@pytest.mark.rule("A18")
def test_what_was_stated_of_one_is_asked_at_sign_in_and_ones_public_line_is_corrected(
    page: Page, acos: str, axe: Check, screen: Any, signed_in_as: SignIn, cast: Cast
) -> None:
    change_contact(
        acting_person=cast.exec,
        contact=Contact.objects.get(person=cast.other),
        codes=["other", "public", "medical_director", "financial"],
        title="",
        phone="",
        facts=EVERY_FACT,
    )
    signed_in_as(cast.other)
    page.goto(f"{acos}/contacts/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Statements about you")
    page.get_by_text("This is not so").first.click()
    axe()
    page.get_by_role("button", name="Confirm").last.click()
    page.get_by_text("This is not so").click()
    page.get_by_role("button", name="It is not so: end this contact type").click()
    expect(page.get_by_role("main")).to_contain_text("Nothing waits for your answer.")
    axe()
    page.get_by_role("link", name="Go on").click()
    page.get_by_role("link", name="Other, The").click()
    axe()
    page.get_by_role("link", name="Correct the phone and e-mail for the public").click()
    page.get_by_label("Phone for the public").fill("12")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("ten digits")
    axe()
    page.get_by_label("Phone for the public").fill("410 555 0199")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main")).to_contain_text("410-555-0199")


def test_contacts_are_found_by_keyboard(
    page: Page, acos: str, axe: Check, signed_in_as: SignIn, cast: Cast
) -> None:
    cast.it, cast.liaison  # noqa: B018 - made by naming them
    signed_in_as(cast.exec)
    page.goto(f"{acos}/contacts/")
    page.get_by_label("Search", exact=True).focus()
    page.keyboard.type("liaison")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Liaison, The")).to_be_visible()
    expect(page.get_by_role("link", name="It, The")).to_have_count(0)
    page.get_by_label("Search", exact=True).fill("nobody at all")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("No contacts match your search")
    axe()


def test_explanations(
    page: Page,
    live_server: Any,
    acos: str,
    axe: Check,
    screen: Any,
    signed_in_as: SignIn,
    cast: Cast,
) -> None:
    signed_in_as(cast.it)
    for path in (
        f"{acos}/what-i-can-do/",
        f"{live_server.url}/help/who-can-do-what/",
        f"{live_server.url}/help/contact-types/",
        f"{live_server.url}/knowledge-library/",
        f"{live_server.url}/my-acos/",
    ):
        page.goto(path)
        axe()
    page.goto(f"{acos}/contacts/add/")
    expect(page.get_by_role("main")).to_contain_text("You cannot do this")
    axe(allow=["status of 403"])


def test_a_name_of_eighty_letters_widens_no_page(
    page: Page, acos: str, axe: Check, screen: Any, signed_in_as: SignIn, cast: Cast
) -> None:
    Person.objects.filter(pk__in=[cast.exec.pk, cast.it.pk]).update(last_name="W" * 80)
    signed_in_as(cast.exec)
    for path in ("contacts/", f"contacts/{Contact.objects.get(person=cast.it).pk}/", "activity/"):
        page.goto(f"{acos}/{path}")
        axe()
