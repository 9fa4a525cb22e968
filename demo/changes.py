"""Made-up performance years, feedback cycles and change requests of Lakeside, in several states."""

import io
from datetime import date, timedelta

from django.utils import timezone
from pypdf import PdfWriter

from accounts.models import Person
from contacts.models import Aco
from participants.changes.actions.documents import attach_document
from participants.changes.actions.requests import save_draft, submit_changes
from participants.changes.drafts import Draft
from participants.changes.models import ChangeRequest
from participants.changes.providers import TypedProvider
from participants.changes.queries import to_submit
from participants.changes.readiness import fingerprint, look_at
from participants.changes.rules import ChangeKind
from participants.changes.words import ABOUT
from participants.lists.models import Participant
from participants.years.actions import set_feedback_cycle, set_performance_year
from participants.years.models import FeedbackCycle, PerformanceYear

NPI = "2000009995"  # of nobody


def load_years(staff: Person) -> None:
    """This year and the next two, each with two cycles in the year before it."""
    this = timezone.localdate().year
    for number in (this, this + 1, this + 2):
        year = PerformanceYear.objects.filter(year=number).first() or set_performance_year(
            acting_person=staff,
            year=PerformanceYear(
                year=number, certify_from=date(number - 1, 11, 1), certify_by=date(number, 1, 31)
            ),
        )
        if not year.cycles.exists():
            _set_cycles(staff, year)


def _set_cycles(staff: Person, year: PerformanceYear) -> None:
    days = (((1, 2), (5, 31), (7, 15)), ((6, 1), (11, 30), (12, 20)))
    for number, (opens, closes, feedback) in enumerate(days, start=1):
        before = year.year - 1
        cycle = FeedbackCycle(
            performance_year=year,
            number=number,
            opens_on=date(before, *opens),
            closes_on=date(before, *closes),
            feedback_on=date(before, *feedback),
        )
        set_feedback_cycle(acting_person=staff, cycle=cycle)


def load_changes(lakeside: Aco, people: dict[str, Person]) -> None:
    """A draft in time, one nearly late, one late, and an addition that waits for CMS."""
    if ChangeRequest.objects.filter(aco=lakeside).exists():
        return
    writer, signer = people["dana.rivera"], people["sam.ortiz"]
    listed = {p.legal_business_name: p for p in Participant.objects.filter(aco=lakeside)}
    add, remove = ChangeKind.ADD_PARTICIPANT, ChangeKind.REMOVE_PARTICIPANT
    drafts = (
        (add, 6, "Dune Street Dermatology", "079001021"),
        (add, 23, "Lantern Bay Family Health", "079001022"),
        (remove, 34, "Cedar Point Women's Health", ""),
        (add, 12, "Whitefish Point Clinic", "079001023"),
    )
    saved = [
        save_draft(
            acting_person=writer,
            aco=lakeside,
            draft=Draft(
                kind=kind,
                happened_on=timezone.localdate() - timedelta(days=days),
                tin=tin,
                legal_business_name=name if tin else "",
                participant=None if tin else listed[name].pk,
                providers=(TypedProvider(NPI, "Ada Abbott"),) if tin else (),
            ),
        )
        for kind, days, name, tin in drafts
    ]
    _submit(lakeside, signer, saved[-1])


def _submit(aco: Aco, signer: Person, change: ChangeRequest) -> None:
    for kind in ABOUT[change.kind_row].documents:
        attach_document(
            acting_person=signer, change=change, kind=kind, name=f"{kind}.pdf", content=a_page()
        )
    looked_at = look_at(aco, list(to_submit(aco, [change.pk])))
    submit_changes(
        acting_person=signer, aco=aco, change_ids=[change.pk], shown=fingerprint(looked_at)
    )


def a_page() -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=612, height=792)
    writer.write(out)
    return out.getvalue()
