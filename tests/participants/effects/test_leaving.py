"""What an ACO is told when a participant has left: what stops, what may go on, who acts (C6)."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from contacts.models import Aco
from notifications.actions.relay import _rendered as _messages
from notifications.models import Notification
from participants.changes.models import ChangeRequest
from participants.changes.rules import ChangeKind
from participants.data_sharing.due import request_files_to_revise
from participants.data_sharing.models import DataSharingFile
from participants.effects.leaving import what_leaving_brings
from participants.effects.rules import Standing
from participants.lists.models import Participant
from participants.years.agreement import CALENDAR_YEARS
from participants.years.models import PerformanceYear
from tests.cast import Cast, make_participant
from tests.participants.certification.certifying import certified_by
from tests.participants.changes.asked import days_ago, draft, make_cycles, submit

pytestmark = pytest.mark.rule("C6")
DAYS = st.dates(date(2013, 1, 1), date(2035, 12, 31))


@pytest.fixture
def elm(cast: Cast) -> Participant:
    return make_participant(cast.lakeside)


def leave(cast: Cast, elm: Participant) -> ChangeRequest:
    cast.dua_requestor, cast.it  # noqa: B018 - who is told
    change = draft(cast.lakeside, cast.exec, ChangeKind.REMOVE_PARTICIPANT, participant=elm)
    (submitted,) = submit(cast.exec, change)
    return submitted


@given(joined=DAYS, left=DAYS)
@pytest.mark.rule("C7", "C9", "C12")
def test_what_stops_and_what_goes_on_follows_from_the_days(joined: date, left: date) -> None:
    found = what_leaving_brings(left, CALENDAR_YEARS, Standing("Elm Clinic", joined))
    if left <= joined:
        assert not found.stops
        assert not found.goes_on
        return
    assert "signs" in found.stops[0]
    assert "says N" in found.stops[1]
    was_on_the_list = joined <= date(left.year, 1, 1) < left
    still = joined <= date(left.year - 1, 1, 1) or was_on_the_list
    assert ("counts until the end of" in found.counts) == still
    assert (f"until the end of {left.year}." in found.counts) == was_on_the_list
    assert ("never counted" in found.counts) == (not still)


def test_administrators_read_it_in_the_mail_with_the_name_of_who_acts(
    cast: Cast, elm: Participant
) -> None:
    leave(cast, elm)
    rows = Notification.objects.filter(kind__in=["changes_submitted", "participant_left"])
    letters = {row: letter for row, letter in _messages(rows) if letter is not None}
    assert {row.person for row in letters} >= {cast.exec, cast.dua_requestor}
    for letter in letters.values():
        for body in (letter.body, str(letter.alternatives[0][0])):
            assert "takes down the signs" in body
            assert "may still be asked for" in body
            assert cast.dua_requestor.full_name in body
            assert "/participants/effects/?change=leaves" in body


def test_who_makes_the_request_file_is_told_and_reads_it_on_the_dashboard_until_it_is_made(
    cast: Cast, elm: Participant
) -> None:
    leave(cast, elm)
    told = Notification.objects.get(kind="participant_left", person=cast.dua_requestor)
    assert "has to be revised" in told.text
    assert not Notification.objects.filter(kind="participant_left", person=cast.exec).exists()
    page = cast.browser("dua_requestor").get(reverse("dashboard")).content.decode()
    assert f"{elm} left Lakeside" in page
    assert reverse("data_sharing", args=["A9101"]) in page
    exec_page = cast.browser("exec").get(reverse("dashboard")).content.decode()
    assert reverse("data_sharing", args=["A9101"]) not in exec_page, "who may not make it"
    DataSharingFile.objects.create(
        aco=cast.lakeside,
        source="services.csv",
        today=timezone.localdate(),
        size=1,
        uploaded_by=cast.dua_requestor,
        delete_on=timezone.localdate(),
    )
    assert not list(request_files_to_revise([cast.lakeside]))


def test_nobody_is_bothered_with_who_never_joined_or_leaves_later(
    cast: Cast, elm: Participant
) -> None:
    soon = timezone.localdate() + timedelta(days=60)
    leave(cast, make_participant(cast.lakeside, "Never", since=soon))
    assert not Notification.objects.filter(kind="participant_left").exists()
    change = draft(
        cast.lakeside,
        cast.exec,
        ChangeKind.REMOVE_PARTICIPANT,
        participant=elm,
        happened_on=soon,
    )
    submit(cast.exec, change)
    assert not list(request_files_to_revise([cast.lakeside])), "not before the day"


def test_the_accepted_request_says_it_and_leads_to_the_effects(
    cast: Cast, elm: Participant
) -> None:
    Aco.objects.update(agreement_start_date=date(2024, 1, 1))
    change = leave(cast, elm)
    url = reverse("change_request", args=["A9101", change.pk])
    page = cast.browser("exec").get(url).content.decode()
    assert "What stops" in page
    assert "What may go on" in page
    assert cast.dua_requestor.full_name in page
    link = f"?change=leaves&amp;day={days_ago(5)}&amp;participant={elm.pk}"
    assert reverse("participant_effects", args=["A9101"]) + link in page
    answer = cast.browser("exec").get(
        reverse("participant_effects", args=["A9101"]) + link.replace("&amp;", "&")
    )
    assert answer.context["form"].is_valid(), "it is what the page understands"
    reader = cast.browser("qpp_staff").get(url).content.decode()
    assert "What stops" in reader
    assert link not in reader, "a page that is not theirs"


@pytest.mark.rule("C9")
def test_after_a_certification_page_mail_and_effects_say_the_same_of_a_departure(
    cast: Cast, elm: Participant
) -> None:
    """The list certified for next year still has the one that leaves before that year begins."""
    Aco.objects.update(agreement_start_date=date(2024, 1, 1))
    cast.lakeside.refresh_from_db()
    make_cycles(2027)
    with time_machine.travel(datetime(2026, 12, 15, 17, tzinfo=UTC), tick=False):
        year = PerformanceYear.objects.get(pk=2027)
        certified_by(cast.signer, cast.lakeside, year)
        change = draft(
            cast.lakeside,
            cast.exec,
            ChangeKind.REMOVE_PARTICIPANT,
            participant=elm,
            happened_on=date(2026, 12, 10),
        )
        url = str(reverse("change_request", args=["A9101", change.pk]))
        browser = cast.browser("exec")
        pages: list[str] = [browser.get(url).content.decode()]
        pages.append(browser.get(reverse("submit_changes", args=["A9101"])).content.decode())
        submit(cast.exec, change)
        pages.append(browser.get(url).content.decode())
        effects = f"?change=leaves&day=2026-12-10&participant={elm.pk}"
        effects = str(reverse("participant_effects", args=["A9101"])) + effects
        pages.append(browser.get(effects).content.decode())
        told = Notification.objects.get(kind="changes_submitted", person=cast.exec)
        ((_, letter),) = _messages([told])
        assert letter is not None
        pages += [str(letter.body), str(letter.alternatives[0][0])]
    for page in pages:
        assert "ounts until the end of 2027." in page
        assert "The list certified for 2027 still has it, and 2027 uses that list." in page
