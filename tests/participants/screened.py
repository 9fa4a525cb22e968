"""What the tests of screening speak of: change requests that came in, NPIs, a screening."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from stdnum import luhn

from accounts.models import Person
from contacts.models import Aco
from participants.actions.screening import run_screening, start_screening
from participants.models import ChangeProvider, ChangeRequest, Finding, ScreeningRun
from participants.rules import ChangeKind


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
    return {
        (
            (row.change or row.participant).aco.aco_id,
            row.reason,
            row.npi,
        )
        for row in Finding.objects.standing().select_related("change__aco", "participant__aco")
    }
