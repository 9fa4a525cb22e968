"""Reads of the yearly certification (rule C2)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from accounts.models import Person
from contacts.models import Aco
from participants.certification.models import (
    AcoCertification,
    CertificationReopening,
    CertifiedList,
)
from participants.certification.rules import (
    State,
    certified_in_time_until,
    last_day_to_reopen,
    state_on,
)
from participants.changes.models import ChangeRequest
from participants.lists.difference import Difference, difference
from participants.lists.models import Participant
from participants.lists.snapshot import canonical_json, read, sha256, take
from participants.years.models import PerformanceYear
from participants.years.queries import years_of


@dataclass(frozen=True, slots=True)
class Standing:
    """How an ACO stands to the certification of one performance year.

    `certified` is the list that counts, `reopening` CMS's leave to certify another one,
    `first_day` that on which the year begins for the ACO, whose list of that day is certified.
    """

    year: PerformanceYear
    certified: CertifiedList | None
    reopening: CertificationReopening | None
    today: date
    first_day: date

    @property
    def state(self) -> State:
        days = self.year.certify_from, self.certify_by
        done = self.certified is not None and not self.is_reopened
        return state_on(self.today, *days, certified=done)

    @property
    def last_day_to_reopen(self) -> date:
        return last_day_to_reopen(self.year.certify_by, self.first_day)

    @property
    def certify_by(self) -> date:
        """The last day on which it is in time."""
        return certified_in_time_until(self.year.certify_by, self.first_day)

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
        return (self.certify_by - self.today).days


def year_to_certify(today: date | None = None) -> PerformanceYear | None:
    """The latest performance year whose lists are certified by now, or else the next to open."""
    today = today or timezone.localdate()
    years = PerformanceYear.objects
    opened = years.filter(certify_from__lte=today).order_by("-year").first()
    return opened or years.filter(certify_from__gt=today).order_by("year").first()


def standing_of(aco: Aco, year: PerformanceYear) -> Standing:
    certified = CertifiedList.objects.current().filter(aco=aco, performance_year=year)
    found = certified.defer("content").select_related("certified_by", "reopening").first()
    reopening = getattr(found, "reopening", None)
    return Standing(year, found, reopening, timezone.localdate(), first_day_of(aco, year))


def first_day_of(aco: Aco, year: PerformanceYear) -> date:
    """The day on which a performance year begins for an ACO: January 1, or in the year in which
    its agreement begins the day of that (rule C9). No query."""
    starts_on = years_of(aco).year_numbered(year.year).starts_on
    return starts_on if starts_on.year == year.year else year.starts_on


def certified_lists(aco: Aco) -> QuerySet[CertifiedList]:
    """What the ACO certified, latest first, without the lists themselves; also what was replaced
    by another one, which `is_replaced`."""
    found = CertifiedList.objects.filter(aco=aco)
    replaced = Exists(CertifiedList.objects.filter(replaces=OuterRef("pk")))
    return found.defer("content").select_related("certified_by").annotate(is_replaced=replaced)


def lists_that_count(aco: Aco) -> list[CertifiedList]:
    """The list that counts of each year, the latest first; one query."""
    found: QuerySet[CertifiedList] = CertifiedList.objects.current().filter(aco=aco)
    return list(found.order_by("-performance_year"))


def since_certified(certified: CertifiedList) -> Difference:
    """What differs by now between a certified list and the list of the first day of its year, in
    its participants; three queries."""
    now = take(certified.aco, first_day_of(certified.aco, certified.performance_year))
    return difference(read(certified.content), now)


def shown_to_reopen(certified: CertifiedList, since: Difference) -> dict[str, object]:
    """What CMS staff are shown before they re-open a certification (`acoms.once.shown`), with what
    differs `since` then: by name, as nine digits can be guessed."""
    left, joined = (
        [(one.legal_business_name, one.same_name) for one in people]
        for people in (since.left, since.joined)
    )
    return {
        "the certified list": (certified.pk, certified.sha256),
        "who left the list": left,
        "who joined the list": joined,
    }


def has_certified(person: Person, aco: Aco, year: PerformanceYear, seen: str) -> bool:
    """Whether the list that counts is the one with this hash that a person looked at, certified by
    them: said twice, it is done once."""
    own = CertifiedList.objects.current().filter(aco=aco, performance_year=year)
    found = own.filter(certified_by=person).first()
    return found is not None and sha256(canonical_json(read(found.content))) == seen


def undecided_changes(aco: Aco) -> int:
    """Change requests that are not part of what is certified yet."""
    return ChangeRequest.objects.undecided().filter(aco=aco).count()


def acos_with_standing(year: PerformanceYear | None) -> QuerySet[AcoCertification]:
    """Every ACO with its certification of a year, whether it has a list, and how many of its
    requests are undecided."""
    of_aco = CertifiedList.objects.current().filter(aco=OuterRef("pk"), performance_year=year)
    undecided = ChangeRequest.objects.undecided().filter(aco=OuterRef("pk")).order_by()
    day = DateField()
    by = Value(year and year.certify_by, output_field=day)
    began = Coalesce("agreement_start_date", "initial_start_date")
    begins_later = Q()
    if year is not None:  # as certification.rules.certified_in_time_until
        begins_later = Q(began__year=year.year, began__gt=year.starts_on)
    found: Any = AcoCertification.objects.annotate(began=began).annotate(
        certify_year=Value(year and year.year, output_field=IntegerField()),
        certify_from=Value(year and year.certify_from, output_field=day),
        certify_by=Case(When(begins_later, then=Greatest(by, "began")), default=by) if year else by,
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


def not_certified(acos: QuerySet[Any]) -> QuerySet[Any]:
    """Of `acos_with_standing`, those that have a list and have not certified it; nothing is asked
    of an ACO whose agreement ends before that is due (rule J4)."""
    found: Any = acos.filter(certified=False, has_list=True)
    return found.asked_by(F("certify_by"))  # type: ignore[no-any-return]
