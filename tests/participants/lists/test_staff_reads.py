"""What CMS staff read of an ACO's lists in the admin, and the ways from findings to requests."""

from datetime import date

import pytest

from participants.changes.models import ChangeRequest
from participants.changes.rules import ChangeKind
from participants.screening.models.findings import Finding
from tests.cast import Cast, make_participant
from tests.participants.changes.asked import NPI, draft, submit
from tests.participants.screening.screened import came_in


@pytest.fixture
def lakeside(cast: Cast) -> Cast:
    cast.lakeside.agreement_start_date = date(2024, 1, 1)
    cast.lakeside.save()
    make_participant(cast.lakeside, "Elm Clinic", tin="001234567", since=date(2024, 1, 1))
    make_participant(cast.lakeside, "Oak Clinic", since=date(2024, 1, 1), until=date(2026, 1, 1))
    return cast


@pytest.mark.rule("C1")
def test_cms_staff_read_an_acos_list_as_of_any_day(lakeside: Cast) -> None:
    staff = lakeside.browser("cms_viewer")
    start = staff.get(f"/admin/contacts/aco/{lakeside.lakeside.pk}/change/").content.decode()
    page = f"/admin/participants_lists/participant/of-aco/{lakeside.lakeside.pk}/"
    assert page in start
    assert "Oak Clinic" not in staff.get(page).content.decode()
    then = staff.get(page, {"on": "2025-06-01"}).content.decode()
    assert "Oak Clinic" in then
    assert "001234567" not in then
    assert staff.get("/admin/participants_lists/participant/of-aco/999999/").status_code == 404
    assert lakeside.browser("exec").get(page).status_code == 404


@pytest.mark.rule("C1", "C10")
def test_cms_staff_compare_two_lists_and_ask_what_a_change_affects(lakeside: Cast) -> None:
    staff = lakeside.browser("cms_viewer")
    page = f"/admin/participants_lists/participant/of-aco/{lakeside.lakeside.pk}/"
    asked = {"before": "day", "before_on": "2025-06-01", "after": "day", "after_on": "2026-06-01"}
    compared = staff.get(f"{page}differences/", asked).content.decode()
    assert "0 participants joined, 1 left" in compared
    assert "Oak Clinic" in compared
    asked = {"change": "leaves", "day": "2026-06-01"}
    assert "Counts until the end of 2026." in staff.get(f"{page}effects/", asked).content.decode()
    for each in ("differences/", "effects/"):
        assert lakeside.browser("exec").get(f"{page}{each}").status_code == 404


@pytest.mark.rule("C5")
def test_a_finding_leads_to_its_request_and_a_waiver_back_to_it(lakeside: Cast) -> None:
    change = came_in(lakeside.lakeside, lakeside.exec, "002100001")
    finding = Finding.objects.create(
        change=change, reason="bad_npi", npi=NPI, facts={"invalid": True}
    )
    staff = lakeside.browser("cms_staff")
    request = f"/admin/participants_changes/changerequest/{change.pk}/change/"
    page = staff.get(f"/admin/participants_screening/finding/{finding.pk}/change/").content.decode()
    assert f'href="{request}"' in page
    assert f'href="/admin/contacts/aco/{lakeside.lakeside.pk}/change/"' in page
    answer = staff.post(
        "/admin/participants_screening/finding/",
        {"action": "waive", "_selected_action": finding.pk, "apply": "1", "reason": "Known."},
    )
    assert (answer.status_code, answer["Location"]) == (302, request)


@pytest.mark.rule("C4")
def test_late_notices_are_filtered(lakeside: Cast) -> None:
    fir = make_participant(lakeside.lakeside, "Fir Clinic", since=date(2024, 1, 1))
    ash = make_participant(lakeside.lakeside, "Ash", since=date(2024, 1, 1))
    kind = ChangeKind.REMOVE_PARTICIPANT
    for participant, days in ((fir, 31), (ash, 30)):
        change = draft(lakeside.lakeside, lakeside.exec, kind, participant=participant, days=days)
        submit(lakeside.exec, change)
    assert ChangeRequest.objects.count() == 2
    staff = lakeside.browser("cms_viewer")
    queue = "/admin/participants_changes/changerequest/?state=all"
    late = staff.get(f"{queue}&notice=late").content.decode()
    assert "Fir Clinic" in late
    assert "Ash" not in late
    in_time = staff.get(f"{queue}&notice=in_time").content.decode()
    assert "Fir Clinic" not in in_time
    assert "Ash" in in_time
