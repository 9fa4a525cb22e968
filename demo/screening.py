"""Small made-up lists to screen against, and one screening, so that there is something to see."""

import io
from datetime import date, timedelta

from django.utils import timezone

from accounts.models import Person
from demo.participants import made_up_npi
from participants.screening.actions.lists import load_list
from participants.screening.actions.runs import run_screening, start_screening
from participants.screening.models.lists import ListKind, ListLoad


def load_screening(staff: Person) -> None:
    """Load each list and screen the programme, once.

    Found: a sanction of the clinic that asks to join, a deactivated NPI under a listed participant,
    and a listed TIN in another initiative. A waiver covers a sanction of a listed provider.
    """
    if ListLoad.objects.exists():
        return
    for kind, text in _lists(timezone.localdate()).items():
        file = io.BytesIO(text.encode())
        load_list(acting_person=staff, kind=kind, name=f"demo {kind}.csv", file=file)
    run = start_screening(acting_person=staff, source="demo data", by_a_worker=False)
    run_screening(run.pk)


def _lists(today: date) -> dict[ListKind, str]:
    lately, long_ago = today - timedelta(days=20), today - timedelta(days=400)
    deactivated, sanctioned = made_up_npi(3), made_up_npi(9)
    return {
        ListKind.DEACTIVATED_NPIS: f"npi,deactivation_date\n{deactivated},{lately}\n",
        ListKind.SANCTIONS: "tin,npi,reason,from\n"
        f"079001023,,1128(b)(7),{lately}\n,{sanctioned},1128(a)(1),{long_ago}\n",
        ListKind.WAIVERS: f"tin,npi,from,until\n,{sanctioned},{long_ago},{today.year + 2}-01-01\n",
        ListKind.INITIATIVES: "tin,initiative,from\n079001010,Kidney Care Choices,2026-01-01\n",
    }
