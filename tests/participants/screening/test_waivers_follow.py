"""A waiver follows a participant from its request into the list (rule C5)."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from participants.changes.errors import ChangeError
from participants.changes.models import ChangeRequest
from participants.changes.rules import ChangeKind
from participants.deciding.actions import approve_change
from participants.lists.models import Participant
from participants.screening.actions.findings import waive_finding
from participants.screening.models.findings import Finding
from participants.screening.models.lists import ListKind
from participants.screening.rules import Reason
from tests.cast import Cast, make_participant
from tests.participants.screening.screened import came_in, load, npi, screen, standing

pytestmark = pytest.mark.rule("C5")
TIN, NPI = "001234567", npi(200_000_001)
SANCTIONED = f"tin,npi,reason,from\n{TIN},,1128(b)(7),2026-01-01\n"
TODAY = timezone.localdate


def approved(cast: Cast, change: ChangeRequest) -> None:
    change.refresh_from_db()
    approve_change(acting_person=cast.cms_staff, change=change)


def the_finding() -> Finding:
    """The one beside the note that the ACO has one TIN only."""
    return Finding.objects.exclude(reason=Reason.SINGLE_TIN).get()


@pytest.mark.parametrize("days", [None, 40])
def test_a_waived_sanction_stays_waived_of_the_participant_and_as_long(
    cast: Cast, days: int | None
) -> None:
    load(ListKind.SANCTIONS, SANCTIONED)
    change = came_in(cast.lakeside, cast.exec, TIN)
    screen()
    with pytest.raises(ChangeError, match="finding of the screening"):
        approved(cast, change)
    until = TODAY() + timedelta(days=days) if days else None
    waive_finding(
        acting_person=cast.cms_staff, finding=the_finding(), reason="Settled", until=until
    )
    approved(cast, change)
    screen()
    about = Finding.objects.get(participant=Participant.objects.get())
    assert (about.waiver_reason, about.waived_by) == ("Settled", cast.cms_staff)
    assert about.waived_until == until
    assert not Finding.objects.open_on(TODAY()).exists()
    if until:
        with time_machine.travel(timezone.now() + timedelta(days=41)):
            assert list(Finding.objects.open_on(TODAY())) == [about]


def test_other_facts_are_not_waived_of_the_participant(cast: Cast) -> None:
    load(ListKind.SANCTIONS, SANCTIONED)
    change = came_in(cast.lakeside, cast.exec, TIN)
    screen()
    waive_finding(acting_person=cast.cms_staff, finding=the_finding(), reason="Settled")
    approved(cast, change)
    load(ListKind.SANCTIONS, SANCTIONED.replace("1128(b)(7)", "1128(a)(1)"))
    screen()
    assert Finding.objects.open_on(TODAY()).get().participant == Participant.objects.get()


def test_a_waiver_of_an_added_provider_follows_it_under_its_participant(cast: Cast) -> None:
    load(ListKind.DEACTIVATED_NPIS, f"npi,deactivation_date\n{NPI},2026-01-05\n")
    elm = make_participant(cast.lakeside)
    change = came_in(
        cast.lakeside, cast.exec, kind=ChangeKind.ADD_PROVIDERS, participant=elm, npis=(NPI,)
    )
    screen()
    waive_finding(acting_person=cast.cms_staff, finding=the_finding(), reason="Mended")
    approved(cast, change)
    screen()
    about = Finding.objects.get(participant=elm)
    assert (about.npi, about.reason, about.waiver_reason) == (NPI, Reason.BAD_NPI, "Mended")
    assert not Finding.objects.open_on(TODAY()).exists()


def test_an_unexpired_waiver_of_cms_s_list_counts_for_request_and_participant(cast: Cast) -> None:
    load(ListKind.SANCTIONS, SANCTIONED)
    ends = TODAY() + timedelta(days=30)
    load(ListKind.WAIVERS, f"tin,npi,from,until\n{TIN},,{date(2026, 1, 1)},{ends}\n")
    change = came_in(cast.lakeside, cast.exec, TIN)
    screen()
    approved(cast, change)
    screen()
    assert {reason for _, reason, _ in standing()} <= {Reason.SINGLE_TIN}
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        screen()
        assert ("A9101", Reason.ORG_MED_SANCTIONS, "") in standing()
