"""Reads of change requests and of the days that they keep, each in a constant number of queries."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from accounts.models import Person
from acoms.database.history import last_changed
from acoms.programme.dates import in_words
from acoms.text.numbers import digits_of
from contacts.models import Aco, HeldType
from contacts.permissions import Permission, types_with
from contacts.queries import holders_of
from contacts.types import CONTACT_TYPES
from participants.changes.drafts import Draft
from participants.changes.models import (
    STATES,
    Attachment,
    ChangeRequest,
    ParticipantAgreement,
)
from participants.changes.providers import TypedProvider
from participants.changes.rules import ChangeKind, ChangeState
from participants.lists.facts import provider_facts
from participants.lists.models import Participant, ProviderSupplier
from participants.years.models import FeedbackCycle

EDITORS = types_with(Permission.CHANGE_REQUESTS_EDIT)
SIGNERS = types_with(Permission.SIGN_ACO_DOCUMENTS)
DATA_HANDLERS = types_with(Permission.BENEFICIARY_DATA_EDIT)
# Where a list is sorted by state: in groups, as a request goes its way. What waits for the ACO
# stands first; what was accepted on receipt stands together, before what CMS approved.
_GROUPS = (
    STATES[ChangeState.DRAFT],
    STATES[ChangeState.RETURNED],
    STATES[ChangeState.SUBMITTED],
    STATES[ChangeState.SCREENED],
    STATES[ChangeState.APPROVED] & Q(kind__in=[kind for kind in ChangeKind if kind.is_notice]),
    STATES[ChangeState.APPROVED],
    STATES[ChangeState.DENIED],
    STATES[ChangeState.WITHDRAWN],
)
STATE_RANK = Case(
    *(When(group, then=Value(rank)) for rank, group in enumerate(_GROUPS)),
    output_field=IntegerField(),
)


def requests_of(
    aco: Aco, *, search: str = "", kind: str = "", state: str = ""
) -> QuerySet[ChangeRequest]:
    """The ACO's change requests, each with its participant and `about`, the name it is about.

    `search` is part of a participant's name, or a whole NPI. A TIN is not searched for here: what
    is searched for stands in the page's address.
    """
    about = Case(
        When(legal_business_name="", then=F("participant__legal_business_name")),
        default=F("legal_business_name"),
    )
    found = ChangeRequest.objects.kept().filter(aco=aco).annotate(about=about)
    if kind:
        found = found.filter(kind=kind)
    if state:
        found = found.filter(STATES[ChangeState(state)])
    if search:
        named = Q(about__icontains=search) | Q(doing_business_as__icontains=search)
        if len(npi := digits_of(search)) == 10:
            named |= Q(pk__in=ChangeRequest.objects.filter(providers__npi=npi).values("pk"))
        found = found.filter(named)
    return found.select_related("participant")


def with_changed_at(
    changes: QuerySet[ChangeRequest], since: datetime | None = None
) -> QuerySet[ChangeRequest, Any]:
    """Each with `changed_at`, when it changed last; only those that changed at `since` or later."""
    found: Any = changes.annotate(changed_at=last_changed(ChangeRequest, "pk"))
    return found if since is None else found.filter(changed_at__gte=since)  # type: ignore[no-any-return]


def request_of(aco: Aco, change_id: int) -> ChangeRequest | None:
    """A request of the ACO, or a deleted draft, with whoever had to do with it; one query."""
    people = ("created_by", "submitted_by", "decided_by", "attested_by", "withdrawn_by")
    return (
        ChangeRequest.objects.select_related("participant", "cycle", "aco", *people)
        .filter(aco=aco, pk=change_id)
        .first()
    )


def to_submit(aco: Aco, ids: Collection[int] | None = None) -> QuerySet[ChangeRequest]:
    """Drafts and returned requests of the ACO, of these row ids or all, oldest first."""
    found = ChangeRequest.objects.with_the_aco().filter(aco=aco)
    if ids is not None:
        found = found.filter(pk__in=ids)
    return (
        found.select_related("participant", "aco", "cycle")
        .prefetch_related("providers", "attachments")
        .order_by("created_at", "pk")
    )


@dataclass(slots=True)
class WithTheAco:
    """What an ACO has to submit: of each draft the day of its change, of each request that CMS
    returned until when it stays in its cycle; both by the day of the change."""

    drafts: list[date] = field(default_factory=list)
    returned: list[date | None] = field(default_factory=list)

    @property
    def total(self) -> int:
        return len(self.drafts) + len(self.returned)


def with_the_aco(acos: Collection[Aco]) -> dict[int, WithTheAco]:
    """What waits in each of `acos` to be submitted: every page that counts it asks here; one
    query."""
    found = {aco.pk: WithTheAco() for aco in acos}
    waiting = ChangeRequest.objects.with_the_aco().filter(aco__in=list(found))
    for aco_pk, happened_on, submitted, feedback_on in waiting.order_by("happened_on").values_list(
        "aco_id", "happened_on", "first_submitted_at", "cycle__feedback_on"
    ):
        if submitted is None:
            found[aco_pk].drafts.append(happened_on)
        else:
            found[aco_pk].returned.append(feedback_on)
    return found


def attachments_of(changes: Iterable[ChangeRequest]) -> QuerySet[Attachment]:
    """The attachments of requests that were not removed again."""
    return Attachment.objects.filter(change__in=list(changes), removed_at=None)


def agreement_of(change: ChangeRequest) -> ParticipantAgreement | None:
    """The participant agreement of an addition that is being signed for the ACO, or is signed."""
    found = ParticipantAgreement.objects.in_force().filter(change=change)
    return found.select_related("event__created_by").first()


def current_participants(aco: Aco) -> QuerySet[Participant]:
    """Whoever is on the ACO's list today or later, by name."""
    today = timezone.localdate()
    still = Q(effective_until=None) | Q(effective_until__gt=today)
    return Participant.objects.filter(still, aco=aco)


