"""The Django admin under the same strict Content-Security-Policy as the pages, and with axe."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, SMALLEST
from tests.cast import Cast
from tests.test_admin_pages import make_everything

Axe = Callable[..., None]
INDEX = "/admin/"
ACOS = "/admin/contacts/aco/"
LISTS = "#content .all-lists th a"
FORMS = "#content .object-tools a"
WCAG_22 = ["target-size"]  # which axe-core leaves out
FIRST_ROW = "#result_list tbody tr:first-child th a"


@pytest.mark.rule("A20")
def test_the_admin_breaks_no_policy_and_names_the_helpdesk(
    page: Page, live_server: Any, axe: Axe, cast: Cast, signed_in_as: Any
) -> None:
    """Its first page, and of ACOs the list, the forms, a record and its history."""
    begin(page, live_server, cast, signed_in_as)
    expect(page.locator("header").get_by_text("1-888-734-6433")).to_be_visible()
    assert ACOS in ways(page, LISTS)
    wrong = [one for path in (INDEX, *pages_of(page, ACOS)) for one in look(page, axe, path)]
    assert not wrong, "\n\n".join(wrong)


@pytest.mark.long
def test_every_page_of_the_admin_is_sound(
    page: Page, live_server: Any, axe: Axe, cast: Cast, signed_in_as: Any
) -> None:
    """Every list, and what leads on from it: its forms, the first record, its history, and what is
    done there; light and dark, on a desktop and two phones."""
    make_everything(cast)
    begin(page, live_server, cast, signed_in_as)
    lists = ways(page, LISTS)
    assert len(lists) > 50
    pages = [INDEX, *(path for each in lists for path in pages_of(page, each))]
    wrong = [one for path in dict.fromkeys(pages) for one in look(page, axe, path, dark=True)]
    assert not wrong, "\n\n".join(wrong)


def begin(page: Page, live_server: Any, cast: Cast, signed_in_as: Any) -> None:
    cast.cms_staff.is_superuser = True
    cast.cms_staff.save()
    assert cast.liaison, "the lists have rows"
    signed_in_as(cast.cms_staff)
    page.set_viewport_size(DESKTOP)
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{live_server.url}{INDEX}")


def pages_of(page: Page, path: str) -> Iterator[str]:
    """A list and what leads on from it: its forms, its first record and what is done there."""
    yield path
    page.goto(urljoin(page.url, path))
    yield from ways(page, FORMS)
    for record in ways(page, FIRST_ROW):
        yield record
        page.goto(urljoin(page.url, record))
        yield from ways(page, FORMS)


def ways(page: Page, selector: str) -> list[str]:
    found = [link.get_attribute("href") or "" for link in page.locator(selector).all()]
    paths = [urljoin(page.url, href).partition("//")[2].partition("/")[2] for href in found]
    return [f"/{path}" for path in paths if "export" not in path and "download" not in path]


def look(page: Page, axe: Axe, path: str, *, dark: bool = False) -> Iterator[str]:
    """What is wrong with a page."""
    page.emulate_media(color_scheme="light")
    page.goto(urljoin(page.url, path))
    try:
        axe(also=(PHONE, SMALLEST), more_rules=WCAG_22)
        if dark:
            page.emulate_media(color_scheme="dark")
            axe(also=())
    except AssertionError as wrong:
        yield str(wrong)
