"""Whose waiver, finding and screening it is: each fails where it is left out (rule C5)."""

from datetime import timedelta
from typing import Any

import pghistory
import pytest
import time_machine
from django.utils import timezone

from acoms.once.lease import LASTS
from participants.changes.models import ChangeRequest
from participants.lists.models import Participant
from participants.screening.actions.findings import (
    LONGEST_REASON,
    end_waiver,
    let_waivers_follow,
    resolve_finding,
    waive_finding,
)
from participants.screening.actions.runs import go_on, start_screening
from participants.screening.errors import ScreeningError
from participants.screening.models.findings import Finding, ScreeningRun
from participants.screening.rules import Reason
from tests.cast import Cast, make_participant
from tests.participants.screening.screened import came_in

pytestmark = [pytest.mark.rule("C5"), pytest.mark.django_db]


@pytest.fixture
def change(cast: Cast) -> ChangeRequest:
    return came_in(cast.lakeside, cast.exec, "007000001")


def found(change: ChangeRequest, reason: Reason = Reason.ORG_MED_SANCTIONS, **more: Any) -> Finding:
    with pghistory.context(action="screening"):
        return Finding.objects.create(**{"change": change, "reason": reason, "facts": {}, **more})


def waived(cast: Cast, finding: Finding, **more: Any) -> Finding:
    waive_finding(acting_person=cast.cms_analyst, finding=finding, reason="Settled", **more)
    finding.refresh_from_db()
    return finding


def follows(change: ChangeRequest, participant: Participant) -> set[str]:
    """What is waived of the participant once the request's waivers have followed it there."""
    let_waivers_follow(change, participant)
    return set(Finding.objects.filter(participant=participant).values_list("reason", flat=True))


def test_one_finding_is_settled_and_no_other(cast: Cast, change: ChangeRequest) -> None:
    one, other = found(change), found(change, Reason.OVERLAP_ACO)
    waived(cast, one)
    resolve_finding(acting_person=cast.cms_analyst, finding=other, reason="Seen")
    one.refresh_from_db()
    assert (one.waived_by, one.resolved_at) == (cast.cms_analyst, None)
    other.refresh_from_db()
    assert (other.resolved_by, other.waived_at) == (cast.cms_analyst, None)


def test_only_a_waiver_that_stands_is_taken_back(cast: Cast, change: ChangeRequest) -> None:
    finding = found(change)
    end: dict[str, Any] = {
        "acting_person": cast.cms_analyst,
        "finding": finding,
        "reason": "Not so",
    }
    with pytest.raises(ScreeningError, match="not waived"):
        end_waiver(**end)
    waived(cast, finding, until=timezone.localdate() + timedelta(days=1))
    Finding.objects.update(waived_until=timezone.localdate())
    with pytest.raises(ScreeningError, match="not waived"):
        end_waiver(**end)
    Finding.objects.update(waived_until=timezone.localdate() + timedelta(days=1))
    end_waiver(**end)
    finding.refresh_from_db()
    assert finding.waived_at is None


def test_other_words_or_another_day_are_no_repetition(cast: Cast, change: ChangeRequest) -> None:
    finding, today = found(change), timezone.localdate()
    waived(cast, finding, until=today + timedelta(days=1))
    first = finding.waived_at
    waived(cast, finding, until=today + timedelta(days=1))
    assert finding.waived_at == first, "the same again is done already"
    waived(cast, finding, until=today + timedelta(days=9))
    assert finding.waived_until == today + timedelta(days=9)
    with time_machine.travel(timezone.now() + timedelta(days=9)):
        waived(cast, finding, until=today + timedelta(days=20))
    assert finding.waived_until == today + timedelta(days=20)
    waive_finding(acting_person=cast.cms_analyst, finding=finding, reason="Better said", until=None)
    finding.refresh_from_db()
    assert finding.waiver_reason == "Better said"
    assert finding.waived_until is None


def test_a_reason_is_as_long_as_it_may_be(cast: Cast, change: ChangeRequest) -> None:
    said: dict[str, Any] = {"acting_person": cast.cms_analyst, "finding": found(change)}
    with pytest.raises(ScreeningError, match="at most"):
        waive_finding(**said, reason="x" * (LONGEST_REASON + 1))
    waive_finding(**said, reason="x" * LONGEST_REASON)


def test_what_follows_a_request_into_the_list_is_its_own_waivers_that_stand(
    cast: Cast, change: ChangeRequest
) -> None:
    listed = make_participant(cast.lakeside)
    assert follows(change, listed) == set()
    other = came_in(cast.lakeside, cast.exec, "007000002")
    waived(cast, found(other, Reason.BAD_NPI))
    waived(cast, found(change, Reason.SINGLE_TIN))
    found(change, Reason.OVERLAP_ACO)
    gone = waived(cast, found(change, Reason.OVERLAP_INITIATIVE))
    Finding.objects.filter(pk=gone.pk).update(resolved_at=timezone.now())
    over = waived(cast, found(change, Reason.AO_MED_SANCTIONS))
    Finding.objects.filter(pk=over.pk).update(waived_until=timezone.localdate())
    assert follows(change, listed) == set(), "none of another, a note, open, resolved or over"
    waived(cast, found(change))
    assert follows(change, listed) == {Reason.ORG_MED_SANCTIONS}
    before = Finding.objects.get(participant=listed)
    assert follows(change, listed) == {Reason.ORG_MED_SANCTIONS}, "once"
    Finding.objects.filter(pk=before.pk).update(resolved_at=timezone.now())
    let_waivers_follow(change, listed)
    assert Finding.objects.standing().filter(participant=listed).count() == 1


def start() -> ScreeningRun:
    return start_screening(acting_person=None, source="A test", by_a_worker=False)


@pytest.mark.rule("E6")
@pytest.mark.parametrize("at_it", [True, False])
@pytest.mark.parametrize("old", [True, False])
def test_a_screening_is_put_aside_where_it_is_old_and_nobody_is_at_it(
    db: None, at_it: bool, old: bool
) -> None:
    run, now = start(), timezone.now()
    long_ago = now - LASTS - timedelta(seconds=1)
    ScreeningRun.objects.update(
        created_at=long_ago if old else now, alive_at=now if at_it else None
    )
    if old and not at_it:
        assert start() != run
        run.refresh_from_db()
        assert "broke off" in run.failure
    else:
        with pytest.raises(ScreeningError, match="under way"):
            start()


@pytest.mark.rule("E6")
def test_what_has_ended_is_not_gone_on_with_and_keeps_how_it_ended(
    cast: Cast, change: ChangeRequest
) -> None:
    run = start()
    long_ago = timezone.now() - LASTS - timedelta(days=1)
    ScreeningRun.objects.update(ended_at=long_ago, created_at=long_ago, failure="It failed.")
    go_on()
    run.refresh_from_db()
    assert (run.ended_at, run.failure, run.attempt) == (long_ago, "It failed.", 0)
    change.refresh_from_db()
    assert change.screened_at, "the request that waits is screened by another one"
