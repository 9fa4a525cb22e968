"""Reads of the yearly certification (rule C2)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, DateField, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from contacts.models import Aco
from participants.certification.rules import State, state_on
from participants.models import (
    AcoCertification,
    CertifiedList,
    ChangeRequest,
    Participant,
    PerformanceYear,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How an ACO stands to the certification of one performance year."""

    year: PerformanceYear
    certified: CertifiedList | None
    today: date

    @property
    def state(self) -> State:
        days = self.year.certify_from, self.year.certify_by
        return state_on(self.today, *days, certified=self.certified is not None)

    @property
    def may_certify(self) -> bool:
        return self.state in (State.OPEN, State.LATE)

    @property
    def days_left(self) -> int:
        """Until the last day on which it is in time; below 0 once it is late."""
        return (self.year.certify_by - self.today).days


def year_to_certify(today: date | None = None) -> PerformanceYear | None:
    """The latest performance year whose lists are certified by now, or else the next to open."""
    today = today or timezone.localdate()
    years = PerformanceYear.objects
    opened: PerformanceYear | None = years.filter(certify_from__lte=today).order_by("-year").first()
    return opened or years.filter(certify_from__gt=today).order_by("year").first()


def standing_of(aco: Aco, year: PerformanceYear) -> Standing:
    certified = CertifiedList.objects.filter(aco=aco, performance_year=year)
    found = certified.defer("content").select_related("certified_by").first()
    return Standing(year, found, timezone.localdate())


def certified_lists(aco: Aco) -> QuerySet[CertifiedList]:
    """What the ACO certified, latest first, without the lists themselves."""
    return CertifiedList.objects.filter(aco=aco).defer("content").select_related("certified_by")  # type: ignore[no-any-return]


def undecided_changes(aco: Aco) -> int:
    """Change requests that are not part of what is certified yet."""
    found: int = ChangeRequest.objects.undecided().filter(aco=aco).count()
    return found


def acos_with_standing(year: PerformanceYear | None) -> QuerySet[AcoCertification]:
    """Every ACO with its certification of a year, whether it has a list, and how many of its
    requests are undecided."""
    of_aco = CertifiedList.objects.filter(aco=OuterRef("pk"), performance_year=year)
    undecided = ChangeRequest.objects.undecided().filter(aco=OuterRef("pk")).order_by()
    day = DateField()
    found: Any = AcoCertification.objects.annotate(
        certify_from=Value(year and year.certify_from, output_field=day),
        certify_by=Value(year and year.certify_by, output_field=day),
        has_list=Exists(Participant.objects.filter(aco=OuterRef("pk"))),
        certified=Exists(of_aco),
        certified_at=Subquery(of_aco.values("certified_at")[:1]),
        certified_by_first=Subquery(of_aco.values("certified_by__first_name")[:1]),
        certified_by_last=Subquery(of_aco.values("certified_by__last_name")[:1]),
        certified_participants=Subquery(of_aco.values("participants")[:1]),
        certified_sha256=Subquery(of_aco.values("sha256")[:1]),
        undecided=Coalesce(
            Subquery(undecided.values("aco").annotate(number=Count("pk")).values("number")), 0
        ),
    )
    return found  # type: ignore[no-any-return]
