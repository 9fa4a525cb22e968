"""Programmes that hypothesis makes up for a screening, and how they get into the database.

Their days begin and end around the day of the screening, and around the January 1 on which what is
asked for joins.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from hypothesis import strategies as st

from accounts.models import Person
from acoms.programme.tins import hash_tin
from contacts.agreement import EndKind
from contacts.models import Aco
from participants.changes.days import effective_day
from participants.changes.models import ChangeProvider, ChangeRequest
from participants.changes.rules import ChangeKind
from participants.lists.models import Participant, ProviderSupplier
from participants.screening.models import (
    DeactivatedNpi,
    EnrolmentAnswer,
    InitiativeParticipant,
    Sanction,
    SanctionWaiver,
)
from participants.screening.rules import Enrolment
from participants.years.models import FeedbackCycle
from tests.cast import Cast
from tests.participants.screening import screening_oracle as oracle
from tests.participants.screening.screened import npi
from tests.participants.screening.screening_oracle import Days, Programme, Subject

DAY, EASTERN = date(2026, 6, 15), ZoneInfo("America/New_York")
ACOS = ("A9101", "A9102", "A9103")
NAMES = ("Elm & Oak Clinic", "ELM AND OAK CLINIC", "Ash Clinic")
TINS = ("007000001", "007000002", "007000003")
GOOD = tuple(npi(200_000_000 + n) for n in range(3))
WRONG_DIGIT = GOOD[0][:-1] + str((int(GOOD[0][-1]) + 1) % 10)
NPIS = (*GOOD, WRONG_DIGIT)
NO_NPIS = (npi("300000000"), "200000000", "20000000X8", "")

_STARTS = (date(2020, 1, 1), date(2026, 6, 14), DAY, date(2026, 6, 16), date(2027, 1, 1))
_ENDS = (date(2026, 6, 14), DAY, date(2026, 6, 16), date(2027, 1, 1), date(2027, 1, 2), None)
spans = st.sampled_from(
    [Days(start, end) for start in _STARTS for end in _ENDS if end is None or start <= end]
)
tins, numbers = st.sampled_from(TINS), st.sampled_from(NPIS)
# In the last minutes of a year in Eastern Time it is the next year in UTC.
_MOMENTS = (
    datetime(2025, 12, 31, 23, 30, tzinfo=EASTERN),
    datetime(2026, 1, 1, 0, 30, tzinfo=EASTERN),
    datetime(2026, 12, 31, 23, 30, tzinfo=EASTERN),
)


@dataclass(frozen=True)
class Asking:
    """A change request as it is made up; its participant is one of its ACO's, by its number."""

    aco: str
    kind: ChangeKind
    tin: str
    name: str
    primary_care: bool
    participant: int
    sent: tuple[datetime, datetime]
    cycle: int | None
    state: str
    npis: frozenset[str]


listed = st.builds(
    oracle.Listed,
    st.sampled_from(ACOS),
    tins | st.just(""),
    st.sampled_from(NAMES),
    st.booleans(),
    spans,
    st.dictionaries(numbers, spans, max_size=2),
)
asking = st.builds(
    Asking,
    st.sampled_from(ACOS),
    st.sampled_from(ChangeKind),
    tins,
    st.sampled_from(NAMES),
    st.booleans(),
    st.integers(0, 5),
    st.sampled_from([(one, other) for one in _MOMENTS for other in _MOMENTS if one <= other]),
    st.sampled_from([None, 2027, 2028]),
    st.sampled_from(["with CMS"] * 4 + ["draft", "returned", "decided", "withdrawn"]),
    st.frozensets(st.sampled_from([*NPIS, *NO_NPIS]), max_size=3),
)


def several(rows: st.SearchStrategy[Any], most: int, *once: str) -> st.SearchStrategy[Any]:
    """Some of them, of which the database lets no two be the same in this."""
    return st.lists(rows, max_size=most, unique_by=attrgetter(*once)).map(tuple)


