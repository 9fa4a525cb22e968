"""What the admin shows of decisions, certification, benchmark and data sharing: how it is made."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Model

from participants.certification.models import AcoCertification
from participants.changes.models import ChangeRequest
from participants.data_sharing.models import DataSharingAccess, DataSharingFile
from participants.deciding.models import FeedbackLetter
from participants.effects.models.adjustments import Adjustment, InterimElection
from participants.effects.models.benchmark import AssignedBeneficiaries, BenchmarkNotice
from participants.years.models import PerformanceYear
from tests.cast import Cast, make_aco, make_participant
from tests.participants.changes.asked import make_cycles
from tests.participants.screening.screened import came_in


def _adjustment(cast: Cast, n: int) -> Any:
    return Adjustment.objects.create(
        participant=make_participant(cast.lakeside, f"Adjusted {n}"),
        performance_year=2026,
        reason="Unusual.",
        recorded_by=cast.cms_staff,
    )


def _notice(cast: Cast, n: int) -> Any:
    year, _ = PerformanceYear.objects.get_or_create(
        year=2045, defaults={"certify_from": date(2044, 12, 1), "certify_by": date(2045, 1, 31)}
    )
    return BenchmarkNotice.objects.create(
        aco=make_aco(f"A6{n:03}", f"Benchmark {n}"),
        performance_year=year,
        before=Decimal(1),
        adjusted=Decimal(2),
        published_by=cast.cms_staff,
    )


def _letter(cast: Cast, n: int) -> Any:
    last = FeedbackLetter.objects.select_related("cycle").first()
    return FeedbackLetter.objects.create(
        aco=make_aco(f"A5{n:03}", f"Letter {n}"),
        cycle=last.cycle if last else make_cycles(2052)[0],
        sent_by=cast.cms_staff,
        lines=[],
    )


def _file(cast: Cast, n: int) -> DataSharingFile:
    return DataSharingFile.objects.create(
        aco=cast.lakeside,
        source=f"services-{n}.csv",
        today=date(2026, 11, 1),
        size=1,
        uploaded_by=cast.exec,
        delete_on=date(2026, 11, 8),
    )


RECORDS: dict[type[Model], Callable[[Cast, int], Any]] = {
    AcoCertification: lambda _, n: make_aco(f"A4{n:03}", f"Certification {n}"),
    Adjustment: _adjustment,
    AssignedBeneficiaries: lambda cast, n: AssignedBeneficiaries.objects.create(
        aco=cast.lakeside, year=2100 + n, beneficiaries=n
    ),
    BenchmarkNotice: _notice,
    ChangeRequest: lambda cast, n: came_in(cast.lakeside, cast.exec, f"0021{n:05}"),
    DataSharingAccess: lambda cast, n: DataSharingAccess.objects.create(
        file=_file(cast, 900 + n), person=cast.exec
    ),
    DataSharingFile: _file,
    FeedbackLetter: _letter,
    InterimElection: lambda cast, n: InterimElection.objects.create(
        aco=make_aco(f"A3{n:03}", f"Interim {n}"), recorded_by=cast.cms_staff
    ),
}
