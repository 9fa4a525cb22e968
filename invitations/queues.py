"""Invitations that CMS staff may have to see to, on their first page (rules A5, J1)."""

from collections.abc import Callable

from django.db.models import Q, QuerySet
from django.utils import timezone

from acoms.site.program_day import Counted, Part, count
from invitations.models import Invitation, in_state


def rows_in_state(state: str, *which: Q) -> Callable[[], QuerySet[Invitation]]:
    def rows() -> QuerySet[Invitation]:
        return Invitation.objects.filter(in_state(state, timezone.now()), *which)

    return rows


def register_queues() -> None:
    to_confirm = Counted(
        title="New signers to be confirmed",
        model="invitations.Invitation",
        rows=rows_in_state("waiting"),
        narrowed={"state": "waiting"},
        since="confirmation_asked_at",
    )
    not_arrived = Counted(
        title="Open invitations whose e-mail was not delivered",
        model="invitations.Invitation",
        rows=rows_in_state("pending", Q(mail__failed_at__isnull=False)),
        narrowed={"state": "pending", "mail": "failed"},
        since="sent_at",
    )
    count(Part.WAITING, 60, to_confirm)
    count(Part.FAILED, 20, not_arrived)