sanctions = st.builds(
    oracle.Sanction, tins | numbers, st.booleans(), st.sampled_from(["x", "y"]), spans
).filter(lambda one: _is_tin(one.of) or not one.of_official)
programmes = st.builds(
    Programme,
    day=st.just(DAY),
    ends=st.dictionaries(
        st.sampled_from(ACOS), st.sampled_from([d for d in _ENDS if d]), max_size=2
    ),
    listed=several(listed, 6, "aco", "tin"),
    deactivations=several(st.builds(oracle.Deactivation, numbers, spans), 3, "npi", "days.start"),
    sanctions=several(sanctions, 5, "of", "of_official", "reason"),
    waivers=several(st.builds(oracle.Waiver, tins | numbers, spans), 3, "of"),
    takings=several(
        st.builds(oracle.Taking, st.sampled_from(["K", "L"]), tins, st.booleans(), spans),
        4,
        "initiative",
        "tin",
    ),
    answers=several(
        st.builds(
            oracle.Answer,
            tins | numbers,
            st.sampled_from(Enrolment),
            st.sampled_from(["", *NAMES]),
        ),
        5,
        "of",
    ),
)
requests = several(asking, 6, "aco", "tin")


def on_every_edge() -> Programme:
    """Whatever begins or ends yesterday, today and tomorrow, against whatever else does."""
    edges = [
        Days(start, end)
        for start in (date(2020, 1, 1), DAY, date(2026, 6, 16))
        for end in (date(2026, 6, 14), DAY, date(2026, 6, 16), None)
        if end is None or start <= end
    ]
    pairs = [(f"{n:02}", *pair) for n, pair in enumerate(itertools.product(edges, edges))]
    one, other = {n: n < "40" for n, *_ in pairs}, {n: n[1] < "5" for n, *_ in pairs}
    return Programme(
        DAY,
        listed=(
            *(
                oracle.Listed(ACOS[0], f"0070000{n}", n, one[n], ours, {npi(f"2000000{n}"): theirs})
                for n, ours, theirs in pairs
            ),
            *(
                oracle.Listed(ACOS[1], f"0070000{n}", n, other[n], theirs, {})
                for n, _, theirs in pairs
            ),
        ),
        takings=tuple(
            oracle.Taking("K", f"0070000{n}", other[n], theirs) for n, _, theirs in pairs
        ),
        deactivations=tuple(
            oracle.Deactivation(npi(f"2000000{n}"), days)
            for n, *both in pairs
            for days in {one.start: one for one in both}.values()
        ),
        sanctions=tuple(
            oracle.Sanction(of, False, "x", ours)
            for n, ours, _ in pairs
            for of in (f"0070000{n}", npi(f"2000000{n}"))
        ),
        waivers=tuple(
            oracle.Waiver(of, theirs)
            for n, _, theirs in pairs
            for of in (f"0070000{n}", npi(f"2000000{n}"))
        ),
    )


