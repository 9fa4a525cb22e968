"""Screenings: started, and taken up by one worker at a time, step by step (rules C5, E3, E6).

Each step is one transaction that also says how far the screening is. A worker that is killed
leaves it at a step; another one takes it up from the beginning (`acoms.once.lease`), which finds
the same.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pghistory
from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.duties import require
from accounts.models import Person
from accounts.staff import Duty
from acoms.once.lease import LASTS, LeaseLost, free, hold, take
from acoms.operations.nudging import nudge
from participants.screening.actions.asking import FRESH_FOR, Asked, ask_about_unknown
from participants.screening.actions.checks import mark_screened, record_found
from participants.screening.compared import compared_with
from participants.screening.errors import ScreeningError
from participants.screening.models.findings import ScreeningRun
from participants.screening.queries import waiting_changes
from participants.screening.rules import Reason

MOST_ATTEMPTS = 3
_UNIT = 100  # of progress, for each step
_STEPS = 1 + len(Reason) + 1

UNFINISHED = Q(ended_at=None)

log = logging.getLogger(__name__)
Report = Callable[[ScreeningRun], None]


def start_screening(
    *,
    acting_person: Person | None,
    source: str,
    changes: Sequence[int] | None = None,
    by_a_worker: bool = True,
) -> ScreeningRun:
    """A screening of the whole programme, or of some change requests, for `run_screening`.

    A worker is asked to take it up, unless the caller does. Raises Refused, and ScreeningError
    while another one is under way. One at which nobody is any more is put aside.
    """
    if acting_person is not None:
        require(acting_person, Duty.DECIDE_CHANGES)
    now = timezone.now()
    long_ago = Q(created_at__lt=now - LASTS)
    with transaction.atomic():
        ScreeningRun.objects.filter(UNFINISHED, free(now), long_ago).update(
            ended_at=now, failure="It broke off, and another screening was started."
        )
        try:
            with transaction.atomic():
                run = ScreeningRun.objects.create(
                    started_by=acting_person,
                    source=source[:100],
                    change_ids=None if changes is None else sorted(changes),
                    total=_STEPS * _UNIT,
                )
        except IntegrityError:
            raise ScreeningError(
                "A screening is under way, and there is one at a time. Wait until it has ended."
            ) from None
        if by_a_worker:
            nudge("participants.screening.tasks.go_on_screening")
    return run


def screen_changes(changes: Sequence[int], *, source: str) -> ScreeningRun | None:
    """Screen change requests now; None while another screening is under way, or if there are none.

    Of which everything could be checked, `screened_at` is set.
    """
    if not changes:
        return None
    try:
        run = start_screening(acting_person=None, source=source, changes=changes, by_a_worker=False)
    except ScreeningError:
        return None
    run_screening(run.pk)
    run.refresh_from_db()
    return run


def go_on() -> None:
    """Take up a screening at which nobody is, or screen the change requests that wait for it."""
    unfinished = ScreeningRun.objects.filter(UNFINISHED).first()
    if unfinished is None:
        screen_changes(waiting_changes(), source="New change requests")
    else:
        run_screening(unfinished.pk)


def run_screening(run_id: int, report: Report | None = None) -> bool:
    """Do a whole screening; False if somebody else is at it, or has taken it over.

    `report` is called after each step. An error of ours ends the screening and is logged; without
    a database it is left as it stands, to be taken up again.
    """
    run = _take_up(run_id)
    if run is None:
        return False
    work = _Work(run, report or _say_nothing)
    try:
        with pghistory.context(action="screen", acting_person=run.started_by_id, screening=run_id):
            work.do_all()
    except LeaseLost:
        return False
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("screening %s failed", run_id)
        work.end(failure="It ended with an error of ours, which is in the log.")
    return True


def _take_up(run_id: int) -> ScreeningRun | None:
    """Take the screening; None if somebody is at it, or it has broken off too often."""
    unfinished = ScreeningRun.objects.filter(UNFINISHED, pk=run_id)
    run = take(unfinished, done=0, found=0, resolved=0)
    if run is None or run.attempt <= MOST_ATTEMPTS:
        return run
    hold(
        run,
        ended_at=timezone.now(),
        failure=f"It broke off {MOST_ATTEMPTS} times and was not taken up again.",
    )
    return None


def _say_nothing(run: ScreeningRun) -> None:
    pass


@dataclass(slots=True)
class _Work:
    """One attempt at a screening. `run` is what it has told so far."""

    run: ScreeningRun
    report: Report

    def do_all(self) -> None:
        started = timezone.now()
        changes = self.run.change_ids
        since = started - FRESH_FOR
        self.tell(doing="Asking PECOS about enrollment")
        asked = ask_about_unknown(changes, since, self._asked)
        facts = {"today": timezone.localdate(started), "now": started, "changes": changes}
        for number, reason in enumerate(Reason, 1):
            self.tell(done=number * _UNIT, doing=f"Checking: {reason.label}")
            with transaction.atomic():
                found, gone = record_found(reason, **facts)
                self.tell(found=self.run.found + found, resolved=self.run.resolved + gone)
        with transaction.atomic():
            screened = mark_screened(**facts, fresh=since)
            self.end(
                screened=screened,
                unchecked=asked.unanswered,
                unchecked_sample=asked.sample,
                **compared_with(),
            )

    def _asked(self, asked: Asked) -> None:
        self.tell(
            done=asked.done * _UNIT // asked.total,
            doing=f"Asking PECOS about enrollment: {asked.done:,} of {asked.total:,}",
        )

    def tell(self, **facts: Any) -> None:
        """Write down how far it is. Raises LeaseLost."""
        hold(self.run, UNFINISHED, **facts)
        self.report(self.run)

    def end(self, **facts: Any) -> None:
        self.tell(done=self.run.total, doing="", ended_at=timezone.now(), **facts)
