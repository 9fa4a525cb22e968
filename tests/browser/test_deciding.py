"""CMS staff work through the queue in a real browser: answers, the next item, letters."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from participants.changes.models import ChangeRequest
from participants.changes.rules import ChangeState
from participants.effects.actions.adjustments import record_adjustment
from participants.effects.models.adjustments import Adjustment
from participants.screening.models.findings import Finding
from participants.screening.rules import Reason
from participants.years.models import FeedbackCycle, PerformanceYear
from tests.cast import Cast, make_participant
from tests.participants.screening.screened import came_in

QUEUE = "/admin/participants_changes/changerequest/"


@pytest.fixture
def queue(cast: Cast) -> None:
    """Four screened requests of a cycle that closed yesterday; the second has an open finding."""
    today = timezone.localdate()
    year = PerformanceYear.objects.create(
        year=today.year + 1, certify_from=today, certify_by=today + timedelta(days=40)
    )
    cycle = FeedbackCycle.objects.create(
        performance_year=year,
        number=1,
        opens_on=today - timedelta(days=9),
        closes_on=today - timedelta(days=1),
        feedback_on=today,
    )
    names = ("Ash Clinic", "Birch Clinic", "Cedar Clinic", "Dogwood Clinic")
    for n, name in enumerate(names):
        tin = f"0012345{n:02}"
        came_in(cast.lakeside, cast.exec, tin, legal_business_name=name, cycle=cycle)
    ChangeRequest.objects.update(screened_at=timezone.now())
    birch = ChangeRequest.objects.get(legal_business_name="Birch Clinic")
    facts = {"deactivated_on": "2026-01-31"}
    Finding.objects.create(change=birch, reason=Reason.BAD_NPI, npi="2234567891", facts=facts)


@pytest.mark.rule("C3", "C5")
@pytest.mark.usefixtures("screen", "queue")
def test_staff_answer_one_by_one_and_in_bulk_and_send_the_letters(
    page: Page, live_server: Any, axe: Callable[..., None], cast: Cast, signed_in_as: Any
) -> None:
    signed_in_as(cast.cms_analyst)
    page.goto(f"{live_server.url}{QUEUE}")
    axe()
    page.get_by_role("link", name="Add a participant: Ash Clinic").click()
    expect(page.locator("#content h2").first).to_contain_text("Ash Clinic")
    axe()
    page.get_by_role("button", name="Approve").click()
    page.get_by_role("button", name="Approve change request").click()
    expect(page.locator("#content h2").first).to_contain_text("Birch Clinic")  # the next one
    expect(page.get_by_text("1 open finding stands in the way")).to_be_visible()
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)
    axe()
    page.get_by_role("button", name="Return with issues").click()
    page.get_by_role("button", name="Return change request with issues").click()
    expect(page.get_by_text("Enter a reason. The ACO will read it.").first).to_be_visible()
    axe()
    page.get_by_label("Why").fill("An NPI is deactivated.")
    page.get_by_role("button", name="Return change request with issues").click()
    expect(page.locator("#content h2").first).to_contain_text("Cedar Clinic")
    page.get_by_role("link", name="Back to the queue").click()
    expect(page.locator("input.action-select")).to_have_count(2)
    for box in page.locator("input.action-select").all():
        box.check()
    page.locator("select[name=action]").first.select_option("deny")
    page.get_by_role("button", name="Go", exact=True).click()
    page.get_by_label("Why").fill("Not enrolled.")
    page.get_by_role("button", name="Deny change requests").click()
    expect(page.get_by_text("0 change requests")).to_be_visible()
    axe()
    states = {one.legal_business_name[0]: one.state for one in ChangeRequest.objects.all()}
    assert states == {
        "A": ChangeState.APPROVED,
        "B": ChangeState.RETURNED,
        "C": ChangeState.DENIED,
        "D": ChangeState.DENIED,
    }
    page.goto(f"{live_server.url}/admin/participants_deciding/feedbackletter/")
    page.get_by_role("button", name="Look at them and send").click()
    expect(page.get_by_text("1 ACO gets a letter")).to_be_visible()
    axe()
    page.get_by_role("button", name="Send 1 letter").click()
    expect(page.get_by_text("1 letter was sent")).to_be_visible()
    axe()
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").click()
    text = PdfReader(Path(download.value.path())).pages[0].extract_text()
    assert "An NPI is deactivated." in text


@pytest.mark.rule("C9")
@pytest.mark.usefixtures("screen")
def test_an_adjustment_is_recorded_from_the_participants_page(
    page: Page, live_server: Any, axe: Callable[..., None], cast: Cast, signed_in_as: Any
) -> None:
    today = timezone.localdate()
    elm = make_participant(cast.lakeside, "Elm Clinic", since=today)
    signed_in_as(cast.cms_staff)
    page.goto(f"{live_server.url}/admin/participants_lists/participant/{elm.pk}/change/")
    page.get_by_role("link", name="Record an adjustment").click()
    expect(page.get_by_text("Elm Clinic").first).to_be_visible()
    page.get_by_label("Performance year").fill("2001")
    page.get_by_label("Reason").fill("A flood.")
    axe()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("neither joined nor left in 2001").first).to_be_visible()
    expect(page.get_by_label("Reason")).to_have_value("A flood.")
    axe()
    page.get_by_label("Performance year").fill(str(today.year))
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("A flood.")).to_be_visible()
    axe()


@pytest.mark.rule("C9")
@pytest.mark.usefixtures("screen")
def test_an_adjustment_is_withdrawn_and_the_participants_page_says_so(
    page: Page, live_server: Any, axe: Callable[..., None], cast: Cast, signed_in_as: Any
) -> None:
    today = timezone.localdate()
    elm = make_participant(cast.lakeside, "Elm Clinic", since=today)
    adjustment = Adjustment(participant=elm, performance_year=today.year, reason="A flood.")
    record_adjustment(acting_person=cast.cms_staff, adjustment=adjustment)
    address = f"{live_server.url}/acos/A9101/participants/{elm.pk}/"
    signed_in_as(cast.it)
    page.goto(address)
    expect(page.get_by_text("CMS's reason: A flood.")).to_be_visible()
    axe()
    signed_in_as(cast.cms_staff)
    page.goto(f"{live_server.url}/admin/participants_effects/adjustment/{adjustment.pk}/change/")
    page.get_by_role("link", name="Withdraw the adjustment").click()
    axe()
    page.get_by_label("Reason").fill("It was another clinic.")
    page.get_by_role("button", name="Withdraw", exact=True).click()
    expect(page.get_by_text("It is withdrawn.")).to_be_visible()
    axe()
    signed_in_as(cast.it)
    page.goto(address)
    expect(page.get_by_text("It was another clinic.")).to_be_visible()
    axe()