def current_providers(aco: Aco, participant: int, most: int) -> list[TypedProvider]:
    """The first providers/suppliers of a participant of the ACO that are on its list today or
    later, by NPI; one query."""
    still = Q(effective_until=None) | Q(effective_until__gt=timezone.localdate())
    rows = ProviderSupplier.objects.filter(still, participant=participant, participant__aco=aco)
    return [
        TypedProvider(**provider_facts(p))
        for p in rows.order_by("npi", "effective_from").distinct("npi")[:most]
    ]


def cycle_in_words(cycle: FeedbackCycle | None, today: date) -> str:
    """What the running feedback cycle asks of an ACO, for the top of its pages (rule C5)."""
    if cycle is None:
        return (
            "CMS has not set the next feedback cycle yet. You can submit all the same; the request "
            "waits for the cycle."
        )
    name = f"{cycle.get_number_display()} feedback cycle for {cycle.performance_year_id}"
    answer = f"CMS gives feedback by {in_words(cycle.feedback_on)}."
    if cycle.opens_on > today:
        return (
            f"No feedback cycle is running. The {name.lower()} opens {in_words(cycle.opens_on)}. "
            f"You can submit before; {answer}"
        )
    left = (cycle.closes_on - today).days
    days = "today is the last day" if not left else f"{left} day{'' if left == 1 else 's'} left"
    return f"{name}: submit by {in_words(cycle.closes_on)} ({days}). {answer}"


def draft_of(change: ChangeRequest) -> Draft:
    """A row as what was asked for; its providers may have been fetched."""
    providers = change.providers.all()
    return Draft(
        kind=change.kind_row,
        happened_on=change.happened_on,
        tin=change.tin,
        legal_business_name=change.legal_business_name,
        doing_business_as=change.doing_business_as,
        sole_proprietor=change.sole_proprietor,
        primary_care=change.primary_care,
        participant=change.participant_id,
        providers=tuple(TypedProvider(**provider_facts(p)) for p in providers),
        note=change.note,
        change=change.pk,
        uploaded_as=change.uploaded_as,
    )


def data_handlers(aco: Aco) -> list[str]:
    """Who may make and send the ACO's request file, with what they are; one query."""
    held: dict[str, list[str]] = {}
    for code, names in holders_of(aco, DATA_HANDLERS).items():
        for name in names:
            held.setdefault(name, []).append(CONTACT_TYPES[code].label)
    return [f"{name}, {' and '.join(labels)}" for name, labels in held.items()]


def people_with(aco: Aco, codes: Collection[str]) -> list[Person]:
    """Whoever holds one of these contact types in the ACO now; one query."""
    held = (
        HeldType.objects.active().filter(aco=aco, type__in=codes).select_related("contact__person")
    )
    people: dict[int, Any] = {row.contact.person_id: row.contact.person for row in held}
    return list(people.values())
