"""People who need pages differently: another language, dark, more contrast, less motion; and what
a second accessibility engine says."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from tests.browser.second_engine import violations
from tests.cast import Cast

Axe = Callable[..., None]
SignedInAs = Callable[..., None]

# Some of each kind: a form, words, the shell with its menu, a list, a page of an ACO.
OF_VISITORS = ("/account/sign-in/", "/account/register/", "/help/")
OF_CONTACTS = ("/dashboard/", "/acos/A9101/contacts/", "/acos/A9101/contacts/add/")
MORE_OF_CONTACTS = (
    "/account/",
    "/notifications/",
    "/knowledge-library/",
    "/acos/A9101/",
    "/acos/A9101/activity/",
    "/acos/A9101/participants/",
    "/acos/A9101/change-requests/",
    "/manage-access/",
)


def test_a_visitor_reads_spanish_from_the_banner_on(page: Page, live_server: Any, axe: Axe) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/account/sign-in/")
    page.get_by_role("button", name="Español").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Iniciar sesión")
    assert page.locator("html").get_attribute("lang") == "es"
    axe()
    page.get_by_role("button", name="Iniciar sesión").click()
    expect(page.get_by_role("alert")).to_contain_text("Corrija 3 errores")
    axe()
    page.get_by_role("link", name="¿Olvidó su contraseña?").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Elija una nueva contraseña")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Choose a new password")


def test_dark_and_more_contrast_by_the_systems_setting(
    page: Page, live_server: Any, axe: Axe, cast: Cast, signed_in_as: SignedInAs
) -> None:
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.goto(f"{live_server.url}/account/sign-in/")
    axe()
    signed_in_as(cast.exec)
    page.goto(f"{live_server.url}/acos/A9101/contacts/")
    background = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(background) == "rgb(20, 23, 26)"
    axe()
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme, contrast="more")
        page.goto(f"{live_server.url}/dashboard/")
        axe()


def look(page: Page, url: str, path: str) -> list[str]:
    page.goto(f"{url}{path}")
    return [f"{path}: {one}" for one in violations(page)]


def test_a_second_engine_finds_nothing_either(
    page: Page, live_server: Any, cast: Cast, signed_in_as: SignedInAs
) -> None:
    found = [one for path in OF_VISITORS for one in look(page, live_server.url, path)]
    signed_in_as(cast.exec)
    found += [one for path in OF_CONTACTS for one in look(page, live_server.url, path)]
    assert not found, "\n".join(found)


@pytest.mark.long
def test_a_second_engine_finds_nothing_on_more_pages(
    page: Page, live_server: Any, cast: Cast, signed_in_as: SignedInAs
) -> None:
    signed_in_as(cast.exec)
    found = [one for path in MORE_OF_CONTACTS for one in look(page, live_server.url, path)]
    page.emulate_media(color_scheme="dark")
    found += [one for path in OF_CONTACTS for one in look(page, live_server.url, path)]
    assert not found, "\n".join(found)
