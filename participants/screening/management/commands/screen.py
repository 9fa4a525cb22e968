"""`manage.py screen`: screen the whole programme now, and say how far it is."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from participants.screening.actions.runs import run_screening, start_screening
from participants.screening.errors import ScreeningError
from participants.screening.models.findings import ScreeningRun


class Command(BaseCommand):
    help = "Screens all participants, their providers/suppliers and open change requests."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            run = start_screening(acting_person=None, source="manage.py screen", by_a_worker=False)
        except ScreeningError as error:
            raise CommandError(str(error)) from None
        self._last = ""
        taken = run_screening(run.pk, self._report)
        run.refresh_from_db()
        if run.failure or not taken:
            raise CommandError(run.failure or "Another worker has taken the screening up.")
        self.stdout.write(
            f"{run.found:,} newly found, {run.resolved:,} no longer found, "
            f"{run.screened:,} change requests screened."
        )
        if run.unchecked:
            self.stdout.write(
                f"PECOS did not answer about {run.unchecked:,}: "
                f"{', '.join(run.unchecked_sample[:5])}{' …' if run.unchecked > 5 else ''}"
            )

    def _report(self, run: ScreeningRun) -> None:
        line = f"{run.done * 100 // run.total:3}%  {run.doing}".rstrip()
        if line != self._last:
            self.stderr.write(line)
        self._last = line
