"""Certifying and re-opening in tests."""

from datetime import date
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from accounts.models import Person
from contacts.models import Aco
from participants.certification.actions import (
    certify_list,
    list_to_certify,
    reopen_certification,
)
from participants.certification.models import CertifiedList
from participants.years.models import PerformanceYear
from tests.cast import Cast
from tests.signing.events import fresh_code

EASTERN = ZoneInfo("America/New_York")
PAGE = "/acos/A9101/participants/certification/"
FROM, BY = date(2026, 11, 1), date(2027, 1, 15)


def year() -> PerformanceYear:
    return PerformanceYear.objects.get()


def kept() -> dict[str, Any]:
    """What a certification has that is only a row: no PDF was signed."""
    return {
        "contact_type": "aco_executive",
        "name": "The Exec",
        "signed_as": uuid4(),
        "signed_sha256": "0" * 64,
        "signed_size": 1,
    }


def certify(cast: Cast, role: str = "signer", seen: str = "") -> CertifiedList:
    return certified_by(getattr(cast, role), cast.lakeside, year(), seen=seen)


def certified_by(
    person: Person, aco: Aco, year: PerformanceYear, *, seen: str = "", **said: str
) -> CertifiedList:
    """What the page does for a signer: with the list as it is, their name and a fresh code."""
    given = {"name": person.full_name, **said}
    return certify_list(
        acting_person=person,
        aco=aco,
        year=year,
        seen=seen or list_to_certify(aco, year)[1],
        name=given["name"],
        code=given.get("code") or fresh_code(person),
    )


def asked(person: Person, seen: str, **said: str) -> dict[str, str]:
    """What the page's form sends."""
    given = {"agreed": "on", "seen": seen, "name": person.full_name, "code": fresh_code(person)}
    return given | said


def reopen(cast: Cast, role: str = "cms_staff", reason: str = "A TIN left.") -> Any:
    current = CertifiedList.objects.current().get()
    return reopen_certification(acting_person=getattr(cast, role), certified=current, reason=reason)
