"""An ACO's benchmark years, what adjusts its benchmark, and CMS's notices (rules C10, C11)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from contacts.access import AcoRequest
from participants.certification.queries import since_certified, standing_of
from participants.effects.benchmark.queries import (
    benchmark_years_of,
    is_first_of_agreement,
    last_two_lists,
    latest_list,
)
from participants.effects.models.benchmark import BenchmarkNotice
from participants.effects.rules import FEWEST_BENEFICIARIES


@require_safe
def benchmark(request: AcoRequest, aco_id: str) -> HttpResponse:
    aco = request.aco_access.aco
    years, latest = benchmark_years_of(aco), latest_list(aco)
    context = {
        "sets": latest is not None and is_first_of_agreement(aco, latest.performance_year_id),
        "years": years,
        "below": [year for year in years if year.is_below],
        "latest": latest,
        "fewest": FEWEST_BENEFICIARIES,
        "compared": last_two_lists(aco),
        "standing": standing_of(aco, latest.performance_year) if latest else None,
        "since": since_certified(latest) if latest else None,
        "notices": BenchmarkNotice.objects.filter(aco=aco),
    }
    return render(request, "participants/effects/benchmark/benchmark.html", context)
