"""The queue of change requests that CMS has to answer (rule C5)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, QuerySet, prefetch_related_objects

from acoms.text.folding import Folded
from contacts.models import Aco
from participants.changes.cycles import Cycles, all_cycles, correcting_in_words
from participants.changes.models import WITH_CMS, ChangeRequest
from participants.changes.readiness import shown_of
from participants.changes.rules import ChangeState
from participants.deciding.models import FeedbackLetter
from participants.screening.queries import FindingShown, findings_of, in_the_way
from participants.years.models import FeedbackCycle


def queue() -> QuerySet[ChangeRequest]:
    """Requests that wait for CMS, the oldest submission first."""
    waiting = ChangeRequest.objects.in_hand().select_related("aco", "participant", "cycle")
    return waiting.order_by("submitted_at", "pk")


def next_in_queue(after: ChangeRequest) -> ChangeRequest | None:
    """The next screened request in the queue's order, round to its beginning; None at its end."""
    ready = queue().filter(screened_at__gte=F("submitted_at")).exclude(pk=after.pk)
    later = ready.filter(submitted_at__gte=after.submitted_at) if after.submitted_at else ready
    return later.first() or ready.first()


@dataclass(frozen=True, slots=True)
class LetterToSend:
    """An ACO without a letter about a cycle: its requests, and how many of them wait for CMS."""

    aco: str
    requests: int
    waiting: int


def shown_of_letters(letters: Sequence[LetterToSend]) -> dict[str, object]:
    """What the page shows before letters are sent (`acoms.once.shown`)."""
    return {"letters": letters}


def letters_to_send(cycle: FeedbackCycle) -> list[LetterToSend]:
    """The letters of a cycle that are not sent yet, by the ACO's name; one query."""
    sent = FeedbackLetter.objects.filter(cycle=cycle).values("aco")
    submitted = ChangeRequest.objects.filter(cycle=cycle, submitted_at__isnull=False)
    rows = (
        submitted.exclude(aco__in=sent)
        .order_by(Folded("aco__name"), "aco__aco_id")
        .values("aco__name", "aco__aco_id")
        .annotate(requests=Count("pk"), waiting=Count("pk", filter=WITH_CMS))
    )
    return [
        LetterToSend(f"{row['aco__name']} ({row['aco__aco_id']})", row["requests"], row["waiting"])
        for row in rows
    ]


def letter_lines(aco: Aco, cycle: FeedbackCycle) -> list[dict[str, str]]:
    """What a feedback letter says of each of the ACO's requests of a cycle; four queries."""
    changes = list(
        ChangeRequest.objects.filter(aco=aco, cycle=cycle, submitted_at__isnull=False)
        .select_related("participant", "cycle")
        .order_by("submitted_at", "pk")
    )
    cycles = all_cycles()
    findings = findings_of(change.pk for change in changes)
    return [
        {
            "heading": str(change),
            "state": change.state_in_words,
            "text": _about(change, findings.get(change.pk, []), cycles),
        }
        for change in changes
    ]


def _about(change: ChangeRequest, findings: list[FindingShown], cycles: Cycles) -> str:
    state = change.state
    said = {
        ChangeState.APPROVED: f"In effect from {change.effective_on:%B %-d, %Y}."
        if change.effective_on
        else "",
        ChangeState.DENIED: change.decision_reason,
        ChangeState.RETURNED: change.return_reason,
    }.get(state, "")
    issues = [f"{one.sentence} {one.what_to_do}".strip() for one in findings if one.blocks]
    if state in (ChangeState.APPROVED, ChangeState.DENIED, ChangeState.WITHDRAWN):
        issues = []
    elif state is ChangeState.SCREENED and not issues:
        said = "No issue was found. CMS has not decided yet."
    elif state is ChangeState.SUBMITTED:
        said = "CMS has not screened it yet."
    elif state is ChangeState.RETURNED:
        issues.append(correcting_in_words(change, cycles))
    return " ".join([said, *issues]).strip()


def shown_to_answer(change: ChangeRequest) -> dict[str, object]:
    """What CMS staff are shown of a request before they answer it (`acoms.once.shown`)."""
    ((_, parts),) = all_shown_to_answer([change])
    return parts


def all_shown_to_answer(
    changes: Sequence[ChangeRequest],
) -> Iterator[tuple[ChangeRequest, dict[str, object]]]:
    """Each request with what CMS staff are shown of it; three queries, however many they are."""
    prefetch_related_objects(changes, "attachments", "providers")
    found = defaultdict(list)
    about = in_the_way().filter(change__in=changes)
    for change_id, *finding in about.values_list("change", "pk", "found_at"):
        found[change_id].append(tuple(finding))
    for change in changes:
        kept = [one.sha256 for one in change.attachments.all() if one.removed_at is None]
        yield (
            change,
            {
                "what is asked for": shown_of(change),
                "when it was submitted": change.submitted_at,
                "documents": sorted(kept),
                "findings": sorted(found[change.pk]),
            },
        )
