"""Figures and notices that CMS staff give an ACO about its benchmark (rules C10, C11)."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts.duties import require
from accounts.models import Person
from accounts.staff import Duty
from acoms.loading.reading import BadLine
from acoms.loading.tally import settle
from contacts.models import Aco
from participants.changes.errors import ChangeError
from participants.effects.benchmark import notices
from participants.effects.benchmark.queries import agreements_of, refusal_of_notice
from participants.effects.benchmark.reading import Figure
from participants.effects.models.benchmark import AssignedBeneficiaries, BenchmarkNotice
from participants.effects.rules import years_below_minimum


@dataclass(slots=True)
class Loaded:
    """What became of a file of figures; `warned` are the ACOs that were told of their size."""

    created: int = 0
    changed: int = 0
    same: int = 0
    bad: list[BadLine] = field(default_factory=list)
    warned: list[Aco] = field(default_factory=list)


@transaction.atomic
def load_figures(
    *,
    acting_person: Person | None,
    source: str,
    rows: Iterable[tuple[int, Figure] | BadLine],
    only_try: bool = False,
) -> Loaded:
    """Take the good lines of a file of figures; the bad ones are returned with their reasons.

    Without an acting person it is whoever runs the command. Administrators of an ACO that comes to
    stand below 5,000 in a benchmark year are warned (rule C11). Raises Refused. A second time
    changes nothing. With `only_try` nothing stays, and nobody is told.
    """
    if acting_person is not None:
        require(acting_person, Duty.SET_BENCHMARKS)
    loaded = Loaded()
    context = {"acting_person": acting_person.pk} if acting_person else {}
    with pghistory.context(action="load assigned beneficiaries", source=source, **context):
        acos = {aco.aco_id: aco for aco in Aco.objects.all()}
        figures = []
        for row in rows:
            if isinstance(row, BadLine):
                loaded.bad.append(row)
                continue
            line, figure = row
            if figure.aco_id in acos:
                figures.append((acos[figure.aco_id], figure))
            else:
                loaded.bad.append(BadLine(line, f"ACO {figure.aco_id} is not in ACO-MS."))
        _write(acting_person, figures, loaded)
    taken = loaded.created + loaded.changed + loaded.same
    settle(read=taken, left_out=len(loaded.bad))
    transaction.set_rollback(only_try)
    return loaded


def _write(person: Person | None, figures: list[tuple[Aco, Figure]], loaded: Loaded) -> None:
    ids = {aco.pk for aco, _ in figures}
    known = {
        (one.aco_id, one.year): one
        for one in AssignedBeneficiaries.objects.select_for_update().filter(aco__in=ids)
    }
    fresh, different = [], []
    for aco, figure in figures:
        found = known.get((aco.pk, figure.year))
        if found is None:
            fresh.append(
                AssignedBeneficiaries(
                    aco=aco,
                    year=figure.year,
                    beneficiaries=figure.beneficiaries,
                    loaded_by=person,
                )
            )
        elif found.beneficiaries != figure.beneficiaries:
            found.beneficiaries, found.loaded_by = figure.beneficiaries, person
            found.loaded_at = timezone.now()
            different.append(found)
        else:
            loaded.same += 1
    AssignedBeneficiaries.objects.bulk_create(fresh, batch_size=5_000)
    AssignedBeneficiaries.objects.bulk_update(
        different, ["beneficiaries", "loaded_by", "loaded_at"], batch_size=5_000
    )
    loaded.created, loaded.changed = len(fresh), len(different)
    loaded.warned = _warn([*fresh, *different])


def _warn(written: list[AssignedBeneficiaries]) -> list[Aco]:
    """Tell ACOs of benchmark years that now stand below the minimum; which ACOs."""
    warned = []
    acos = {one.aco_id: one.aco for one in written}
    agreements = agreements_of(list(acos.values()))
    for pk, aco in acos.items():
        assigned = {one.year: one.beneficiaries for one in written if one.aco_id == pk}
        agreement = agreements.get(pk)
        if agreement and (years := years_below_minimum(assigned, agreement)):
            notices.warn_of_size(aco, {year: assigned[year] for year in years})
            warned.append(aco)
    return warned


@transaction.atomic
def publish_benchmark(*, acting_person: Person, notice: BenchmarkNotice) -> BenchmarkNotice:
    """CMS staff tell an ACO its adjusted historical benchmark (rule C10).

    Raises Refused, and ChangeError for the first year of an agreement, whose benchmark is set.
    """
    require(acting_person, Duty.SET_BENCHMARKS)
    if refusal := refusal_of_notice(notice.aco, notice.performance_year_id):
        raise ChangeError(refusal, field="performance_year")
    with pghistory.context(action="publish adjusted benchmark", acting_person=acting_person.pk):
        notice.published_by = acting_person
        notice.save(force_insert=True)
        notices.write_of_benchmark(notice)
    return notice
