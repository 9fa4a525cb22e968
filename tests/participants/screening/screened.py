"""What the tests of screening speak of: change requests that came in, NPIs, a screening."""

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone
from stdnum import luhn

from accounts.models import Person
from contacts.models import Aco
from participants.changes.models import ChangeProvider, ChangeRequest
from participants.changes.rules import ChangeKind
from participants.screening.actions.lists import load_list
from participants.screening.actions.runs import run_screening, start_screening
from participants.screening.models.findings import Finding, ScreeningRun
from participants.screening.models.lists import (
    DeactivatedNpi,
    InitiativeParticipant,
    ListKind,
    ListLoad,
    Sanction,
    SanctionWaiver,
)
from participants.screening.rules import Reason
from tests.cast import Cast, make_participant


def npi(nine: int | str) -> str:
    """An NPI with these first nine digits (made-up ones begin with 2) and its check digit."""
    return f"{nine}{luhn.calc_check_digit(f'80840{nine}')}"


def came_in(
    aco: Aco,
    person: Person,
    tin: str = "",
    *,
    npis: tuple[str, ...] = (),
    at: datetime | None = None,
    **fields: Any,
) -> ChangeRequest:
    """A submitted change request: to add a TIN, unless `fields` say otherwise."""
    at = at or timezone.now()
    change = ChangeRequest(
        **{
            "aco": aco,
            "kind": ChangeKind.ADD_PARTICIPANT,
            "legal_business_name": "Pine Street Clinic" if tin else "",
            "happened_on": timezone.localdate(at),
            "created_by": person,
            "submitted_by": person,
            "submitted_at": at,
            "first_submitted_at": at,
            **fields,
        }
    )
    change.set_tin(tin)
    change.save()
    ChangeProvider.objects.bulk_create(ChangeProvider(change=change, npi=each) for each in npis)
    return change


def screen(acting_person: Person | None = None) -> ScreeningRun:
    """Screen the whole programme."""
    run = start_screening(acting_person=acting_person, source="A test", by_a_worker=False)
    assert run_screening(run.pk)
    run.refresh_from_db()
    assert not run.failure
    return run


def standing() -> set[tuple[str, str, str]]:
    """What stands: (ACO, reason, NPI)."""
    rows = Finding.objects.standing().select_related("change__aco", "participant__aco")
    return {
        (subject.aco.aco_id, row.reason, row.npi)
        for row in rows
        if (subject := row.change or row.participant)
    }


def load(kind: ListKind, text: str, person: Person | None = None) -> ListLoad:
    """Load a list from its text."""
    file = io.BytesIO(text.encode())
    return load_list(acting_person=person, kind=kind, name="list.csv", file=file)


def _finding(cast: Cast, n: int) -> Finding:
    return Finding.objects.create(
        reason=Reason.BAD_NPI,
        participant=make_participant(cast.lakeside, f"Found {n}"),
        npi=npi(200_000_000 + n),
        facts={"invalid": True},
    )


def _run(_: Cast, n: int) -> ScreeningRun:
    return ScreeningRun.objects.create(source=f"Test {n}", ended_at=timezone.now())


_NEW_YEAR = date(2026, 1, 1)
# One more record of each kind, the nth.
RECORDS: dict[type[Model], Callable[[Cast, int], Any]] = {
    DeactivatedNpi: lambda _, n: DeactivatedNpi.objects.create(
        npi=npi(200_000_000 + n), deactivated_on=_NEW_YEAR
    ),
    Finding: _finding,
    InitiativeParticipant: lambda _, n: load(
        ListKind.INITIATIVES, f"tin,initiative,from\n{7_000_000 + n:09},Kidney Care,2026-01-01\n"
    ),
    ListLoad: lambda *_: load(ListKind.DEACTIVATED_NPIS, "npi,deactivation_date\nbad,bad\n"),
    Sanction: lambda _, n: load(
        ListKind.SANCTIONS, f"tin,npi,reason,from\n{7_000_000 + n:09},,1128(a)(1),2026-01-01\n"
    ),
    SanctionWaiver: lambda _, n: SanctionWaiver.objects.create(
        npi=npi(200_000_000 + n), starts_on=_NEW_YEAR
    ),
    ScreeningRun: _run,
}
