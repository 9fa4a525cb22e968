"""What a change of participants affects, in a real browser."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast, make_participant

pytestmark = pytest.mark.usefixtures("screen")


@pytest.mark.rule("C6", "C9")
def test_a_contact_asks_what_a_leaver_affects(
    page: Page, live_server: Any, axe: Callable[..., None], cast: Cast, signed_in_as: Any
) -> None:
    cast.lakeside.agreement_start_date = date(2024, 1, 1)
    cast.lakeside.save()
    elm = make_participant(cast.lakeside, "Elm Street Clinic")
    signed_in_as(cast.it)
    page.goto(f"{live_server.url}/acos/A9101/participants/")
    page.get_by_role("link", name="What a change affects").click()
    axe()
    page.get_by_label("A participant leaves").check()
    page.get_by_label("On which day").fill("2026-06-01")
    page.get_by_role("combobox", name="Participant").select_option(
        label=f"{elm}, TIN {elm.masked_tin}"
    )
    page.get_by_role("button", name="Show what it affects").click()
    expect(page.locator("#found")).to_have_text("Elm Street Clinic leaves on June 1, 2026")
    axe()
    picture = page.locator(".timeline")
    assert picture.evaluate("it => it.scrollWidth <= it.clientWidth")
    picture.scroll_into_view_if_needed()
    expect(picture.locator("svg.timeline__years text").last).to_be_in_viewport()
