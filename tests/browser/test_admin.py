"""The Django admin under the same strict Content-Security-Policy as the pages."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast

# What CMS staff work with; what libraries put into the admin is not theirs.
ROOMS = ("accounts", "contacts", "invitations", "notifications")

# Django heads the columns of an inline's row titles and delete boxes with nothing.
DJANGOS_OWN = ["empty-table-header"]

pytestmark = pytest.mark.usefixtures("screen")


@pytest.mark.rule("A20")
def test_the_admin_breaks_no_policy_and_names_the_helpdesk(
    page: Page, live_server: Any, axe: Callable[..., None], cast: Cast, signed_in_as: Any
) -> None:
    """Its index, and every list, first row and form that it offers to CMS staff."""
    cast.cms_staff.is_superuser = True
    cast.cms_staff.save()
    assert cast.liaison, "the lists have rows"
    signed_in_as(cast.cms_staff)
    page.goto(f"{live_server.url}/admin/")
    expect(page.locator("header").get_by_text("1-888-734-6433")).to_be_visible()
    axe()
    lists = {link.get_attribute("href") or "" for link in page.locator("#content th a").all()}
    assert "/admin/contacts/aco/" in lists
    for path in sorted(path for path in lists if path.split("/")[2] in ROOMS):
        page.goto(live_server.url + path)
        axe()
        for more in ("#content .addlink", "#result_list tbody th a"):
            if address := hrefs(page, more):
                page.goto(live_server.url + address[0])
                axe(skip_rules=DJANGOS_OWN)
                page.go_back()


def hrefs(page: Page, selector: str) -> list[str]:
    return [link.get_attribute("href") or "" for link in page.locator(selector).all()]
