"""The certification of the list in the Signing Event: one record, with or without an event (F2)."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from notifications.models import Notification
from participants.certification.actions import reopen_certification
from participants.certification.models import CertifiedList
from participants.years.models import PerformanceYear
from signing.due import signers_of_open_events
from signing.kinds import KindCode
from signing.models import AcoEvent
from signing.progress import with_progress
from signing.queries import standing_of
from signing.rules import State
from tests.cast import Cast, make_participant
from tests.participants.certification.certifying import certified_by
from tests.signing.events import opened, sign

pytestmark = pytest.mark.rule("F2", "C2")
TWO = {"participant_list": 1, "compliance": 1}


@pytest.fixture(autouse=True)
def _in_december() -> Any:
    with time_machine.travel(datetime(2026, 12, 10, 12, tzinfo=ZoneInfo("America/New_York"))):
        yield


@pytest.fixture
def own(cast: Cast) -> AcoEvent:
    PerformanceYear.objects.create(
        year=2027, certify_from=date(2026, 11, 1), certify_by=date(2027, 1, 15)
    )
    make_participant(cast.lakeside, "Elm Clinic")
    return opened(cast, TWO)


def certify(cast: Cast) -> CertifiedList:
    return certified_by(cast.exec, cast.lakeside, PerformanceYear.objects.get())


def counted(own: AcoEvent) -> tuple[int, int]:
    found = with_progress(AcoEvent.objects.filter(pk=own.pk)).get()
    return found.signed, found.total


def test_the_event_counts_the_one_record_and_is_complete_with_it(cast: Cast, own: AcoEvent) -> None:
    assert counted(own) == (0, 2)
    sign(cast.exec, own)
    assert counted(own) == (1, 2)
    assert not Notification.objects.filter(kind="signing_event_complete").exists()
    page = cast.browser("exec").get("/acos/A9101/signing-event/").content.decode()
    assert "/acos/A9101/participants/certification/" in page
    certify(cast)
    assert counted(own) == (2, 2)
    assert standing_of(own).state is State.COMPLETE
    assert Notification.objects.filter(kind="signing_event_complete").exists()
    page = cast.browser("exec").get("/acos/A9101/signing-event/").content.decode()
    assert "Certified Dec 10, 2026, The Exec" in page


def test_what_cms_reopens_is_certified_anew(cast: Cast, own: AcoEvent) -> None:
    sign(cast.exec, own)
    first = certify(cast)
    reopen_certification(acting_person=cast.cms_staff, certified=first, reason="It changed.")
    assert counted(own) == (1, 2)
    assert standing_of(own).state is State.OPEN
    make_participant(cast.lakeside, "Oak Clinic")
    certify(cast)
    assert standing_of(own).state is State.COMPLETE


def test_it_can_be_certified_without_an_event(cast: Cast) -> None:
    PerformanceYear.objects.create(
        year=2027, certify_from=date(2026, 11, 1), certify_by=date(2027, 1, 15)
    )
    make_participant(cast.lakeside, "Elm Clinic")
    certify(cast)
    own = opened(cast, TWO)
    assert counted(own) == (1, 2), "and stands in an event that opens later"


def test_of_two_open_events_the_one_that_is_due_first_counts(cast: Cast, own: AcoEvent) -> None:
    opened(cast, TWO, due_in=60)
    found = signers_of_open_events([cast.lakeside], KindCode.PARTICIPANT_LIST, 2027)
    assert found[cast.lakeside.pk][0] == own.event.due_on


def test_a_list_of_events_asks_as_often_for_many(cast: Cast, own: AcoEvent) -> None:
    with CaptureQueriesContext(connection) as asked:
        list(with_progress(AcoEvent.objects.all()))
    assert len(asked) == 1
