"""An ACO's list, two lists compared and what a change affects, for CMS staff in a real browser."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast, make_participant

pytestmark = pytest.mark.usefixtures("screen")


@pytest.mark.rule("C1", "C9")
def test_cms_staff_go_from_an_aco_to_its_lists_and_effects(
    page: Page, live_server: Any, axe: Callable[..., None], cast: Cast, signed_in_as: Any
) -> None:
    cast.lakeside.agreement_start_date = date(2024, 1, 1)
    cast.lakeside.save()
    make_participant(cast.lakeside, "Elm Street Clinic", since=date(2024, 1, 1))
    signed_in_as(cast.cms_viewer)
    page.goto(f"{live_server.url}/admin/contacts/aco/{cast.lakeside.pk}/change/")
    page.get_by_role("link", name="Participant list").click()
    expect(page.get_by_role("link", name="Elm Street Clinic")).to_be_visible()
    axe()
    page.get_by_role("link", name="Compare two lists").click()
    axe()
    page.get_by_role("link", name="What a change affects").click()
    page.get_by_label("A participant leaves").check()
    page.get_by_label("On which day").fill("2026-12-01")
    page.get_by_role("button", name="Show what it affects").click()
    expect(page.locator("#found")).to_have_text("A participant leaves on December 1, 2026")
    axe()
