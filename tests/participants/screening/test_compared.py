"""A screening says with which lists it compared, of what day, and what it could not (rule C5)."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from acoms.programme.clock import day_in_words
from participants.screening.compared import compared_in_words, run_of
from participants.screening.models.lists import ListKind, SanctionWaiver
from participants.screening.rules import Reason
from tests.cast import Cast, make_participant
from tests.participants.screening.screened import came_in, load, npi, screen, standing

pytestmark = pytest.mark.rule("C5")


def test_the_run_and_the_request_say_what_was_compared(cast: Cast) -> None:
    load(ListKind.DEACTIVATED_NPIS, f"npi,deactivation_date\n{npi(200_000_001)},2026-01-05\n")
    make_participant(cast.lakeside, "Of CMS's list", tin="")
    make_participant(cast.lakeside)
    change = came_in(cast.lakeside, cast.exec, "001234567")
    run = screen()
    said = compared_in_words(run)
    today = day_in_words(timezone.now())
    assert f"Screened on {today}." in said
    assert f"Deactivated NPIs (1 row, loaded {today})" in said
    assert "Not loaded, so nothing of them could be found: sanctions and exclusions" in said
    assert "1 participant has no TIN on record" in said
    load(ListKind.SANCTIONS, "tin,npi,reason,from\n001234568,,1128(b)(7),2026-01-01\n")
    run.refresh_from_db()
    assert compared_in_words(run) == said, "as it was then"
    change.refresh_from_db()
    assert run_of(change) == run
    page = cast.browser("exec").get(reverse("change_request", args=["A9101", change.pk]))
    assert "Nothing was found." in page.content.decode()
    assert "Not loaded" in page.content.decode()
    staff = cast.browser("cms_staff")
    for name, key in (("changes_changerequest", change.pk), ("screening_screeningrun", run.pk)):
        url = reverse(f"admin:participants_{name}_change", args=[key])
        assert "Not loaded" in staff.get(url).content.decode()


def test_a_later_screening_counts_for_a_request_until_it_is_decided(cast: Cast) -> None:
    change = came_in(cast.lakeside, cast.exec, "001234567")
    assert run_of(change) is None
    first = screen()
    second = screen()
    change.refresh_from_db()
    assert run_of(change) == second
    change.decided_at = first.ended_at
    assert run_of(change) == first


def test_the_demo_shows_findings_and_a_waiver(db: None) -> None:
    call_command("demo", stdout=StringIO())
    assert {reason for _, reason, _ in standing()} == {
        Reason.ORG_MED_SANCTIONS,
        Reason.BAD_NPI,
        Reason.OVERLAP_INITIATIVE,
    }
    assert SanctionWaiver.objects.exists()


def test_a_listed_participant_shows_what_was_found_to_its_aco(cast: Cast) -> None:
    elm = make_participant(cast.lakeside, tin="001234567", providers=[npi(200_000_001)])
    load(ListKind.DEACTIVATED_NPIS, f"npi,deactivation_date\n{npi(200_000_001)},2026-01-05\n")
    url = reverse("participant", args=["A9101", elm.pk])
    assert "What screening found" not in cast.browser("it").get(url).content.decode()
    screen()
    page = cast.browser("it").get(url).content.decode()
    assert "What screening found" in page
    assert "has been deactivated since January 5, 2026" in page
    assert "or remove the provider/supplier." in page
    assert "take it off the request" not in page
