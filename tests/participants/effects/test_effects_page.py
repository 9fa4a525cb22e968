"""The page that says what a change of participants affects, and what CMS staff record for it."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
import time_machine
from django.utils import timezone

from acoms.access import Refused
from participants.certification.models import CertifiedList
from participants.changes.days import effective_day
from participants.changes.errors import ChangeError
from participants.effects.actions.adjustments import record_adjustment, record_interim_election
from participants.effects.models.adjustments import Adjustment, InterimElection
from participants.years.models import PerformanceYear
from tests.cast import Cast, make_aco, make_participant
from tests.participants.certification.certifying import certified_by
from tests.participants.changes.asked import draft, make_cycles

Asked = dict[str, str | int]

PAGE = "/acos/A9101/participants/effects/"


@pytest.fixture
def lakeside(cast: Cast) -> Cast:
    cast.lakeside.initial_start_date = date(2012, 4, 1)
    cast.lakeside.agreement_start_date = date(2024, 1, 1)
    cast.lakeside.save()
    return cast


@pytest.mark.rule("C6", "C9")
def test_a_contact_asks_what_a_leaver_affects(lakeside: Cast) -> None:
    browser = lakeside.browser("it")
    page = browser.get(PAGE, {"change": "leaves", "day": "2026-06-01"}).content.decode()
    assert "A participant leaves on June 1, 2026" in page
    assert "Counts until the end of 2026." in page
    assert "2021, 2022, 2023" in page
    assert "Interim" not in page
    assert "<svg" in page


@pytest.mark.rule("C8")
def test_the_page_says_who_is_eligible_for_pqrs_through_the_aco(lakeside: Cast) -> None:
    browser, day = lakeside.browser("it"), "2026-06-01"
    page = unescape(browser.get(PAGE, {"change": "joins", "day": day}).content.decode())
    assert "eligible through the ACO's reporting for 2027, and not for 2026" in page
    page = browser.get(PAGE, {"change": "leaves", "day": day}).content.decode()
    assert "still eligible for 2026 if the ACO satisfactorily reports the GPRO measures" in page
    never = make_participant(lakeside.lakeside, "Elm Clinic", since=date(2026, 3, 1))
    asked: Asked = {"change": "leaves", "day": day, "participant": never.pk}
    page = browser.get(PAGE, asked).content.decode()
    assert "Its professionals are not eligible through the ACO." in page


def test_the_question_stands_there_with_its_errors(lakeside: Cast) -> None:
    page = lakeside.browser("it").get(PAGE, {"change": "stays", "day": "soon"}).content.decode()
    assert "This is not a date. Enter one such as 12/31/2026." in page
    assert 'value="soon"' in page
    assert page.count("Correct 2 errors") == 1
    assert "<svg" not in page


def test_an_aco_without_agreement_is_told_what_is_missing(cast: Cast) -> None:
    assert "has not recorded when" in cast.browser("it").get(PAGE).content.decode()


@pytest.mark.rule("C9")
def test_an_adjustment_shows(lakeside: Cast) -> None:
    clinic = make_participant(lakeside.lakeside, "Elm Clinic", since=date(2026, 6, 1))
    record_adjustment(
        acting_person=lakeside.cms_staff,
        adjustment=Adjustment(
            participant=clinic, performance_year=2026, reason="Avoided patients at risk."
        ),
    )
    asked: Asked = {"change": "joins", "day": "2026-06-01", "participant": clinic.pk}
    page = lakeside.browser("it").get(PAGE, asked).content.decode()
    assert "Elm Clinic joins on June 1, 2026" in page
    assert "CMS recorded an adjustment of 2026" in page
    assert "Avoided patients at risk." in page
    assert "Counts for 2026 right away." in page


@pytest.mark.rule("C9", "C12")
def test_the_page_takes_from_the_lists_what_is_true_of_a_participant(lakeside: Cast) -> None:
    browser = lakeside.browser("it")
    make_participant(lakeside.lakeside, "Oak Clinic", since=date(2024, 1, 1))
    certified = certify_as_of(lakeside, 2026)
    assert certified.participants == 1
    birch = make_participant(lakeside.lakeside, "Birchwood", since=date(2026, 1, 1))
    asked: Asked = {"change": "leaves", "day": "2026-08-01", "participant": birch.pk}
    page = browser.get(PAGE, asked).content.decode()
    assert "The list certified for 2026 does not have it." in page
    assert "it was on that list" not in page
    page = browser.get(PAGE, {**asked, "change": "joins"}).content.decode()
    assert "Birchwood is on the list already: it joined on January 1, 2026" in unescape(page)
    assert 'id="found"' not in page
    page = browser.get(PAGE, {**asked, "day": "2025-06-01"}).content.decode()
    assert "it leaves after that day" in unescape(page)


@pytest.mark.rule("C6", "C9")
def test_a_tin_that_is_asked_for_waits_for_the_approval(lakeside: Cast) -> None:
    change = draft(lakeside.lakeside, lakeside.exec)
    day = effective_day(change)
    asked: Asked = {
        "change": "joins",
        "day": day.isoformat(),
        "participant": f"request-{change.pk}",
    }
    page = lakeside.browser("it").get(PAGE, asked).content.decode()
    assert "Pine Street Clinic joins on January 1," in page
    assert "CMS's approval" in unescape(page)
    assert "CMS has not approved it." in page
    early = {**asked, "day": (day - timedelta(days=200)).isoformat()}
    assert "at the earliest" in lakeside.browser("it").get(PAGE, early).content.decode()


def certify_as_of(lakeside: Cast, year: int) -> CertifiedList:
    """The list certified for a year, as it stands now."""
    make_cycles(year)
    with time_machine.travel(datetime(year - 1, 12, 10, 17, tzinfo=UTC), tick=False):
        performance_year = PerformanceYear.objects.get(pk=year)
        return certified_by(lakeside.signer, lakeside.lakeside, performance_year)


def test_another_acos_participant_cannot_be_asked_about(lakeside: Cast) -> None:
    other = make_participant(make_aco("A9102", "Other ACO"), "Oak Clinic")
    asked: Asked = {"change": "joins", "day": "2026-06-01", "participant": other.pk}
    assert "Oak Clinic" not in lakeside.browser("it").get(PAGE, asked).content.decode()


@pytest.mark.rule("C9")
def test_cms_administrators_record_with_a_reason_and_only_what_happened(lakeside: Cast) -> None:
    clinic = make_participant(lakeside.lakeside, "Elm Clinic", since=date(2026, 6, 1))

    def adjustment(year: int = 2026, reason: str = "Unusual.") -> Adjustment:
        return Adjustment(participant=clinic, performance_year=year, reason=reason)

    with pytest.raises(Refused):
        record_adjustment(acting_person=lakeside.cms_analyst, adjustment=adjustment())
    with pytest.raises(ChangeError, match="neither joined nor left"):
        record_adjustment(acting_person=lakeside.cms_staff, adjustment=adjustment(2025))
    with pytest.raises(ChangeError, match="unusual"):
        record_adjustment(acting_person=lakeside.cms_staff, adjustment=adjustment(reason=" "))
    record_adjustment(acting_person=lakeside.cms_staff, adjustment=adjustment())
    with pytest.raises(ChangeError, match="stands already"):
        record_adjustment(acting_person=lakeside.cms_staff, adjustment=adjustment())


@pytest.mark.rule("C9")
def test_the_interim_reconciliation_is_for_acos_of_2012(lakeside: Cast) -> None:
    election = InterimElection(aco=lakeside.lakeside)
    record_interim_election(acting_person=lakeside.cms_staff, election=election)
    browser = lakeside.browser("it")
    later = browser.get(PAGE, {"change": "leaves", "day": "2026-06-01"})
    assert "Interim" not in later.content.decode(), "it was of the agreement that began in 2012"
    then = browser.get(PAGE, {"change": "leaves", "day": "2012-06-01"})
    assert "Interim financial reconciliation" in then.content.decode()
    lakeside.lakeside.initial_start_date = timezone.localdate()
    with pytest.raises(ChangeError, match="2012"):
        record_interim_election(
            acting_person=lakeside.cms_staff, election=InterimElection(aco=lakeside.lakeside)
        )


@pytest.mark.rule("C6", "C12")
def test_a_request_and_a_participant_lead_here_with_it_filled_in(lakeside: Cast) -> None:
    browser = lakeside.browser("exec")
    change = draft(lakeside.lakeside, lakeside.exec)
    page = browser.get(f"/acos/A9101/change-requests/{change.pk}/").content.decode()
    (link,) = re.findall(r'href="(/acos/A9101/participants/effects/[^"]+)"', unescape(page))
    assert "Pine Street Clinic joins on January 1," in browser.get(link).content.decode()
    elm = make_participant(lakeside.lakeside, "Elm Clinic", since=date(2024, 1, 1))
    page = browser.get(f"/acos/A9101/participants/{elm.pk}/").content.decode()
    (link,) = re.findall(r'href="(/acos/A9101/participants/effects/\?[^"]+)"', unescape(page))
    assert "Elm Clinic leaves on" in browser.get(link).content.decode()


def test_a_participants_page_offers_its_changes_to_those_who_may_make_them(lakeside: Cast) -> None:
    elm = make_participant(lakeside.lakeside, "Elm Clinic", since=date(2024, 1, 1))
    address = f"/acos/A9101/participants/{elm.pk}/"
    page = lakeside.browser("exec").get(address).content.decode()
    for kind in ("remove-participant", "add-providers", "remove-providers"):
        link = f"/acos/A9101/change-requests/start/{kind}/?participant={elm.pk}"
        assert link in page
        form = lakeside.browser("exec").get(link).content.decode()
        assert f'<option value="{elm.pk}" selected>' in form
    assert "remove-participant" not in lakeside.browser("it").get(address).content.decode()
    elm.effective_until = date(2025, 1, 1)
    elm.save()
    assert "remove-participant" not in lakeside.browser("exec").get(address).content.decode()
