"""With what a screening compares: the lists as they were, and how much had no TIN (rule C5).

"Nothing was found" says little where nothing was loaded; so each screening keeps what it had.
"""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from acoms.programme.clock import day_in_words
from acoms.programme.vocabulary import complete
from participants.changes.models import ChangeRequest
from participants.lists.models import Participant
from participants.screening.models.findings import ScreeningRun
from participants.screening.models.lists import (
    DeactivatedNpi,
    InitiativeParticipant,
    ListKind,
    ListLoad,
    Sanction,
    SanctionWaiver,
)

_ROWS: dict[ListKind, Any] = {
    ListKind.DEACTIVATED_NPIS: DeactivatedNpi,
    ListKind.SANCTIONS: Sanction,
    ListKind.WAIVERS: SanctionWaiver,
    ListKind.INITIATIVES: InitiativeParticipant,
}
complete(ListKind, _ROWS)


def compared_with() -> dict[str, Any]:
    """The lists as they are now, and who has no TIN: the columns of a run; six queries."""
    latest = ListLoad.objects.order_by("kind", "-loaded_at", "-pk").distinct("kind")
    loaded = dict(latest.values_list("kind", "loaded_at"))
    still = Q(effective_until=None) | Q(effective_until__gt=timezone.localdate())
    return {
        "lists": [
            {
                "kind": kind.value,
                "rows": model.objects.count(),
                "loaded_at": loaded[kind].isoformat() if kind in loaded else "",
            }
            for kind, model in _ROWS.items()
        ],
        "without_tin": Participant.objects.filter(still, tin_hash=None).count(),
    }


def run_of(change: ChangeRequest) -> ScreeningRun | None:
    """The latest screening that looked at a request before it was decided; one query."""
    if change.screened_at is None:
        return None
    runs = ScreeningRun.objects.filter(
        Q(change_ids=None) | Q(change_ids__contains=[change.pk]),
        failure="",
        ended_at__gte=change.screened_at,
    )
    if change.decided_at is not None:
        runs = runs.filter(created_at__lte=change.decided_at)
    return runs.order_by("-created_at").first()


def compared_in_words(run: ScreeningRun | None) -> str:
    """What a screening compared with: each list with its rows and day, and what it could not."""
    if run is None or run.ended_at is None or not run.lists:
        return ""
    there = [
        f"{_name(each)} ({each['rows']:,} row{'' if each['rows'] == 1 else 's'}{_loaded(each)})"
        for each in run.lists
        if each["rows"]
    ]
    empty = [_name(each) for each in run.lists if not each["rows"]]
    said = f"Screened on {day_in_words(run.ended_at)}. "
    said += f"Compared with: {'; '.join(there)}. " if there else ""
    if empty:
        said += f"Not loaded, so nothing of them could be found: {'; '.join(empty)}. "
    if run.without_tin:
        are = "participant has" if run.without_tin == 1 else "participants have"
        said += f"{run.without_tin:,} {are} no TIN on record, which cannot be compared. "
    return said.strip()


def _name(each: dict[str, Any]) -> str:
    label = str(ListKind(each["kind"]).label)
    return label if label.startswith("Deactivated NPI") else f"{label[0].lower()}{label[1:]}"


def _loaded(each: dict[str, Any]) -> str:
    if not each["loaded_at"]:
        return ""
    return f", loaded {day_in_words(datetime.fromisoformat(each['loaded_at']))}"
