"""Reads of the yearly certification (rule C2)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Count,
    DateField,
    Exists,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from contacts.models import Aco
from participants.certification.rules import State, last_day_to_reopen, state_on
from participants.lists.difference import Difference, difference
from participants.lists.snapshot import read, take
from participants.models import (
    AcoCertification,
    CertificationReopening,
    CertifiedList,
    ChangeRequest,
    Participant,
    PerformanceYear,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How an ACO stands to the certification of one performance year.

    `certified` is the list that counts, `reopening` CMS's leave to certify another one.
    """

    year: PerformanceYear
    certified: CertifiedList | None
    reopening: CertificationReopening | None
    today: date

    @property
    def state(self) -> State:
        days = self.year.certify_from, self.year.certify_by
        done = self.certified is not None and not self.is_reopened
        return state_on(self.today, *days, certified=done)

    @property
    def last_day_to_reopen(self) -> date:
        return last_day_to_reopen(self.year.year, self.year.certify_by)

    @property
    def may_be_reopened(self) -> bool:
        """Whether CMS can let the ACO certify again."""
        done = self.certified is not None and self.reopening is None
        return done and self.today <= self.last_day_to_reopen

    @property
    def is_reopened(self) -> bool:
        """Whether the ACO may certify again what it has certified."""
        return self.reopening is not None and self.today <= self.last_day_to_reopen

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
    certified = CertifiedList.objects.current().filter(aco=aco, performance_year=year)
    found = certified.defer("content").select_related("certified_by", "reopening").first()
    return Standing(year, found, getattr(found, "reopening", None), timezone.localdate())


def certified_lists(aco: Aco) -> QuerySet[CertifiedList]:
    """What the ACO certified, latest first, without the lists themselves; also what was replaced
    by another one, which `is_replaced`."""
    found: QuerySet[CertifiedList] = CertifiedList.objects.filter(aco=aco)
    replaced = Exists(CertifiedList.objects.filter(replaces=OuterRef("pk")))
    return found.defer("content").select_related("certified_by").annotate(is_replaced=replaced)


def since_certified(certified: CertifiedList) -> Difference:
    """What differs by now between a certified list and the list of January 1 of its year, in its
    participants; three queries."""
    now = take(certified.aco, certified.performance_year.starts_on)
    return difference(read(certified.content), now)


def undecided_changes(aco: Aco) -> int:
    """Change requests that are not part of what is certified yet."""
    found: int = ChangeRequest.objects.undecided().filter(aco=aco).count()
    return found


def acos_with_standing(year: PerformanceYear | None) -> QuerySet[AcoCertification]:
    """Every ACO with its certification of a year, whether it has a list, and how many of its
    requests are undecided."""
    of_aco = CertifiedList.objects.current().filter(aco=OuterRef("pk"), performance_year=year)
    undecided = ChangeRequest.objects.undecided().filter(aco=OuterRef("pk")).order_by()
    day = DateField()
    found: Any = AcoCertification.objects.annotate(
        certify_year=Value(year and year.year, output_field=IntegerField()),
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
