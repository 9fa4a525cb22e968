"""Dates of participant lists and of the changes to them: pure Python (rules C3, C4).

Source: 42 CFR 425.118. All dates are Eastern; `until` dates are exclusive.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from acoms.programme.vocabulary import complete
from participants.years.rules import next_performance_year_start

NOTICE_WITHIN = timedelta(days=30)
WARN_FROM = timedelta(days=20)
EARLIEST_BEFORE_NOTICE = timedelta(days=30)
REMIND_AGAIN_FROM = timedelta(days=27)


class ChangeKind(StrEnum):
    """What a change request asks for; the value is what the database keeps."""

    ADD_PARTICIPANT = "add_participant"
    REMOVE_PARTICIPANT = "remove_participant"
    MERGED_TIN = "merged_tin"
    ADD_PROVIDERS = "add_providers"
    REMOVE_PROVIDERS = "remove_providers"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def slug(self) -> str:
        """How the kind stands in an address."""
        return self.value.replace("_", "-")

    @property
    def is_notice(self) -> bool:
        """Done by telling CMS, on the date it happened: nobody approves a departure (C3)."""
        return self in (ChangeKind.REMOVE_PARTICIPANT, ChangeKind.REMOVE_PROVIDERS)


_LABELS = {
    ChangeKind.ADD_PARTICIPANT: "Add a participant",
    ChangeKind.REMOVE_PARTICIPANT: "Remove a participant",
    ChangeKind.MERGED_TIN: "Add a merged or acquired TIN",
    ChangeKind.ADD_PROVIDERS: "Add providers/suppliers",
    ChangeKind.REMOVE_PROVIDERS: "Remove providers/suppliers",
}
complete(ChangeKind, _LABELS)


class ChangeState(StrEnum):
    """Where a change request stands; derived from its timestamps."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SCREENED = "screened"
    RETURNED = "returned"
    APPROVED = "approved"
    DENIED = "denied"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return "Returned with issues" if self is ChangeState.RETURNED else self.value.capitalize()

    @property
    def is_open(self) -> bool:
        """Somebody still has something to do."""
        return self in _OPEN

    @property
    def is_with_the_aco(self) -> bool:
        """The ACO may still edit it and has to submit it."""
        return self in (ChangeState.DRAFT, ChangeState.RETURNED)


_OPEN = frozenset(
    {ChangeState.DRAFT, ChangeState.SUBMITTED, ChangeState.SCREENED, ChangeState.RETURNED}
)


@dataclass(frozen=True, slots=True)
class Notice:
    """How a notice stands to its deadline: CMS is told within 30 days (425.118(b)-(c), rule C4).

    `happened_on` is the day of the addition or removal, `told_on` that of the notice, or today
    while it is not sent. The 30th day itself is in time.
    """

    happened_on: date
    told_on: date

    @property
    def due_on(self) -> date:
        return self.happened_on + NOTICE_WITHIN

    @property
    def days_left(self) -> int:
        """0 on the last day, negative once it is late."""
        return (self.due_on - self.told_on).days

    @property
    def is_late(self) -> bool:
        return self.told_on > self.due_on

    @property
    def is_urgent(self) -> bool:
        """From day 20 on, until it is late."""
        return not self.is_late and self.told_on >= self.happened_on + WARN_FROM

    @property
    def reminder(self) -> "Step | None":
        """The reminder whose time has come while the notice is not sent."""
        if self.is_late:
            return Step.LATE
        if self.told_on >= self.happened_on + REMIND_AGAIN_FROM:
            return Step.DAY_27
        return Step.DAY_20 if self.is_urgent else None


class Step(StrEnum):
    """A reminder of a change that is not submitted; each is sent once (rule C4)."""

    DAY_20 = "day 20"
    DAY_27 = "day 27"
    LATE = "late"


def providers_effective_on(notice: Notice) -> date:
    """From when a change of providers/suppliers counts (425.118(c)(1), rule C4).

    In time: the date in the notice, but no earlier than 30 days before it. Late: the date of the
    notice.
    """
    if notice.is_late:
        return notice.told_on
    return max(notice.happened_on, notice.told_on - EARLIEST_BEFORE_NOTICE)


def change_effective_on(
    kind: ChangeKind,
    notice: Notice,
    performance_year: int | None = None,
    *,
    joined_on: date | None = None,
) -> date:
    """From when a change counts: joining participants from January 1, leaving ones from the day
    their agreement ended, providers/suppliers by the rule for late notices (rules C3, C4).

    `performance_year` is that of the feedback cycle that a joining participant came in: who comes
    after a year's last cycle waits for the year after it. `joined_on` is the day on which the
    participant joined whom a change of the list is about: before it nothing of it counts.
    """
    match kind:
        case ChangeKind.ADD_PARTICIPANT | ChangeKind.MERGED_TIN:
            begins = next_performance_year_start(notice.told_on)
            return max(begins, date(performance_year, 1, 1)) if performance_year else begins
        case ChangeKind.REMOVE_PARTICIPANT:
            counts = notice.happened_on
        case ChangeKind.ADD_PROVIDERS | ChangeKind.REMOVE_PROVIDERS:
            counts = providers_effective_on(notice)
    return max(counts, joined_on) if joined_on else counts


def last_day_to_correct(feedback_on: date, performance_year: int, *, is_last: bool) -> date:
    """The last day on which a request that CMS returned stays in its feedback cycle (C3, C5).

    CMS's feedback and what is resolved in answer to it belong to the cycle of the first submission,
    and so does the performance year: until the day of that feedback. While CMS has set no later
    cycle (`is_last`), until the day before the performance year begins.
    """
    return max(feedback_on, date(performance_year - 1, 12, 31)) if is_last else feedback_on
