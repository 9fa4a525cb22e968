"""The ACO's activity tells of its change requests in sentences (rules C3, E3, E5)."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from participants.changes.actions.requests import withdraw_change
from participants.changes.rules import ChangeKind
from participants.data_sharing.models import DataSharingFile
from participants.deciding.models import FeedbackLetter
from participants.years.models import FeedbackCycle, PerformanceYear
from tests.cast import Cast, make_participant
from tests.participants.changes.asked import NPI, TIN, complete, draft, submit


@pytest.mark.rule("C3", "E3", "E5")
def test_who_did_what_to_a_change_request_is_told_without_its_tin(
    cast: Cast, settings: Any, tmp_path: Any
) -> None:
    settings.FILES_ROOT = tmp_path
    elm = make_participant(cast.lakeside, providers=[NPI])
    addition = complete(draft(cast.lakeside, cast.liaison), cast.liaison)
    removal = draft(cast.lakeside, cast.exec, ChangeKind.REMOVE_PARTICIPANT, participant=elm)
    submit(cast.exec, addition, removal)
    withdraw_change(acting_person=cast.liaison, change=addition)
    page = cast.browser("exec").get("/acos/A9101/activity/").content.decode()
    for sentence in (
        "The Liaison drafted the addition of Pine Street Clinic",
        "The Exec submitted the addition of Pine Street Clinic to CMS",
        "The Exec submitted the removal of Elm Street Family Practice to CMS, from ",
        "The Liaison withdrew the addition of Pine Street Clinic",
        "The Exec took Elm Street Family Practice off the participant list",
    ):
        assert sentence in page
    assert TIN not in page
    assert elm.tin not in page
    assert "gAAAA" not in page, "nor its cipher"


@pytest.mark.rule("C2", "C5", "C7", "E3")
def test_what_is_a_table_in_the_history_breaks_no_page(cast: Cast) -> None:
    """A letter's lines and a file's summary are JSON there, for which the activity has no cell."""
    day = date(2026, 9, 1)
    cycle = FeedbackCycle.objects.create(
        performance_year=PerformanceYear.objects.create(
            year=2027, certify_from=day, certify_by=day
        ),
        number=1,
        opens_on=day,
        closes_on=day,
        feedback_on=day,
    )
    FeedbackLetter.objects.create(
        aco=cast.lakeside, cycle=cycle, sent_by=cast.cms_staff, lines=[{"outcome": "approved"}]
    )
    file = DataSharingFile.objects.create(
        aco=cast.lakeside,
        uploaded_by=cast.exec,
        source="dates.csv",
        today=day,
        size=1,
        delete_on=day,
    )
    DataSharingFile.objects.filter(pk=file.pk).update(
        summary={"yes": {"new": 1}}, bad_lines=[[3, "No date"]], deleted_at=timezone.now()
    )
    for who, url in (
        ("exec", "/acos/A9101/activity/"),
        ("exec", "/acos/A9101/activity/activity.csv"),
        ("cms_staff", "/admin/activity/activity/"),
    ):
        answer = cast.browser(who).get(url)
        assert answer.status_code == 200
        page = (b"".join(answer) if answer.streaming else answer.content).decode()
        for sentence in (
            "sent a feedback letter",
            "uploaded the beneficiary data sharing file dates.csv",
            "deleted the beneficiary data sharing file dates.csv",
        ):
            assert sentence in page
