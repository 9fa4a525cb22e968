"""What an ACO's administrators are told about benchmark and size (rules C10, C11)."""

from collections.abc import Mapping

from django.urls import reverse

from contacts.models import Aco
from documents.correspondence.actions.writing import write
from documents.correspondence.kinds import MessageKind
from notifications.actions import Telling, notify_all
from notifications.kinds import Kind, register
from participants.changes.queries import EDITORS, people_with
from participants.effects.models.benchmark import BenchmarkNotice
from participants.effects.rules import FEWEST_BENEFICIARIES

SECTION = "Benchmark and size"
TOO_FEW = register(
    Kind(
        name="too_few_beneficiaries",
        on_screen="{said}",
        mail="participants/effects/benchmark/email/told",
        digestible=True,
        section=SECTION,
    )
)


def warn_of_size(aco: Aco, assigned: Mapping[int, int]) -> None:
    """That benchmark years stand below the minimum, with their figures."""
    figures = ", ".join(f"{number:,} in {year}" for year, number in sorted(assigned.items()))
    said = (
        f"{aco} has fewer than {FEWEST_BENEFICIARIES:,} assigned beneficiaries: {figures}. An ACO "
        f"needs at least {FEWEST_BENEFICIARIES:,} in each benchmark year (42 CFR 425.110)."
    )
    _tell(TOO_FEW, aco, said, f"Fewer than {FEWEST_BENEFICIARIES:,} assigned beneficiaries")


def write_of_benchmark(notice: BenchmarkNotice) -> None:
    """The adjusted historical benchmark, to everyone who receives what CMS writes to the ACO."""
    year = notice.performance_year_id
    said = (
        f"The historical benchmark of {notice.aco} for {year} is adjusted from "
        f"${notice.before:,.2f} to ${notice.adjusted:,.2f} per beneficiary."
    )
    write(
        acting_person=notice.published_by,
        aco=notice.aco,
        kind=MessageKind.BENCHMARK_NOTICE,
        subject=f"Adjusted historical benchmark {year}",
        body="\n\n".join(filter(None, (said, notice.note.strip()))),
    )


def _tell(kind: Kind, aco: Aco, said: str, title: str) -> None:
    data = {
        "said": said,
        "title": title,
        "aco": str(aco),
        "url": reverse("aco_benchmark", args=[aco.aco_id]),
    }
    notify_all(kind, [Telling(person=person, data=data) for person in people_with(aco, EDITORS)])
