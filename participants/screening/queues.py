"""Open findings, on the first page of CMS staff (rules C5, J1)."""

from django.utils import timezone

from acoms.site.program_day import Counted, Part, count
from participants.screening.models.findings import Finding, FindingQuerySet
from participants.screening.rules import FindingState


def open_findings() -> FindingQuerySet:
    return Finding.objects.open_on(timezone.localdate())


def register_queues() -> None:
    findings = Counted(
        title="Screening findings",
        model="participants_screening.Finding",
        rows=open_findings,
        narrowed={"state": FindingState.OPEN.value},
        since="found_at",
    )
    count(Part.WAITING, 30, findings)
