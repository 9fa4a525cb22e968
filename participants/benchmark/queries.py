"""Reads of benchmarks and sizes, each in a constant number of queries (rules C10, C11)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse

from contacts.attention import Item
from contacts.models import Aco
from participants.effects.rules import (
    FEWEST_BENEFICIARIES,
    Agreement,
    years_below_minimum,
)
from participants.lists.difference import Difference, difference
from participants.lists.snapshot import read
from participants.models import AssignedBeneficiaries, CertifiedList


def agreements_of(acos: Sequence[Aco]) -> dict[int, Agreement]:
    """The agreements of those ACOs whose beginning is known; no query."""
    return {
        aco.pk: Agreement(began, aco.initial_start_date or began)
        for aco in acos
        if (began := aco.agreement_start_date or aco.initial_start_date)
    }


@dataclass(frozen=True, slots=True)
class BenchmarkYear:
    """One benchmark year of an ACO; `assigned` is None while CMS has loaded no figure."""

    year: int
    assigned: int | None

    @property
    def is_below(self) -> bool:
        return self.assigned is not None and self.assigned < FEWEST_BENEFICIARIES


def benchmark_years(aco: Aco) -> list[BenchmarkYear]:
    """The three years before the agreement period with their figures; one query."""
    agreement = agreements_of([aco]).get(aco.pk)
    if agreement is None:
        return []
    figures = AssignedBeneficiaries.objects.filter(aco=aco).values_list("year", "beneficiaries")
    assigned = dict(figures)
    return [BenchmarkYear(year, assigned.get(year)) for year in agreement.benchmark_years]


def last_two_lists(aco: Aco) -> tuple[CertifiedList, CertifiedList, Difference] | None:
    """The two latest certified lists, earlier first, with what differs; None before there are."""
    current = CertifiedList.objects.current().filter(aco=aco).select_related("performance_year")
    lists = list(current.order_by("-performance_year")[:2])
    if len(lists) < 2:
        return None
    now, before = lists
    return before, now, difference(read(before.content), read(now.content))


def latest_list(aco: Aco) -> CertifiedList | None:
    """The certified list of the latest year; one query."""
    current = CertifiedList.objects.current().filter(aco=aco)
    found: CertifiedList | None = (
        current.select_related("aco", "performance_year").order_by("-performance_year").first()
    )
    return found


def small_acos(acos: Sequence[Aco]) -> Iterator[Item]:
    """ACOs that stand below 5,000 in a benchmark year, as what needs attention; one query."""
    agreements = agreements_of(acos)
    assigned: dict[int, dict[int, int]] = {}
    figures = AssignedBeneficiaries.objects.filter(aco__in=list(agreements))
    for pk, year, number in figures.values_list("aco_id", "year", "beneficiaries"):
        assigned.setdefault(pk, {})[year] = number
    for aco in acos:
        if aco.pk not in assigned:
            continue
        years = years_below_minimum(assigned[aco.pk], agreements[aco.pk])
        if years:
            listed = ", ".join(map(str, years))
            yield Item(
                text=f"{aco} has fewer than {FEWEST_BENEFICIARIES:,} assigned beneficiaries in "
                f"{listed}.",
                url=reverse("aco_benchmark", args=[aco.aco_id]),
            )
