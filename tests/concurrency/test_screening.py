"""Screenings at the same moment, and those whose worker dies (rules C5, E6)."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.utils import timezone

from acoms.once.lease import LASTS
from participants.screening.actions import checks
from participants.screening.actions import runs as screening
from participants.screening.actions.findings import waive_finding
from participants.screening.actions.runs import go_on, run_screening, start_screening
from participants.screening.errors import ScreeningError
from participants.screening.models.findings import Finding, ScreeningRun
from participants.screening.rules import Reason
from tests.cast import Cast, make_aco, make_participant
from tests.concurrency.at_once import at_once, errors, successes
from tests.participants.screening.screened import came_in, screen, standing

pytestmark = [pytest.mark.django_db, pytest.mark.rule("C5", "E6")]
really_at_once = pytest.mark.django_db(transaction=True)


def start() -> ScreeningRun:
    return start_screening(acting_person=None, source="A test", by_a_worker=False)


def died(run: ScreeningRun) -> None:
    """Its worker has been silent for longer than a step can take."""
    ScreeningRun.objects.filter(pk=run.pk).update(
        alive_at=timezone.now() - LASTS - timedelta(seconds=1),
        created_at=timezone.now() - LASTS - timedelta(seconds=1),
    )


@really_at_once
def test_of_screenings_started_at_once_one_begins() -> None:
    outcomes = at_once(*[start] * 4)
    assert len(successes(outcomes)) == 1
    assert {type(error) for error in errors(outcomes)} == {ScreeningError}
    assert ScreeningRun.objects.count() == 1


@really_at_once
def test_of_workers_that_take_it_up_at_once_one_does_it(cast: Cast) -> None:
    came_in(cast.lakeside, cast.exec, "007001903")
    run = start()
    outcomes = at_once(*[lambda: run_screening(run.pk)] * 4)
    assert sorted(outcomes) == [False, False, False, True]
    run.refresh_from_db()
    assert (run.attempt, run.failure) == (1, "")
    assert len(standing()) == 2


def test_a_screening_is_not_taken_from_a_worker_that_is_at_it(cast: Cast) -> None:
    run = start()
    ScreeningRun.objects.filter(pk=run.pk).update(alive_at=timezone.now(), attempt=1)
    assert not run_screening(run.pk)
    with pytest.raises(ScreeningError, match="under way"):
        start()


def test_what_a_killed_worker_left_is_gone_on_with(cast: Cast) -> None:
    """It dies in the middle: what it had found stays, the rest is found by the next one."""
    came_in(cast.lakeside, cast.exec, "007001903")
    run = start()
    real = checks.record_found

    def die(reason: Reason, **facts: object) -> tuple[int, int]:
        if reason is Reason.OVERLAP_ACO:
            raise OperationalError("the server has gone away")
        return real(reason, **facts)

    with patch.object(screening, "record_found", die), pytest.raises(OperationalError):
        run_screening(run.pk)
    assert {each[1] for each in standing()} == {"no_approved_enrollment"}
    go_on()
    run.refresh_from_db()
    assert run.ended_at is None  # its worker may live: it is waited for
    died(run)
    go_on()
    run.refresh_from_db()
    assert (run.attempt, run.failure) == (2, "")
    assert run.ended_at is not None
    assert {each[1] for each in standing()} == {"no_approved_enrollment", "single_tin"}


def test_a_screening_whose_worker_died_can_be_started_again(cast: Cast) -> None:
    old = start()
    died(old)
    new = start()
    old.refresh_from_db()
    assert "broke off" in old.failure
    assert run_screening(new.pk)


def test_one_that_breaks_off_each_time_is_given_up() -> None:
    run = start()
    for _ in range(screening.MOST_ATTEMPTS):
        died(run)
        with (
            patch.object(screening, "record_found", side_effect=OperationalError),
            pytest.raises(OperationalError),
        ):
            run_screening(run.pk)
    died(run)
    assert not run_screening(run.pk)
    run.refresh_from_db()
    assert "broke off 3 times" in run.failure
    start()


def test_a_worker_that_only_seemed_dead_writes_nothing_any_more(cast: Cast) -> None:
    came_in(cast.lakeside, cast.exec, "007001903")
    run = start()
    real = checks.record_found

    def lose_it(reason: Reason, **facts: object) -> tuple[int, int]:
        if reason is Reason.NO_APPROVED_ENROLLMENT:
            ScreeningRun.objects.filter(pk=run.pk).update(attempt=7)
        return real(reason, **facts)

    with patch.object(screening, "record_found", lose_it):
        assert not run_screening(run.pk)
    assert standing() == set()


def test_an_error_of_ours_ends_the_screening_and_is_said(cast: Cast) -> None:
    run = start()
    with patch.object(screening, "record_found", side_effect=ValueError):
        assert run_screening(run.pk)
    run.refresh_from_db()
    assert "error of ours" in run.failure
    assert run.ended_at is not None
    screen()


@really_at_once
def test_a_finding_that_is_waived_while_a_screening_runs_stays_waived(cast: Cast) -> None:
    make_participant(make_aco("A9102", "Harbor"), tin="007000001")
    came_in(cast.lakeside, cast.exec, "007000001")
    screen()
    finding = Finding.objects.get(reason="overlap_aco")
    analyst = cast.cms_analyst
    outcomes = at_once(
        screen, lambda: waive_finding(acting_person=analyst, finding=finding, reason="Leaves")
    )
    assert not errors(outcomes)
    finding.refresh_from_db()
    assert finding.waived_by == analyst
    assert finding.resolved_at is None