class Made:
    """A programme in the database, and the keys of its rows."""

    def __init__(self, cast: Cast) -> None:
        self.person = cast.exec
        self.acos = {aco.aco_id: aco for aco in Aco.objects.filter(aco_id__in=ACOS)}
        self.keys: dict[Subject, int] = {}

    def make(self, programme: Programme, asked: tuple[Asking, ...]) -> Programme:
        """The programme with its requests, all of it written down."""
        for aco_id, day in programme.ends.items():
            Aco.objects.filter(aco_id=aco_id).update(
                ends_on=day - timedelta(days=1),
                end_kind=EndKind.ENDED,
                end_reason="Not renewed",
                end_recorded_by=self.person,
                end_recorded_at=timezone.now(),
            )
        participants = [self._participant(row) for row in programme.listed]
        for number, made in enumerate(participants):
            self.keys[Subject("listed", number)] = made.pk
        self._compared(programme)
        changes = list(self._changes(asked, participants))
        for number, (change, _) in enumerate(changes):
            self.keys[Subject("asked", number)] = change.pk
        return replace(programme, asked=tuple(row for _, row in changes))

    def _participant(self, row: oracle.Listed) -> Participant:
        made = Participant(
            aco=self.acos[row.aco],
            legal_business_name=row.name,
            primary_care=row.primary_care,
            **_effective(row.days),
        )
        made.set_tin(row.tin)
        made.save()
        ProviderSupplier.objects.bulk_create(
            ProviderSupplier(participant=made, npi=number, **_effective(days))
            for number, days in row.npis.items()
        )
        return made

    def _compared(self, programme: Programme) -> None:
        DeactivatedNpi.objects.bulk_create(
            DeactivatedNpi(
                npi=one.npi, deactivated_on=one.days.start, reactivated_on=one.days.until
            )
            for one in programme.deactivations
        )
        Sanction.objects.bulk_create(
            Sanction(
                **_of(one.of),
                of_official=one.of_official,
                reason=one.reason,
                starts_on=one.days.start,
                reinstated_on=one.days.until,
            )
            for one in programme.sanctions
        )
        SanctionWaiver.objects.bulk_create(
            SanctionWaiver(**_of(one.of), starts_on=one.days.start, until=one.days.until)
            for one in programme.waivers
        )
        InitiativeParticipant.objects.bulk_create(
            InitiativeParticipant(
                **_of(one.tin),
                initiative=one.initiative,
                primary_care=one.primary_care,
                starts_on=one.days.start,
                until=one.days.until,
            )
            for one in programme.takings
        )
        EnrolmentAnswer.objects.bulk_create(
            EnrolmentAnswer(
                tin_hash=hash_tin(one.of) if _is_tin(one.of) else None,
                npi=None if _is_tin(one.of) else one.of,
                status=one.status,
                legal_business_name=one.name,
                checked_at=timezone.now(),
            )
            for one in programme.answers
        )

    def _changes(
        self, asked: tuple[Asking, ...], participants: list[Participant]
    ) -> Iterator[tuple[ChangeRequest, oracle.Asked]]:
        leaving: set[int] = set()
        for one in asked:
            own = [each for each in participants if each.aco.aco_id == one.aco]
            about = own[one.participant % len(own)] if own else None
            kind = one.kind if about else ChangeKind.ADD_PARTICIPANT
            if kind is ChangeKind.REMOVE_PARTICIPANT and about:
                if about.pk in leaving:
                    continue
                leaving.add(about.pk)
            change = self._change(one, kind, about)
            ChangeProvider.objects.bulk_create(
                ChangeProvider(change=change, npi=number) for number in one.npis
            )
            yield (
                change,
                oracle.Asked(
                    one.aco,
                    kind,
                    change.tin,
                    one.name,
                    one.primary_care,
                    effective_day(change),
                    one.state == "with CMS",
                    one.npis,
                ),
            )

    def _change(self, one: Asking, kind: ChangeKind, about: Participant | None) -> ChangeRequest:
        adds = kind in (ChangeKind.ADD_PARTICIPANT, ChangeKind.MERGED_TIN)
        change = ChangeRequest(
            aco=self.acos[one.aco],
            kind=kind,
            participant=None if kind is ChangeKind.ADD_PARTICIPANT else about,
            legal_business_name=one.name,
            primary_care=one.primary_care,
            happened_on=timezone.localdate(one.sent[0]),
            created_by=self.person,
            **_sent(one, self.person),
            cycle=FeedbackCycle.objects.filter(performance_year=one.cycle).first(),
            attestation="It is true.",
            attested_by=self.person,
            **_ANSWERED.get(one.state, {}),
        )
        change.set_tin(one.tin if adds else "")
        change.save()
        return change


_LATER = datetime(2027, 1, 2, tzinfo=UTC)
_ANSWERED: dict[str, dict[str, Any]] = {
    "returned": {"returned_at": _LATER, "return_reason": "Look."},
    "decided": {"decided_at": _LATER, "approved": False, "decision_reason": "No."},
    "withdrawn": {"withdrawn_at": _LATER},
}


def _sent(one: Asking, person: Person) -> dict[str, Any]:
    if one.state == "draft":
        return {}
    first, last = one.sent
    return {"first_submitted_at": first, "submitted_at": last, "submitted_by": person}


def _effective(days: Days) -> dict[str, date | None]:
    return {"effective_from": days.start, "effective_until": days.until}


def _is_tin(number: str) -> bool:
    return len(number) == 9


def _of(number: str) -> dict[str, Any]:
    """The columns of a TIN or an NPI."""
    if not _is_tin(number):
        return {"npi": number}
    return {"tin": number, "tin_hash": hash_tin(number)}
