"""The statements of screening, set by set, find what the rules find row by row (rule C5)."""

import itertools
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participants.changes.models import ChangeProvider
from participants.screening.actions.checks import FOUND, with_zone
from participants.screening.models.findings import Finding
from participants.screening.rules import FindingState, Reason
from tests.cast import Cast, make_aco, make_participant
from tests.participants.changes.asked import make_cycles
from tests.participants.screening.made_up import (
    ACOS,
    DAY,
    Asking,
    Made,
    on_every_edge,
    programmes,
    requests,
)
from tests.participants.screening.screened import came_in, npi
from tests.participants.screening.screening_oracle import (
    Found,
    Programme,
    Screening,
    Subject,
    is_npi,
)

pytestmark = [pytest.mark.rule("C5"), pytest.mark.django_db]
# Each example takes back what it wrote; the cast stays.
in_a_database = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def world(cast: Cast) -> Cast:
    for year in (2027, 2028):
        make_cycles(year)
    for aco_id in ACOS[1:]:
        make_aco(aco_id, aco_id)
    return cast


@settings(in_a_database, max_examples=40)
@given(programmes, requests, st.frozensets(st.integers(0, 5), max_size=3))
def test_each_statement_finds_what_the_rules_find(
    world: Cast, programme: Programme, asked: tuple[Asking, ...], some: frozenset[int]
) -> None:
    with taken_back():
        made = Made(world)
        programme = made.make(programme, asked)
        for only in (None, some & set(range(len(programme.asked)))):
            screening = Screening(programme, only)
            for reason in Reason:
                assert found(made, reason, only) == in_order(screening.found(reason)), reason


def test_on_the_very_days_on_which_something_begins_and_ends(world: Cast) -> None:
    made = Made(world)
    programme = made.make(on_every_edge(), ())
    found_of = {reason: found(made, reason, None) for reason in Reason}
    for reason, answer in found_of.items():
        assert answer == in_order(Screening(programme).found(reason)), reason
    assert len(found_of[Reason.OVERLAP_ACO]) > 20


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def found(made: Made, reason: Reason, only: frozenset[int] | None) -> Found:
    """What the statement of a reason finds, in the programme or in these requests alone."""
    changes = None
    if only is not None:
        changes = [made.keys[Subject("asked", number)] for number in only]
    whose = {(subject.kind, key): subject for subject, key in made.keys.items()}
    with connection.cursor() as cursor:
        asked = {"today": DAY, "now": timezone.now(), "changes": changes}
        cursor.execute(FOUND[reason], with_zone(asked))
        rows = cursor.fetchall()
    answer = {
        (whose["asked", change] if change else whose["listed", listed], number): json.loads(facts)
        for change, listed, number, facts in rows
    }
    assert len(answer) == len(rows), "nothing is found twice"
    return in_order(answer)


def in_order(found: Found) -> Found:
    """The same with the sanctions and the others of each finding in one order."""

    def ordered(value: Any) -> Any:
        return sorted(value, key=lambda one: json.dumps(one, sort_keys=True))

    return {
        key: {name: ordered(it) if isinstance(it, list) else it for name, it in facts.items()}
        for key, facts in found.items()
    }


NUMBERS = st.text("0123456789", min_size=9, max_size=10) | st.text("12X ", max_size=10)


@settings(in_a_database, max_examples=10)
@given(st.lists(NUMBERS | st.integers(100_000_000, 299_999_999).map(npi), max_size=40, unique=True))
def test_an_npi_is_invalid_exactly_if_no_door_lets_it_in(world: Cast, numbers: list[str]) -> None:
    with taken_back():
        change = came_in(world.lakeside, world.exec, "007000001")
        ChangeProvider.objects.bulk_create(ChangeProvider(change=change, npi=n) for n in numbers)
        with connection.cursor() as cursor:
            asked = {"today": DAY, "now": timezone.now(), "changes": [change.pk]}
            cursor.execute(FOUND[Reason.BAD_NPI], with_zone(asked))
            bad = {row[2] for row in cursor.fetchall()}
        assert bad == {number for number in numbers if not is_npi(number)}


def test_a_finding_is_open_in_the_database_exactly_when_it_says_so(world: Cast) -> None:
    """Also on the day on which its waiver ends."""
    listed, now = make_participant(world.lakeside), timezone.now()
    waived = {"waived_at": now, "waived_by": world.cms_analyst, "waiver_reason": "It leaves."}
    ends = [date(2026, 6, 14), DAY, date(2026, 6, 16), None]
    waivers: list[dict[str, Any]] = [{}, *({**waived, "waived_until": end} for end in ends)]
    findings = [
        Finding.objects.create(
            reason=Reason.BAD_NPI,
            participant=listed,
            npi=f"{n:010}",
            resolved_at=resolved_at,
            **waiver,
        )
        for n, (waiver, resolved_at) in enumerate(itertools.product(waivers, (None, now)))
    ]
    said = {one.pk for one in findings if one.state_on(DAY) is FindingState.OPEN}
    assert set(Finding.objects.open_on(DAY).values_list("pk", flat=True)) == said
    assert len(said) == 3
