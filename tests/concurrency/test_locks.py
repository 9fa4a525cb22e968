"""What an action counts or judges, it does under the lock that all others take (E3).

Each waits while somebody else has the lock, and does nothing before it has it.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from contacts.actions import lock_aco
from participants.certification.actions import (
    list_to_certify,
    reopen_certification,
)
from participants.certification.reminding import remind_of_certification
from participants.years.models import PerformanceYear
from qpp_roles.connect.actions.lifting import lift_lock
from qpp_roles.connect.actions.requesting import request_role
from qpp_roles.connect.models import ValidationTry
from qpp_roles.harp.actions import prepare_harp_import, run_harp_import
from qpp_roles.harp.judging import judge
from qpp_roles.harp.reading import COLUMNS, EXAMPLE, read_text
from qpp_roles.organizations.kinds import Role
from qpp_roles.roles.places import lock_place
from tests.cast import Cast, make_participant
from tests.concurrency.at_once import waits_for
from tests.participants.certification.certifying import certified_by
from tests.qpp_roles.connect.applicants import CASES
from tests.signing.events import fresh_code

pytestmark = [pytest.mark.rule("E3"), pytest.mark.django_db(transaction=True)]

Lock = Callable[[], Any]


def _certifying(cast: Cast) -> tuple[Lock, list[Lock]]:
    days = {"certify_from": date(2020, 1, 1), "certify_by": timezone.localdate()}
    this = timezone.localdate().year
    first, second = (PerformanceYear.objects.create(year=this + n, **days) for n in range(2))
    make_participant(cast.lakeside, tin="001234567")
    done = certified_by(cast.signer, cast.lakeside, first)
    seen = list_to_certify(cast.lakeside, second)[1]
    sign = {"seen": seen, "code": fresh_code(cast.signer)}
    again: dict[str, Any] = {
        "acting_person": cast.cms_staff,
        "certified": done,
        "reason": "A TIN left.",
    }
    return lambda: lock_aco(cast.lakeside), [
        lambda: certified_by(cast.signer, cast.lakeside, second, **sign),
        lambda: reopen_certification(**again),
        remind_of_certification,
    ]


def _connecting(cast: Cast) -> tuple[Lock, list[Lock]]:
    practice = CASES["practice"].make()
    asks: dict[str, Any] = {
        "place": practice,
        "role": Role.SECURITY_OFFICIAL,
        "given": CASES["practice"].given,
    }
    for _ in range(5):
        tried = ValidationTry.objects.create(organization=practice, person=cast.outsider)
    lifts: dict[str, Any] = {"acting_person": cast.cms_staff, "tried": tried, "reason": "Called us"}
    other = cast.it
    return lambda: lock_place(practice), [
        lambda: lift_lock(**lifts),
        lambda: request_role(acting_person=other, **asks),
    ]


def _importing(cast: Cast) -> tuple[Lock, list[Lock]]:
    staff, aco = cast.cms_staff, cast.lakeside
    text = "\n".join([",".join(COLUMNS.values()), ",".join(EXAMPLE).replace("A4321", aco.aco_id)])
    rows = read_text(text, timezone.localdate())
    waiting = prepare_harp_import(acting_person=staff, source="x.csv", text=text)

    @transaction.atomic
    def judges() -> None:
        judge(rows, lock=True)

    return lambda: lock_aco(aco), [
        judges,
        lambda: run_harp_import(acting_person=staff, harp_import=waiting),
    ]


@pytest.mark.parametrize("prepare", [_certifying, _connecting, _importing])
def test_it_waits_for_the_lock(
    cast: Cast, prepare: Callable[[Cast], tuple[Lock, list[Lock]]]
) -> None:
    lock, calls = prepare(cast)
    for number, call in enumerate(calls):
        assert waits_for(lock, call), number
    for call in calls:
        call()  # nothing else kept it
