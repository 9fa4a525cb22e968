"""The queue of change requests that CMS has to answer (rule C5)."""

from typing import Any

from django.db.models import F, QuerySet

from contacts.models import Aco
from participants.models import ChangeRequest, FeedbackCycle
from participants.rules import ChangeState
from participants.screening.queries import findings_of


def queue() -> QuerySet[ChangeRequest]:
    """Requests that wait for CMS, the oldest submission first."""
    waiting: Any = ChangeRequest.objects.in_hand().select_related("aco", "participant", "cycle")
    return waiting.order_by("submitted_at", "pk")  # type: ignore[no-any-return]


def next_in_queue(after: ChangeRequest) -> ChangeRequest | None:
    """The next screened request in the queue's order, round to its beginning; None at its end."""
    ready = queue().filter(screened_at__gte=F("submitted_at")).exclude(pk=after.pk)
    later = ready.filter(submitted_at__gte=after.submitted_at) if after.submitted_at else ready
    return later.first() or ready.first()


def letter_lines(aco: Aco, cycle: FeedbackCycle) -> list[dict[str, str]]:
    """What a feedback letter says of each of the ACO's requests of a cycle; three queries."""
    changes = list(
        ChangeRequest.objects.filter(aco=aco, cycle=cycle, submitted_at__isnull=False)
        .select_related("participant")
        .order_by("submitted_at", "pk")
    )
    findings = findings_of(change.pk for change in changes)
    return [
        {
            "heading": str(change),
            "state": change.state.label,
            "text": _about(change, findings.get(change.pk, [])),
        }
        for change in changes
    ]


def _about(change: ChangeRequest, findings: list[Any]) -> str:
    said = {
        ChangeState.APPROVED: f"In effect from {change.effective_on:%B %-d, %Y}."
        if change.effective_on
        else "",
        ChangeState.DENIED: change.decision_reason,
        ChangeState.RETURNED: change.return_reason,
    }.get(change.state, "")
    issues = [f"{one.sentence} {one.what_to_do}".strip() for one in findings if one.blocks]
    if change.state in (ChangeState.APPROVED, ChangeState.DENIED, ChangeState.WITHDRAWN):
        issues = []
    return " ".join([said, *issues]).strip()
