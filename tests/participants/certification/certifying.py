"""Certifying and re-opening in tests."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from participants.certification.actions import (
    certify_list,
    list_to_certify,
    reopen_certification,
)
from participants.certification.models import CertifiedList
from participants.years.models import PerformanceYear
from tests.cast import Cast

EASTERN = ZoneInfo("America/New_York")
PAGE = "/acos/A9101/participants/certification/"
FROM, BY = date(2026, 11, 1), date(2027, 1, 15)


def year() -> PerformanceYear:
    return PerformanceYear.objects.get()


def certify(cast: Cast, role: str = "signer", seen: str = "") -> CertifiedList:
    seen = seen or list_to_certify(cast.lakeside, year())[1]
    return certify_list(
        acting_person=getattr(cast, role), aco=cast.lakeside, year=year(), seen=seen
    )


def reopen(cast: Cast, role: str = "cms_staff", reason: str = "A TIN left.") -> Any:
    current = CertifiedList.objects.current().get()
    return reopen_certification(acting_person=getattr(cast, role), certified=current, reason=reason)
