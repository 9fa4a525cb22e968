"""Change requests for tests: drafts by an administrator, the documents they need, submissions."""

import io
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db.models import Model
from django.utils import timezone
from PIL import Image
from pypdf import PdfWriter

from accounts.models import Person
from contacts.models import Aco
from participants.changes.actions.documents import attach_document
from participants.changes.actions.requests import save_draft, submit_changes
from participants.changes.drafts import Draft
from participants.changes.models import Attachment, ChangeRequest
from participants.changes.providers import TypedProvider
from participants.changes.queries import to_submit
from participants.changes.readiness import fingerprint, look_at
from participants.changes.rules import ChangeKind
from participants.changes.words import ABOUT
from participants.lists.models import Participant
from participants.years.models import FeedbackCycle, PerformanceYear
from tests.cast import Cast

TIN = "001700001"
NPI, NPI2, NPI3 = "2234567891", "2245319597", "2679576720"


def pdf(pages: int = 1, password: str = "") -> bytes:
    """A PDF of empty pages."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=200, height=200)
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def picture(form: str = "PNG", size: tuple[int, int] = (60, 40)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, form)
    return out.getvalue()


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def draft(
    aco: Aco,
    person: Person,
    kind: ChangeKind = ChangeKind.ADD_PARTICIPANT,
    *,
    participant: Participant | None = None,
    npis: tuple[str, ...] = (),
    days: int = 5,
    **fields: Any,
) -> ChangeRequest:
    """A draft that `person` saves, of what happened `days` ago."""
    joins = kind in (ChangeKind.ADD_PARTICIPANT, ChangeKind.MERGED_TIN)
    defaults = {"tin": TIN, "legal_business_name": "Pine Street Clinic"} if joins else {}
    asked = Draft(
        **{
            "kind": kind,
            "happened_on": days_ago(days),
            "participant": participant.pk if participant else None,
            "providers": tuple(TypedProvider(npi) for npi in npis),
            **defaults,
            **fields,
        }
    )
    return save_draft(acting_person=person, aco=aco, draft=asked)


def document(change: ChangeRequest, person: Person, kind: str, content: bytes = b"") -> Any:
    return attach_document(
        acting_person=person, change=change, kind=kind, name="Scan 1.pdf", content=content or pdf()
    )


def complete(change: ChangeRequest, person: Person) -> ChangeRequest:
    """The change with every document that it needs."""
    for kind in ABOUT[change.kind_row].documents:
        document(change, person, kind)
    return change


def submit(person: Person, *changes: ChangeRequest, attested: bool = True) -> list[ChangeRequest]:
    """What the button of the page does that shows these changes as they are now."""
    aco, ids = changes[0].aco, [change.pk for change in changes]
    shown = fingerprint(look_at(aco, list(to_submit(aco, ids))))
    return submit_changes(
        acting_person=person,
        aco=aco,
        change_ids=ids,
        shown=shown,
        attested=ids if attested else (),
    )


def make_cycles(year: int) -> tuple[FeedbackCycle, FeedbackCycle]:
    """The two cycles for a performance year, in the year before: February to April, June to
    August."""
    months = ((2, 4), (6, 8))
    PerformanceYear.objects.get_or_create(
        year=year,
        defaults={"certify_from": date(year - 1, 12, 1), "certify_by": date(year, 1, 31)},
    )
    first, second = (
        FeedbackCycle.objects.create(
            performance_year_id=year,
            number=number,
            opens_on=date(year - 1, opens, 1),
            closes_on=date(year - 1, closes, 30),
            feedback_on=date(year - 1, closes + 2, 1),
        )
        for number, (opens, closes) in enumerate(months, start=1)
    )
    return first, second


def _attachment(cast: Cast, n: int) -> Attachment:
    change = ChangeRequest.objects.first() or draft(cast.lakeside, cast.exec)
    return Attachment.objects.create(
        change=change,
        kind="other",
        name=f"Scan {n}.pdf",
        media_type="application/pdf",
        size=n + 1,
        sha256="0" * 64,
        stored_as=uuid.uuid4(),
        uploaded_by=cast.exec,
    )


def _year(year: int) -> PerformanceYear:
    days = {"certify_from": date(year - 1, 12, 1), "certify_by": date(year, 1, 31)}
    return PerformanceYear.objects.get_or_create(year=year, defaults=days)[0]


def _cycle(cast: Cast, n: int) -> FeedbackCycle:
    year, number = 2060 + n // 2, n % 2 + 1
    return FeedbackCycle.objects.create(
        performance_year=_year(year),
        number=number,
        opens_on=date(year - 1, 4 * number, 1),
        closes_on=date(year - 1, 4 * number, 30),
        feedback_on=date(year - 1, 4 * number + 1, 1),
    )


# What the admin shows of changes, each with how a further one is made.
RECORDS: dict[type[Model], Callable[[Cast, int], Any]] = {
    Attachment: _attachment,
    FeedbackCycle: _cycle,
    PerformanceYear: lambda _, n: _year(2012 + n),
}
