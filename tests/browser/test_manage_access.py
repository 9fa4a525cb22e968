"""Manage Access in a real browser: from the empty page to an answered request, at two widths."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from qpp_roles.roles.actions.staffing import end_role
from tests.cast import Cast, make_contact, make_organization, make_person
from tests.qpp_roles.roles.in_roles import OFFICIAL, ElmStreet, ask, hold

Axe = Callable[..., None]


@pytest.fixture
def elm(cast: Cast) -> ElmStreet:
    """Elm Street, whose Security Official is in an ACO and in a registry too."""
    elm = ElmStreet()
    hold(elm.official, make_organization("qcdr", "Heart QCDR"), OFFICIAL)
    elm.ask()
    ask(make_person("otto"), elm.practice, OFFICIAL)
    return elm


def answer_both(page: Page, axe: Axe) -> None:
    """Approve one request, deny the other, and see what has become of them."""
    expect(page.get_by_role("link", name="Practices (1)")).to_have_attribute("aria-current", "page")
    page.get_by_text("What it lets you do").click()
    expect(page.get_by_text("Request a targeted review")).to_be_visible()
    axe()
    page.get_by_role("link", name="Registries (1)").click()
    expect(page.get_by_role("link", name="Heart QCDR")).to_be_visible()
    page.get_by_role("link", name="Practices (1)").click()
    page.get_by_role("link", name="2 pending").click()
    expect(page.locator("main")).to_contain_text("Waiting for your answer (2)")
    axe()
    page.get_by_role("link", name="Approve Ann Asker").click()
    axe()
    page.get_by_role("button", name="Approve the request").click()
    expect(page.get_by_role("status")).to_contain_text("Ann Asker is Staff User now.")
    page.get_by_role("link", name="Deny Otto Person").click()
    page.get_by_role("button", name="Deny the request").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter a reason")
    axe()
    page.get_by_label("Reason").fill("Not with us")
    page.get_by_role("button", name="Deny the request").click()
    expect(page.locator("main")).to_contain_text("No request waits.")
    page.get_by_role("link", name="All requests and past decisions").click()
    expect(page.locator("main")).to_contain_text("Not with us")
    axe()


@pytest.mark.usefixtures("screen")
@pytest.mark.rule("D5", "D7")
def test_a_security_official_answers_requests(
    page: Page, live_server: Any, axe: Axe, signed_in_as: Any, elm: ElmStreet
) -> None:
    signed_in_as(elm.official)
    page.goto(f"{live_server.url}/manage-access/")
    answer_both(page, axe)
    page.goto(f"{live_server.url}{elm.url}what-i-can-do/")
    expect(page.locator("main")).to_contain_text("You can also, as Security Official")
    axe()


def test_without_javascript_it_goes_the_same_way(
    browser: Browser, page: Page, live_server: Any, signed_in_as: Any, elm: ElmStreet
) -> None:
    signed_in_as(elm.official)
    context = browser.new_context(
        java_script_enabled=False, storage_state=page.context.storage_state()
    )
    try:
        shown = context.new_page()
        shown.goto(f"{live_server.url}/manage-access/")
        answer_both(shown, lambda: None)
    finally:
        context.close()


@pytest.mark.usefixtures("screen")
def test_a_requester_and_a_new_person(
    page: Page, live_server: Any, axe: Axe, signed_in_as: Any, elm: ElmStreet, cast: Cast
) -> None:
    signed_in_as(cast.outsider)
    page.goto(f"{live_server.url}/manage-access/")
    expect(page.locator("main")).to_contain_text("You are not connected to an organization yet.")
    axe()
    signed_in_as(elm.asker)
    page.goto(f"{live_server.url}/manage-access/")
    axe()
    page.get_by_role("link", name="Withdraw the request to Elm Street").click()
    axe()
    page.get_by_role("button", name="Withdraw the request").click()
    expect(page.get_by_role("status")).to_contain_text("Your request is withdrawn.")
    page.get_by_role("link", name="All your requests").click()
    axe()


@pytest.mark.usefixtures("screen")
@pytest.mark.rule("A13", "B1")
def test_an_acos_roles_and_a_request_that_nobody_can_answer(
    page: Page, live_server: Any, axe: Axe, signed_in_as: Any, elm: ElmStreet, cast: Cast
) -> None:
    ask(elm.asker, cast.lakeside)
    make_contact(cast.lakeside, elm.asker, ["qpp_staff_user"])
    signed_in_as(cast.security_official)
    page.goto(f"{live_server.url}/manage-access/")
    page.get_by_role("link", name="Lakeside Care Partners ACO", exact=True).click()
    expect(page.locator("main")).to_contain_text("Waiting for your answer (1)")
    expect(page.locator("tr", has_text="Asker, Ann")).to_contain_text("Staff User")
    axe()
    end_role(acting_person=cast.cms_staff, held=elm.held, reason="Left in May")
    signed_in_as(elm.asker)
    page.goto(f"{live_server.url}/manage-access/")
    page.get_by_role("link", name="What to do about the request to Elm Street").click()
    expect(page.locator("main")).to_contain_text("Nobody there can answer it now")
    axe()


@pytest.mark.rule("D9")
def test_qpp_staff_end_a_role(
    page: Page, live_server: Any, axe: Axe, signed_in_as: Any, elm: ElmStreet, cast: Cast
) -> None:
    signed_in_as(cast.cms_staff)
    page.goto(f"{live_server.url}/admin/qpp_roles_roles/heldrole/")
    axe()
    page.goto(f"{live_server.url}/admin/qpp_roles_roles/heldrole/{elm.held.pk}/end/")
    expect(page.locator("#content-main")).to_contain_text("left without a Security Official")
    axe()
    page.get_by_label("Reason").fill("Left in May")
    page.get_by_role("button", name="End this role").click()
    expect(page.locator("#content-main, .messagelist").first).to_contain_text("is told")
    page.goto(f"{live_server.url}/admin/qpp_roles_roles/rolerequest/?state=nobody")
    expect(page.locator("#result_list")).to_contain_text("Ann Asker")
    axe()


@pytest.mark.usefixtures("screen")
@pytest.mark.rule("D9")
def test_roles_are_ended_and_given_up(
    page: Page, live_server: Any, axe: Axe, signed_in_as: Any, elm: ElmStreet
) -> None:
    signed_in_as(elm.official)
    page.goto(live_server.url + elm.url)
    page.get_by_role("link", name="End role of Sam Staff").click()
    page.get_by_role("button", name="End the role").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter a reason")
    axe()
    page.get_by_label("Reason").fill("Left in May")
    page.get_by_role("button", name="End the role").click()
    expect(page.get_by_role("status")).to_contain_text("Sam Staff has no role here any more.")
    page.get_by_role("link", name="Give up my role").click()
    expect(page.locator("main")).to_contain_text("Name another one first")
    axe()
    hold(elm.staff_user, elm.practice, OFFICIAL)
    page.reload()
    axe()
    page.get_by_role("button", name="Give up my role").click()
    expect(page.get_by_role("status")).to_contain_text("You are no longer Security Official")
