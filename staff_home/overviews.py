"""What ACO-MS has of an ACO or of a person, as numbers that lead to the lists behind them (J1)."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import Person
from acoms.site.program_day import Counted
from acoms.site.sections import Section
from contacts.models import Aco, Contact, HeldType
from invitations.models import Invitation, in_state
from participants.changes.models import ChangeRequest
from participants.screening.models.findings import Finding
from participants.screening.rules import FindingState
from signing.models import AcoEvent
from staff_home.queries import numbers_for


def of_aco(request: HttpRequest, aco: Aco | None) -> Section | None:
    """A constant number of queries; None for an ACO that is not there yet."""
    return _section(request, _lists_of_aco(aco)) if aco else None


def of_person(request: HttpRequest, person: Person) -> Section:
    """A constant number of queries."""
    return _section(request, _lists_of_person(person))


def _section(request: HttpRequest, counted: Iterator[Counted]) -> Section:
    numbers = numbers_for(request.user.has_perm, counted)
    return Section("staff_home/overview.html", {"numbers": numbers})


def _lists_of_aco(aco: Aco) -> Iterator[Counted]:
    number = aco.aco_id
    now, before = {"q": number, "held": "now"}, {"q": number, "held": "before"}
    yield _list("Contact types held now", HeldType.objects.active(), now, aco=aco)
    yield _list("Contact types held before", _ended(), before, aco=aco)
    yield _list("Contacts now", Contact.objects.current(), {"q": number, "holds": "yes"}, aco=aco)
    yield _list("Open invitations", _open(), {"q": number, "state": "pending"}, aco=aco)
    waiting = ChangeRequest.objects.in_hand()
    yield _list("Change requests that wait for CMS", waiting, {"q": number}, aco=aco)
    findings = Finding.objects.open_on(timezone.localdate()).filter(
        Q(change__aco=aco) | Q(participant__aco=aco)
    )
    narrowed = {"aco": number, "state": FindingState.OPEN.value}
    yield _list("Open findings of screening", findings, narrowed)
    yield _list("Signing Events", AcoEvent.objects.all(), {"q": number}, aco=aco)


def _lists_of_person(person: Person) -> Iterator[Counted]:
    """The lists find people by the beginning of an address."""
    email = person.email
    now, before = {"q": email, "held": "now"}, {"q": email, "held": "before"}
    of_contact = {"contact__person__email__istartswith": email}
    yield _list("Contact types held now", HeldType.objects.active(), now, **of_contact)
    yield _list("Contact types held before", _ended(), before, **of_contact)
    contacts, current = Contact.objects.current(), {"q": email, "holds": "yes"}
    yield _list("ACOs where a contact now", contacts, current, person__email__istartswith=email)
    pending = {"q": email, "state": "pending"}
    yield _list("Open invitations", _open(), pending, email__istartswith=email)


def _ended() -> QuerySet[Any]:
    return HeldType.objects.filter(ended_at__isnull=False)


def _open() -> QuerySet[Any]:
    return Invitation.objects.filter(in_state("pending", timezone.now()))


def _list(title: str, rows: QuerySet[Any], narrowed: Mapping[str, str], **of: Any) -> Counted:
    model = rows.model._meta.label
    return Counted(title=title, model=model, rows=partial(rows.filter, **of), narrowed=narrowed)
