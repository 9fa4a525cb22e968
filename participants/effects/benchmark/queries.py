"""Reads of benchmarks and sizes, each in a constant number of queries (rules C10, C11)."""

from collections.abc import Iterator, Sequence

from django.urls import reverse

from contacts.attention import Item, Task
from contacts.models import Aco
from participants.certification.models import CertifiedList
from participants.effects.models.benchmark import AssignedBeneficiaries
from participants.effects.rules import (
    FEWEST_BENEFICIARIES,
    BenchmarkYear,
    benchmark_years,
    years_below_minimum,
)
from participants.lists.difference import Difference, difference
from participants.lists.snapshot import read
from participants.years.agreement import Agreement
from participants.years.queries import agreement_known

TOO_SMALL = Task(
    "benchmark",
    "Look at assigned beneficiaries",
    "benchmark year below the minimum",
    "benchmark years below the minimum",
    in_words=True,
)


def agreements_of(acos: Sequence[Aco]) -> dict[int, Agreement]:
    """The agreements of those ACOs whose beginning is known; no query."""
    known = {aco.pk: agreement_known(aco) for aco in acos}
    return {pk: agreement for pk, agreement in known.items() if agreement is not None}


def benchmark_years_of(aco: Aco) -> list[BenchmarkYear]:
    """The three years before the agreement period with their figures; one query."""
    agreement = agreements_of([aco]).get(aco.pk)
    if agreement is None:
        return []
    figures = AssignedBeneficiaries.objects.filter(aco=aco).values_list("year", "beneficiaries")
    return benchmark_years(dict(figures), agreement)


def last_two_lists(aco: Aco) -> tuple[CertifiedList, CertifiedList, Difference] | None:
    """The two latest certified lists, earlier first, with what differs; None before there are."""
    current = CertifiedList.objects.current().filter(aco=aco).select_related("performance_year")
    lists = list(current.order_by("-performance_year")[:2])
    if len(lists) < 2:
        return None
    now, before = lists
    return before, now, difference(read(before.content), read(now.content))


def is_first_of_agreement(aco: Aco, year: int) -> bool:
    """Whether the list certified for a year is that of the start of the agreement: the benchmark is
    set from it, and not adjusted (rule C10); no query."""
    agreement = agreement_known(aco)
    return agreement is not None and agreement.began_on == agreement.year_numbered(year).starts_on


def refusal_of_notice(aco: Aco, year: int) -> str:
    """Why an ACO has no adjusted benchmark for a year, or "" (rule C10)."""
    if not is_first_of_agreement(aco, year):
        return ""
    return f"The agreement of {aco} begins in {year}: its benchmark is set then, and not adjusted."


def latest_list(aco: Aco) -> CertifiedList | None:
    """The certified list of the latest year; one query."""
    current = CertifiedList.objects.current().filter(aco=aco)
    return current.select_related("aco", "performance_year").order_by("-performance_year").first()


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
                task=TOO_SMALL,
                aco=aco,
                count=len(years),
                text=f"{aco} has fewer than {FEWEST_BENEFICIARIES:,} assigned beneficiaries in "
                f"{listed}.",
                url=reverse("aco_benchmark", args=[aco.aco_id]),
            )
