"""Reads of findings that pages share."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from acoms.programme.clock import in_words
from participants.changes.models import WITH_CMS, ChangeRequest
from participants.lists.models import Participant
from participants.screening.models.findings import Finding, ScreeningRun
from participants.screening.rules import FindingState, Reason
from participants.screening.sentences import explain, what_to_do
from participants.screening.sentences import in_words as day_in_words

ASK_AGAIN_AFTER = timedelta(minutes=10)
MOST_WAITING = 1_000


@dataclass(frozen=True, slots=True)
class FindingShown:
    """A finding as a page shows it: what, about whom, in sentences, and where it stands.

    `stands` is the state in words; `blocks` says that it stands in the way of an approval.
    """

    pk: int
    reason: Reason
    npi: str
    sentence: str
    what_to_do: str
    state: FindingState
    stands: str

    @property
    def label(self) -> str:
        return self.reason.label

    @property
    def blocks(self) -> bool:
        return self.state is FindingState.OPEN and not self.reason.is_note


def findings_of(
    change_ids: Iterable[int], *, for_cms: bool = False
) -> dict[int, list[FindingShown]]:
    """The findings about change requests, by their keys; what blocks comes first. One query.

    Only CMS staff (`for_cms`) are told with which ACO a TIN overlaps, and who waived or resolved.
    A change request without findings is not in the answer, screened or not.
    """
    rows = Finding.objects.filter(change__in=list(change_ids)).select_related(
        "waived_by", "resolved_by", "change"
    )
    found: defaultdict[int, list[FindingShown]] = defaultdict(list)
    for row in rows.order_by("npi", "reason", "-found_at", "-pk"):
        assert row.change_id is not None
        found[row.change_id].append(finding_shown(row, for_cms=for_cms))
    for shown in found.values():
        shown.sort(key=lambda each: (not each.blocks, each.state is FindingState.RESOLVED))
    return dict(found)


def findings_about(participant: Participant) -> list[FindingShown]:
    """What stands of a listed participant and its providers/suppliers, for its ACO; one query."""
    rows = Finding.objects.standing().filter(participant=participant)
    rows = rows.select_related("waived_by", "resolved_by", "participant")
    shown = [finding_shown(row) for row in rows.order_by("npi", "reason", "-pk")]
    return sorted(shown, key=lambda each: not each.blocks)


def finding_shown(row: Finding, *, for_cms: bool = False) -> FindingShown:
    """One finding (with `waived_by` and `resolved_by`) as a page shows it today."""
    state = row.state_on(timezone.localdate())
    reason = row.reason_row
    return FindingShown(
        pk=row.pk,
        reason=reason,
        npi=row.npi,
        sentence=explain(reason, row.facts, npi=row.npi, for_cms=for_cms),
        what_to_do=_what_to_do(row) if state is FindingState.OPEN else "",
        state=state,
        stands=_stands(row, state, for_cms=for_cms),
    )


def _what_to_do(row: Finding) -> str:
    about = row.change or row.participant
    primary_care = about is None or about.primary_care
    listed = row.participant is not None
    return what_to_do(row.reason_row, row.facts, primary_care=primary_care, listed=listed)


def _stands(row: Finding, state: FindingState, *, for_cms: bool) -> str:
    match state:
        case FindingState.OPEN:
            return "To be known" if row.reason_row.is_note else "Open"
        case FindingState.WAIVED:
            assert row.waived_by is not None
            by = row.waived_by.full_name if for_cms else "CMS"
            ends = f" until {day_in_words(row.waived_until)}" if row.waived_until else ""
            return f"Waived by {by}{ends}: {row.waiver_reason}"
        case FindingState.RESOLVED:
            assert row.resolved_at is not None
            if row.resolved_by is None:
                return f"Resolved: not found any more on {in_words(row.resolved_at)}"
            by = row.resolved_by.full_name if for_cms else "CMS"
            return f"Resolved by {by}: {row.resolution}"


def in_the_way() -> QuerySet[Finding]:
    """The findings that stand in the way of an approval today."""
    notes = [reason for reason in Reason if reason.is_note]
    others = Finding.objects.exclude(reason__in=notes)
    return others.open_on(timezone.localdate())


def blocked(change_ids: Iterable[int]) -> set[int]:
    """Which of the change requests have a finding that stands in the way of an approval today.

    One query. Ask also whether they were screened: before, nothing is found.
    """
    about = in_the_way().filter(change__in=list(change_ids))
    return set(about.values_list("change_id", flat=True))


def waiting_changes() -> list[int]:
    """Change requests with CMS that are not screened, the oldest first; two queries.

    Those about which PECOS did not answer a moment ago wait for a while.
    """
    lately = ScreeningRun.objects.filter(
        ended_at__gt=timezone.now() - ASK_AGAIN_AFTER, unchecked__gt=0, change_ids__isnull=False
    )
    tried = {key for keys in lately.values_list("change_ids", flat=True) for key in keys or ()}
    unscreened = ChangeRequest.objects.filter(WITH_CMS).filter(
        Q(screened_at=None) | Q(screened_at__lt=F("submitted_at"))
    )
    waiting = unscreened.exclude(pk__in=tried).order_by("submitted_at", "pk")
    return list(waiting.values_list("pk", flat=True)[:MOST_WAITING])
