"""Enrolment as PECOS says it: the sandbox, outages, and what is asked again (rule C5)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from io import StringIO
from typing import ClassVar

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from acoms.programme.tins import hash_tin
from participants.changes.models import ChangeRequest
from participants.deciding.actions import approve_change
from participants.screening.actions import asking
from participants.screening.actions.runs import go_on
from participants.screening.enrolment import (
    EnrolmentUnavailable,
    Identifier,
    Said,
    the_source,
)
from participants.screening.models.findings import EnrolmentAnswer, Finding, ScreeningRun
from participants.screening.queries import blocked, waiting_changes
from participants.screening.rules import Enrolment
from participants.screening.sandbox import SandboxPecos
from tests.cast import Cast, make_participant
from tests.participants.screening.screened import came_in, npi, screen

pytestmark = pytest.mark.rule("C5")


class Pecos:
    """A source that the tests look at: what it was asked, and when it is away."""

    most_at_once = 3
    asked: ClassVar[list[tuple[Identifier, ...]]] = []
    away: ClassVar[int] = 0

    def look_up(self, identifiers: Sequence[Identifier]) -> Mapping[Identifier, Said]:
        Pecos.asked.append(tuple(identifiers))
        if Pecos.away:
            Pecos.away -= 1
            raise EnrolmentUnavailable
        return dict.fromkeys(identifiers, Said(Enrolment.APPROVED))


@pytest.fixture
def pecos(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Pecos]]:
    monkeypatch.setattr(asking, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(asking, "the_source", Pecos)
    Pecos.asked, Pecos.away = [], 0
    yield Pecos
    Pecos.asked, Pecos.away = [], 0


def test_the_sandbox_says_by_digits_what_pecos_might() -> None:
    source = the_source()
    assert isinstance(source, SandboxPecos)
    said = {
        "007001901": Enrolment.PENDING,
        "007001902": Enrolment.DEACTIVATED,
        "007001903": Enrolment.NOT_ENROLLED,
        "007001900": Enrolment.APPROVED,
    }
    tins = {Identifier("tin", tin): Said(answer) for tin, answer in said.items()}
    npis = {Identifier("npi", npi(f"2{tin[1:]}")): Said(answer) for tin, answer in said.items()}
    tins[Identifier("tin", "007001907")] = Said(Enrolment.APPROVED, "Sandbox Medical Group, Inc.")
    left_out = Identifier("tin", "007001904")
    assert source.look_up([*tins, *npis, left_out]) == tins | npis
    with pytest.raises(EnrolmentUnavailable):
        source.look_up([Identifier("tin", "007000906"), *tins])


def test_the_sandbox_can_be_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("participants.screening.sandbox.time.sleep", slept.append)
    SandboxPecos().look_up([Identifier("tin", "007000905")])
    assert slept == [2]


@pytest.mark.django_db
class TestAsking:
    """What is asked, how often, and what an outage leaves."""

    def test_each_number_is_asked_once_in_batches_and_not_again_while_fresh(
        self, cast: Cast, pecos: type[Pecos]
    ) -> None:
        npis = [npi(200_000_000 + n) for n in range(5)]
        make_participant(cast.lakeside, tin="007000001", providers=npis)
        make_participant(cast.lakeside, tin="007000002", providers=npis)
        came_in(cast.lakeside, cast.exec, "007000003", npis=(npis[0],))
        screen()
        asked = [identifier for batch in pecos.asked for identifier in batch]
        assert len(asked) == len(set(asked)) == 8
        assert all(len(batch) <= 3 for batch in pecos.asked)
        screen()
        assert len(pecos.asked) == 3
        old = timezone.now() - timedelta(days=8)
        EnrolmentAnswer.objects.filter(tin_hash=hash_tin("007000001")).update(checked_at=old)
        screen()
        assert pecos.asked[3:] == [(Identifier("tin", "007000001"),)]
        assert EnrolmentAnswer.objects.filter(checked_at=old).count() == 0

    def test_who_left_is_not_asked_about(self, cast: Cast, pecos: type[Pecos]) -> None:
        make_participant(
            cast.lakeside,
            since=date(2025, 1, 1),
            until=timezone.localdate(),
            providers=[npi(200_000_000)],
        )
        screen()
        assert pecos.asked == []

    @pytest.mark.parametrize("old", ["tin", "npi"])
    def test_an_old_answer_is_none_while_pecos_is_away(
        self, cast: Cast, pecos: type[Pecos], old: str
    ) -> None:
        number = npi(200_000_000)
        change = came_in(cast.lakeside, cast.exec, "007000003", npis=(number,))
        screen()
        ChangeRequest.objects.update(screened_at=None)
        of_old = {"tin_hash": hash_tin("007000003")} if old == "tin" else {"npi": number}
        answers = EnrolmentAnswer.objects.filter(**of_old)
        assert answers.update(checked_at=timezone.now() - timedelta(days=8)) == 1
        pecos.away = 100
        assert screen().unchecked == 1
        change.refresh_from_db()
        assert change.screened_at is None

    def test_a_short_outage_is_tried_again_and_not_noticed(
        self, cast: Cast, pecos: type[Pecos]
    ) -> None:
        make_participant(cast.lakeside)
        pecos.away = 1
        assert screen().unchecked == 0
        assert len(pecos.asked) == 2

    def test_a_long_outage_is_said_and_the_screening_goes_on(
        self, cast: Cast, pecos: type[Pecos]
    ) -> None:
        npis = [npi(200_000_000 + n) for n in range(30)]
        make_participant(cast.lakeside, tin="007000001", providers=npis[1:])
        change = came_in(cast.lakeside, cast.exec, "007000002", npis=(npis[0],))
        pecos.away = 1_000
        run = screen()
        assert run.unchecked == 32
        assert set(run.unchecked_sample) == {
            "TIN •••••0001",
            "TIN •••••0002",
            *(f"NPI {each}" for each in npis),
        }
        assert len(pecos.asked) == asking.GIVE_UP_AFTER * asking.TRIES
        change.refresh_from_db()
        assert change.screened_at is None
        pecos.away = 0
        assert screen().unchecked == 0
        change.refresh_from_db()
        assert change.screened_at is not None

    def test_one_number_without_an_answer_does_not_hold_up_the_others(self, cast: Cast) -> None:
        stuck = came_in(cast.lakeside, cast.exec, "007001904")
        other = came_in(cast.lakeside, cast.exec, "007001903")
        go_on()
        for change, screened in ((stuck, False), (other, True)):
            change.refresh_from_db()
            assert (change.screened_at is not None) == screened
        assert Finding.objects.get(reason="no_approved_enrollment").change == other
        assert waiting_changes() == []  # for a while
        ScreeningRun.objects.update(ended_at=timezone.now() - timedelta(minutes=11))
        assert waiting_changes() == [stuck.pk]

    def test_an_old_answer_keeps_its_finding_through_an_outage(
        self, cast: Cast, pecos: type[Pecos]
    ) -> None:
        make_participant(cast.lakeside, tin="007000001")
        screen()
        EnrolmentAnswer.objects.update(
            status="pending", checked_at=timezone.now() - timedelta(days=8)
        )
        pecos.away = 1_000
        run = screen()
        assert (run.found, run.unchecked) == (1, 1)
        pecos.away = 0
        assert screen().resolved == 1

    def test_an_approval_that_came_meanwhile_resolves_the_finding(self, cast: Cast) -> None:
        came_in(cast.lakeside, cast.exec, "007001901")
        screen()
        EnrolmentAnswer.objects.update(status="approved")
        assert screen().resolved == 1


@pytest.mark.django_db
def test_the_command_says_how_far_it_is_and_what_it_found(cast: Cast) -> None:
    came_in(cast.lakeside, cast.exec, "007001903", npis=(npi(200_001_904),))
    told, progress = StringIO(), StringIO()
    call_command("screen", stdout=told, stderr=progress)
    assert "2 newly found, 0 no longer found, 0 change requests screened." in told.getvalue()
    assert f"PECOS did not answer about 1: NPI {npi(200_001_904)}" in told.getvalue()
    lines = progress.getvalue().splitlines()
    assert lines[0].endswith("Asking PECOS about enrollment")
    assert any("Checking: TIN in another ACO" in line for line in lines)
    assert lines[-1] == "100%"


@pytest.mark.parametrize(
    ("ours", "in_pecos", "another"),
    [
        ("Oak Lane Pediatrics", "OAK LANE PEDIATRICS", False),
        ("OB/GYN & Partners", "Ob-Gyn and Partners", False),
        ("Clínica Núñez, P.C.", "CLINICA NUNEZ PC", False),
        ("America’s Family", "AMERICAS FAMILY", False),  # noqa: RUF001 - as people type it
        ("Oak Lane Pediatrics", "", False),
        ("Oak Lane Pediatrics", "Oak Lake Pediatrics", True),
        ("Oak Lane Pediatrics", "Oak Lane Pediatrics Group", True),
    ],
)
@pytest.mark.django_db
def test_a_legal_business_name_is_compared_with_the_one_that_pecos_has(
    cast: Cast, ours: str, in_pecos: str, another: bool
) -> None:
    """Of a request and of a listed participant alike."""
    listed = make_participant(cast.lakeside, ours, tin="007000001")
    change = came_in(cast.lakeside, cast.exec, "007000002", legal_business_name=ours)
    for tin in ("007000001", "007000002"):
        EnrolmentAnswer.objects.create(
            tin_hash=hash_tin(tin),
            status="approved",
            legal_business_name=in_pecos,
            checked_at=timezone.now(),
        )
    screen()
    found = Finding.objects.filter(reason="other_name")
    subjects = {(one.change, one.participant) for one in found}
    assert subjects == ({(change, None), (None, listed)} if another else set())


@pytest.mark.django_db
def test_another_name_in_pecos_is_said_and_bars_nothing(cast: Cast) -> None:
    change = came_in(cast.lakeside, cast.exec, "007001907")
    screen()
    change.refresh_from_db()
    assert change.screened_at is not None
    assert not blocked([change.pk])
    url = reverse("change_request", args=["A9101", change.pk])
    page = cast.browser("exec").get(url).content.decode()
    assert "another legal business name: Sandbox Medical Group, Inc." in page
    assert "It does not stand in the way of an approval." in page
    approve_change(acting_person=cast.cms_analyst, change=change)
