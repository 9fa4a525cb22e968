"""Screening: which facts make a finding on which days, and what becomes of it (rule C5)."""

import random
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from acoms.identifiers import read_npi
from participants.actions.findings import end_waiver, resolve_finding, waive_finding
from participants.actions.screening import go_on, screen_changes
from participants.errors import ScreeningError
from participants.models import (
    ChangeRequest,
    DeactivatedNpi,
    EnrolmentAnswer,
    Finding,
    InitiativeParticipant,
    Sanction,
    SanctionWaiver,
)
from participants.rules import ChangeKind, next_performance_year_start
from participants.screening import rules
from participants.screening.checks import FOUND, with_zone
from participants.screening.queries import blocked, findings_of, waiting_changes
from participants.screening.rules import Days, FindingState, Reason
from participants.screening.sentences import explain, what_to_do
from tests.cast import Cast, make_aco, make_participant
from tests.participants.screened import came_in, npi, screen, standing

pytestmark = pytest.mark.rule("C5")

DAY = date(2026, 6, 15)
days = st.dates(date(2025, 1, 1), date(2028, 12, 31))
spans = st.builds(
    lambda start, length: Days(start, None if length is None else start + timedelta(length)),
    days,
    st.none() | st.integers(0, 900),
)
THE_DAYS = [date(2025, 1, 1) + timedelta(n) for n in range(0, 2200, 1)]


class TestRules:
    """Pure functions of dates."""

    @given(days, spans)
    def test_a_span_holds_its_first_day_and_not_its_last(self, day: date, span: Days) -> None:
        assert (day in span) == (
            span.start <= day and (span.until is None or (span.until - day).days > 0)
        )
        if span.until is not None:
            assert span.until not in span

    @given(spans, spans)
    def test_spans_overlap_exactly_if_some_day_is_in_both(self, one: Days, other: Days) -> None:
        assert one.overlaps(other) == any(day in one and day in other for day in THE_DAYS)
        assert one.overlaps(other) == other.overlaps(one)

    @given(spans, spans, days, st.booleans(), st.booleans())
    def test_tins_collide_only_on_days_to_come_and_only_if_they_bill_primary_care(
        self, one: Days, other: Days, day: date, ours: bool, theirs: bool
    ) -> None:
        collide = rules.tins_collide(one, ours, other, theirs, day)
        shared = any(d in one and d in other for d in THE_DAYS if d >= day)
        assert collide == (shared and (ours or theirs))

    @given(days, days, st.none() | st.integers(0, 900), st.lists(spans, max_size=3))
    def test_a_sanction_stands_until_reinstatement_unless_a_waiver_runs(
        self, day: date, start: date, length: int | None, waivers: list[Days]
    ) -> None:
        until = None if length is None else start + timedelta(length)
        stands = rules.Sanction(start, until).stands_on(day, waivers)
        assert stands == (
            day in Days(start, until) and not any(day in waiver for waiver in waivers)
        )

    def test_the_day_of_reinstatement_is_free_and_the_day_a_waiver_expires_is_not(self) -> None:
        sanction = rules.Sanction(date(2026, 1, 1), date(2026, 7, 1))
        assert sanction.stands_on(date(2026, 6, 30))
        assert not sanction.stands_on(date(2026, 7, 1))
        waiver = Days(date(2026, 2, 1), date(2026, 3, 1))
        assert not sanction.stands_on(date(2026, 2, 28), [waiver])
        assert sanction.stands_on(date(2026, 3, 1), [waiver])

    @given(st.text("0123456789", min_size=9, max_size=11) | st.text(max_size=12))
    def test_an_npi_is_valid_exactly_if_it_can_be_read(self, typed: str) -> None:
        try:
            read = read_npi(typed)
        except ValueError:
            assert not rules.npi_is_valid(typed)
        else:
            assert rules.npi_is_valid(read)

    @given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
    def test_a_single_tin_aco_is_noted_when_it_begins_or_ends(
        self, listed: int, joining: int, leaving: int
    ) -> None:
        noted = rules.single_tin_note(listed, joining, leaving)
        after = max(0, listed + joining - leaving)
        assert (noted is not None) == (after == 0 or (listed == 1) != (after == 1))
        if noted:
            assert noted == (listed, after)

    @given(days, st.booleans(), st.booleans(), st.none() | days)
    def test_a_finding_is_open_again_on_the_day_its_waiver_ends(
        self, day: date, resolved: bool, waived: bool, until: date | None
    ) -> None:
        state = rules.finding_state(day, resolved=resolved, waived=waived, waived_until=until)
        if resolved:
            assert state is FindingState.RESOLVED
        else:
            runs = waived and (until is None or until > day)
            assert (state is FindingState.WAIVED) == runs


FACTS = [
    (Reason.BAD_NPI, {"invalid": True}, "2000000003 is not an NPI"),
    (Reason.BAD_NPI, {"deactivated_on": "2026-06-05"}, "deactivated since June 5, 2026"),
    (Reason.NO_APPROVED_ENROLLMENT, {"status": "pending"}, "does not show an approval yet"),
    (Reason.NO_APPROVED_ENROLLMENT, {"status": "deactivated"}, "is deactivated"),
    (Reason.NO_APPROVED_ENROLLMENT, {"status": "not_enrolled"}, "is not enrolled in Medicare"),
    (
        Reason.ORG_MED_SANCTIONS,
        {"sanctions": [{"reason": "1128(a)(1)", "from": "2020-01-01", "until": "2027-01-01"}]},
        "1128(a)(1), from January 1, 2020, reinstated January 1, 2027",
    ),
    (Reason.AO_MED_SANCTIONS, {"sanctions": [{"reason": "x", "from": "2020-01-01"}]}, "official"),
    (Reason.PROVIDER_MED_SANCTIONS, {"sanctions": [{"reason": "x", "from": "2020-01-01"}]}, "NPI"),
    (
        Reason.OVERLAP_INITIATIVE,
        {"with": [{"initiative": "Kidney Care", "from": "2026-01-01", "until": "2027-01-01"}]},
        "Kidney Care, from January 1, 2026, until January 1, 2027",
    ),
    (Reason.SINGLE_TIN, {"before": 2, "after": 1}, "One TIN would be left"),
    (Reason.SINGLE_TIN, {"before": 0, "after": 1}, "It would be the first TIN"),
    (Reason.SINGLE_TIN, {"before": 1, "after": 0}, "the only TIN"),
    (Reason.SINGLE_TIN, {"before": 1, "after": 2}, "would not be a single-TIN ACO any more"),
]


@pytest.mark.parametrize(("reason", "facts", "said"), FACTS)
def test_each_finding_explains_itself_and_says_what_to_do(
    reason: Reason, facts: dict[str, object], said: str
) -> None:
    for for_cms in (False, True):
        assert said in explain(reason, facts, npi="2000000003", for_cms=for_cms)
    assert what_to_do(reason, facts).endswith(".")
    assert reason.label


def test_an_aco_is_told_that_a_tin_overlaps_and_not_with_whom() -> None:
    facts = {"with": [{"aco": "A9102", "from": "2026-01-01", "asked": True}]}
    theirs = explain(Reason.OVERLAP_ACO, facts)
    assert "another ACO" in theirs
    assert "A9102" not in theirs
    assert "2026" not in theirs
    assert "A9102 asks for it, from January 1, 2026" in explain(
        Reason.OVERLAP_ACO, facts, for_cms=True
    )


def found(reason: Reason, day: date) -> set[tuple[int | None, int | None, str]]:
    """What the statement of a reason finds on a day, in the whole programme."""
    with connection.cursor() as cursor:
        cursor.execute(
            FOUND[reason], with_zone({"today": day, "now": timezone.now(), "changes": None})
        )
        return {(row[0], row[1], row[2]) for row in cursor.fetchall()}


def some_days(chance: random.Random) -> Days:
    start = DAY + timedelta(chance.randint(-60, 60))
    return Days(start, None if chance.random() < 0.3 else start + timedelta(chance.randint(0, 90)))


@pytest.mark.django_db
class TestSqlSaysWhatTheRulesSay:
    """The statements, against the pure rules, over made-up programmes."""

    def test_of_two_acos_with_one_tin(self, cast: Cast) -> None:
        chance, other = random.Random(7), make_aco("A9102", "Harbor")
        expected = set()
        for n in range(60):
            ours, theirs = some_days(chance), some_days(chance)
            billing = [chance.random() < 0.5 for _ in range(2)]
            made = [
                make_participant(
                    aco,
                    f"{aco} {n}",
                    tin=f"00700{n:04}",
                    since=span.start,
                    until=span.until,
                    primary_care=primary,
                )
                for aco, span, primary in zip(
                    (cast.lakeside, other), (ours, theirs), billing, strict=True
                )
            ]
            if rules.tins_collide(ours, billing[0], theirs, billing[1], DAY):
                expected |= {(None, each.pk, "") for each in made}
        assert 10 < len(expected) < 110
        assert found(Reason.OVERLAP_ACO, DAY) == expected

    def test_of_other_initiatives(self, cast: Cast) -> None:
        chance = random.Random(8)
        expected = set()
        for n in range(60):
            ours, theirs = some_days(chance), some_days(chance)
            billing = [chance.random() < 0.5 for _ in range(2)]
            tin = f"00700{n:04}"
            made = make_participant(
                cast.lakeside,
                f"{n}",
                tin=tin,
                since=ours.start,
                until=ours.until,
                primary_care=billing[0],
            )
            row = InitiativeParticipant(
                initiative="Kidney Care",
                primary_care=billing[1],
                starts_on=theirs.start,
                until=theirs.until,
            )
            row.set_tin(tin)
            row.save()
            if rules.tins_collide(ours, billing[0], theirs, billing[1], DAY):
                expected.add((None, made.pk, ""))
        assert 5 < len(expected) < 55
        assert found(Reason.OVERLAP_INITIATIVE, DAY) == expected

    def test_of_npis_sanctions_and_waivers(self, cast: Cast) -> None:
        chance, bad, sanctioned = random.Random(9), set(), set()
        numbers = [npi(200_000_000 + n) for n in range(80)]
        wrong = {number[:9] + str((int(number[9]) + 1) % 10) for number in numbers[:10]}
        listed = make_participant(cast.lakeside, providers=[*numbers, *wrong], until=None)
        for number in numbers[10:]:
            off, until, waived = (some_days(chance) for _ in range(3))
            if chance.random() < 0.5:
                DeactivatedNpi.objects.create(
                    npi=number, deactivated_on=off.start, reactivated_on=off.until
                )
                if rules.npi_is_deactivated(DAY, [off]):
                    bad.add(number)
            else:
                Sanction.objects.create(
                    npi=number, reason="x", starts_on=until.start, reinstated_on=until.until
                )
                SanctionWaiver.objects.create(
                    npi=number, starts_on=waived.start, until=waived.until
                )
                if rules.Sanction(until.start, until.until).stands_on(DAY, [waived]):
                    sanctioned.add(number)
        assert bad
        assert sanctioned
        assert found(Reason.BAD_NPI, DAY) == {(None, listed.pk, each) for each in bad | wrong}
        assert all(rules.npi_is_valid(each) for each in numbers)
        assert not any(rules.npi_is_valid(each) for each in wrong)
        assert found(Reason.PROVIDER_MED_SANCTIONS, DAY) == {
            (None, listed.pk, each) for each in sanctioned
        }

    def test_on_the_very_days_on_which_something_begins_and_ends(self, cast: Cast) -> None:
        yesterday, tomorrow = DAY - timedelta(1), DAY + timedelta(1)
        long_ago, harbor = date(2020, 1, 1), make_aco("A9102", "Harbor")
        edges = [Days(start) for start in (yesterday, DAY, tomorrow)]
        edges += [Days(long_ago, until) for until in (yesterday, DAY, tomorrow)]
        bad, sanctioned, taken, numbers = set(), set(), set(), []
        for n, span in enumerate(edges):
            off, ill, let = (npi(200_000_000 + 10 * n + each) for each in range(3))
            numbers += [off, ill, let]
            DeactivatedNpi.objects.create(
                npi=off, deactivated_on=span.start, reactivated_on=span.until
            )
            if rules.npi_is_deactivated(DAY, [span]):
                bad.add(off)
            Sanction.objects.create(
                npi=ill, reason="x", starts_on=span.start, reinstated_on=span.until
            )
            if rules.Sanction(span.start, span.until).stands_on(DAY):
                sanctioned.add(ill)
            Sanction.objects.create(npi=let, reason="x", starts_on=long_ago)
            SanctionWaiver.objects.create(npi=let, starts_on=span.start, until=span.until)
            if rules.Sanction(long_ago).stands_on(DAY, [span]):
                sanctioned.add(let)
            ours = make_participant(cast.lakeside, f"{n}", since=long_ago)
            theirs = make_participant(
                harbor, f"{n}", tin=ours.tin, since=span.start, until=span.until
            )
            row = InitiativeParticipant(
                initiative="Kidney Care", starts_on=span.start, until=span.until
            )
            row.set_tin(ours.tin)
            row.save()
            if rules.tins_collide(Days(long_ago), True, span, True, DAY):
                taken |= {(None, ours.pk, ""), (None, theirs.pk, "")}
        listed = make_participant(cast.lakeside, providers=numbers)
        assert (len(bad), len(sanctioned), len(taken)) == (3, 6, 8)
        assert found(Reason.BAD_NPI, DAY) == {(None, listed.pk, each) for each in bad}
        assert found(Reason.PROVIDER_MED_SANCTIONS, DAY) == {
            (None, listed.pk, each) for each in sanctioned
        }
        assert found(Reason.OVERLAP_ACO, DAY) == taken
        assert found(Reason.OVERLAP_INITIATIVE, DAY) == taken

    def test_of_the_year_that_an_addition_joins(self, cast: Cast) -> None:
        """Submitted at 11:30 p.m. Eastern on December 31, which is next year in UTC."""
        other = make_aco("A9102", "Harbor")
        late = datetime(2026, 12, 31, 23, 30, tzinfo=ZoneInfo("America/New_York"))
        for n, until in enumerate((date(2027, 1, 1), date(2027, 1, 2))):
            make_participant(other, f"{n}", tin=f"00700000{n}", until=until)
            came_in(cast.lakeside, cast.exec, f"00700000{n}", at=late)
        assert next_performance_year_start(late.date()) == date(2027, 1, 1)
        (overlap,) = found(Reason.OVERLAP_ACO, DAY)
        assert ChangeRequest.objects.get(pk=overlap[0] or 0) == ChangeRequest.objects.latest("pk")


@pytest.mark.django_db
class TestScreening:
    """A screening of the whole programme."""

    def test_finds_everything_that_is_wrong_with_an_addition(self, cast: Cast) -> None:
        bad, off, ill, pending = (npi(200_000_000 + n) for n in (1, 2, 3, 901))
        bad = bad[:9] + str((int(bad[9]) + 1) % 10)
        make_participant(make_aco("A9102", "Harbor"), tin="007000903")
        DeactivatedNpi.objects.create(npi=off, deactivated_on=date(2026, 1, 1))
        Sanction.objects.create(npi=ill, reason="1128(a)(1)", starts_on=date(2020, 1, 1))
        for official in (False, True):
            row = Sanction(reason="Revoked", of_official=official, starts_on=date(2020, 1, 1))
            row.set_tin("007000903")
            row.save()
        part = InitiativeParticipant(initiative="Kidney Care", starts_on=date(2026, 1, 1))
        part.set_tin("007000903")
        part.save()
        change = came_in(cast.lakeside, cast.exec, "007000903", npis=(bad, off, ill, pending))
        run = screen()
        assert {each[1:] for each in standing() if each[0] == "A9101"} == {
            ("bad_npi", bad),
            ("bad_npi", off),
            ("provider_med_sanctions", ill),
            ("no_approved_enrollment", pending),
            ("no_approved_enrollment", ""),
            ("org_med_sanctions", ""),
            ("ao_med_sanctions", ""),
            ("overlap_aco", ""),
            ("overlap_initiative", ""),
            ("single_tin", ""),
        }
        change.refresh_from_db()
        assert change.screened_at is not None
        assert (run.screened, run.unchecked, run.failure) == (1, 0, "")
        assert run.found == Finding.objects.count()
        assert run.done == run.total
        shown = findings_of([change.pk])[change.pk]
        assert [each.blocks for each in shown] == [True] * 9 + [False]
        assert blocked([change.pk]) == {change.pk}

    def test_finds_nothing_wrong_with_what_is_right_and_says_that_it_looked(
        self, cast: Cast
    ) -> None:
        make_participant(cast.lakeside)
        make_participant(cast.lakeside)
        change = came_in(cast.lakeside, cast.exec, "007000001", npis=(npi(200_000_000),))
        screen()
        change.refresh_from_db()
        assert change.screened_at
        assert findings_of([change.pk]) == {}
        assert blocked([change.pk]) == set()

    def test_run_again_changes_nothing(self, cast: Cast) -> None:
        came_in(cast.lakeside, cast.exec, "007000903")
        screen()
        before = list(Finding.objects.values())
        run = screen()
        assert (run.found, run.resolved) == (0, 0)
        assert list(Finding.objects.values()) == before
        assert Finding.objects.get(reason="single_tin").events.count() == 1  # type: ignore[attr-defined]

    def test_resolves_what_it_does_not_find_any_more_and_finds_it_anew(self, cast: Cast) -> None:
        elsewhere = make_participant(make_aco("A9102", "Harbor"), tin="007000001")
        change = came_in(cast.lakeside, cast.exec, "007000001")
        screen()
        first = Finding.objects.get(reason="overlap_aco", change=change)
        today = timezone.localdate()
        elsewhere.effective_until = date(today.year + 1, 1, 1)
        elsewhere.save()
        run = screen()
        first.refresh_from_db()
        assert first.resolved_at is not None
        assert first.resolved_by is None
        assert run.resolved == 1
        (shown,) = [f for f in findings_of([change.pk])[change.pk] if f.reason == "overlap_aco"]
        assert "not found any more" in shown.stands
        elsewhere.effective_until = None
        elsewhere.save()
        screen()
        assert Finding.objects.filter(reason="overlap_aco", change=change).count() == 2
        assert Finding.objects.standing().get(reason="overlap_aco", change=change) != first

    def test_asks_a_constant_number_of_queries(self, cast: Cast) -> None:
        def queries() -> int:
            with CaptureQueriesContext(connection) as asked:
                screen()
            return len(asked)

        make_participant(cast.lakeside, providers=[npi(200_000_000)])
        came_in(cast.lakeside, cast.exec, "007000001")
        few = queries()
        for n in range(20):
            aco = make_aco(f"A92{n:02}", f"ACO {n}")
            number = f"00701{900 + n:04}"
            make_participant(aco, tin=number, providers=[npi(200_010_900 + n)])
            came_in(aco, cast.exec, number, npis=(npi(200_000_500 + n),))
        assert queries() == few
        assert queries() < few  # what PECOS has said it is not asked again

    def test_two_acos_that_ask_for_one_tin_both_learn_of_it(self, cast: Cast) -> None:
        other = make_aco("A9102", "Harbor")
        for aco in (cast.lakeside, other):
            came_in(aco, cast.exec, "007000001")
        screen()
        overlaps = {each[0] for each in standing() if each[1] == "overlap_aco"}
        assert overlaps == {"A9101", "A9102"}

    def test_a_list_is_not_blamed_for_what_another_aco_asks(self, cast: Cast) -> None:
        make_participant(cast.lakeside, tin="007000001")
        came_in(make_aco("A9102", "Harbor"), cast.exec, "007000001")
        screen()
        assert {each[0] for each in standing() if each[1] == "overlap_aco"} == {"A9102"}

    def test_leaves_what_is_decided_returned_or_withdrawn_as_it_was(self, cast: Cast) -> None:
        now = timezone.now()
        kept = []
        ends: tuple[dict[str, Any], ...] = (
            {"withdrawn_at": now},
            {"decided_at": now, "approved": False, "decision_reason": "No"},
            {"returned_at": now + timedelta(1), "return_reason": "Look"},
        )
        for n, ended in enumerate(ends):
            change = came_in(cast.lakeside, cast.exec, f"00700{n}903")
            screen()
            ChangeRequest.objects.filter(pk=change.pk).update(**ended)
            kept.append(change.pk)
        EnrolmentAnswer.objects.update(status="approved")
        screen()
        still = Finding.objects.standing().filter(reason="no_approved_enrollment")
        assert sorted(still.values_list("change", flat=True)) == kept
        assert not Finding.objects.open_on(timezone.localdate()).filter(change__in=kept).exists()

    def test_new_requests_are_screened_without_the_rest(self, cast: Cast) -> None:
        make_participant(make_aco("A9102", "Harbor"), tin="007000903")
        change = came_in(cast.lakeside, cast.exec, "007000902")
        assert waiting_changes() == [change.pk]
        go_on()
        change.refresh_from_db()
        assert change.screened_at is not None
        assert {each[0] for each in standing()} == {"A9101"}
        assert waiting_changes() == []
        with CaptureQueriesContext(connection) as asked:
            go_on()  # nothing waits, and no screening is made of it
        assert len(asked) == 3

    def test_a_request_that_comes_in_again_is_screened_again(self, cast: Cast) -> None:
        change = came_in(cast.lakeside, cast.exec, "007000001")
        go_on()
        ChangeRequest.objects.filter(pk=change.pk).update(submitted_at=timezone.now())
        assert waiting_changes() == [change.pk]

    def test_of_no_requests_there_is_none(self, cast: Cast) -> None:
        assert screen_changes([], source="Nobody") is None

    def test_removals_of_providers_are_not_checked(self, cast: Cast) -> None:
        participant = make_participant(cast.lakeside)
        change = came_in(
            cast.lakeside,
            cast.exec,
            kind=ChangeKind.REMOVE_PROVIDERS,
            participant=participant,
            npis=(npi(200_000_903),),
        )
        go_on()
        change.refresh_from_db()
        assert change.screened_at
        assert not findings_of([change.pk])


@pytest.fixture
def finding(cast: Cast) -> Finding:
    """An overlap of an addition with another ACO."""
    make_participant(make_aco("A9102", "Harbor"), tin="007000001")
    came_in(cast.lakeside, cast.exec, "007000001")
    screen()
    return Finding.objects.get(change__aco=cast.lakeside, reason="overlap_aco")


@pytest.mark.django_db
class TestSettling:
    """Findings waived and resolved, with reason and author."""

    def test_a_waiver_lets_pass_until_its_day_and_keeps_who_and_why(
        self, cast: Cast, finding: Finding
    ) -> None:
        until = timezone.localdate() + timedelta(30)
        waive_finding(
            acting_person=cast.cms_analyst, finding=finding, reason=" Leaves. ", until=until
        )
        finding.refresh_from_db()
        assert (finding.waived_by, finding.waiver_reason) == (cast.cms_analyst, "Leaves.")
        key = finding.change_id or 0
        assert key not in blocked([key])
        run = screen()
        assert (run.found, run.resolved) == (0, 0)
        (shown,) = [f for f in findings_of([key])[key] if f.pk == finding.pk]
        assert shown.state is FindingState.WAIVED
        assert "Waived by CMS until" in shown.stands
        with time_machine.travel(timezone.now() + timedelta(30)):
            assert key in blocked([key])

    def test_a_waiver_is_for_the_facts_that_were_known(self, cast: Cast, finding: Finding) -> None:
        waive_finding(acting_person=cast.cms_analyst, finding=finding, reason="Leaves.")
        make_participant(make_aco("A9103", "High Plains"), tin="007000001")
        screen()
        finding.refresh_from_db()
        assert finding.state_on(timezone.localdate()) is FindingState.OPEN
        assert len(finding.facts["with"]) == 2
        kept = finding.events.filter(waiver_reason="Leaves.")  # type: ignore[attr-defined]
        assert kept.exists()

    def test_a_waiver_can_be_taken_back(self, cast: Cast, finding: Finding) -> None:
        with pytest.raises(ScreeningError, match="not waived"):
            end_waiver(acting_person=cast.cms_analyst, finding=finding, reason="Oh")
        waive_finding(acting_person=cast.cms_analyst, finding=finding, reason="Leaves.")
        end_waiver(acting_person=cast.cms_analyst, finding=finding, reason="It does not.")
        finding.refresh_from_db()
        assert finding.state_on(timezone.localdate()) is FindingState.OPEN
        assert finding.events.last().pgh_context.metadata["reason"] == "It does not."  # type: ignore[attr-defined]

    def test_what_was_resolved_and_is_found_again_is_a_new_finding(
        self, cast: Cast, finding: Finding
    ) -> None:
        resolve_finding(acting_person=cast.cms_staff, finding=finding, reason="Letter of May 2")
        finding.refresh_from_db()
        assert (finding.resolved_by, finding.resolution) == (cast.cms_staff, "Letter of May 2")
        key = finding.change_id or 0
        assert key not in blocked([key])
        screen()
        assert key in blocked([key])
        assert Finding.objects.filter(change=key, reason="overlap_aco").count() == 2

    @pytest.mark.parametrize("reason", ["", "  \n", "x" * 2001])
    def test_a_reason_must_be_said(self, cast: Cast, finding: Finding, reason: str) -> None:
        for settle in (waive_finding, resolve_finding):
            with pytest.raises(ScreeningError) as refused:
                settle(acting_person=cast.cms_analyst, finding=finding, reason=reason)
            assert refused.value.field == "reason"

    def test_a_waiver_ends_after_today(self, cast: Cast, finding: Finding) -> None:
        with pytest.raises(ScreeningError, match="after today"):
            waive_finding(
                acting_person=cast.cms_analyst,
                finding=finding,
                reason="x",
                until=timezone.localdate(),
            )

    def test_what_is_resolved_stays_so(self, cast: Cast, finding: Finding) -> None:
        resolve_finding(acting_person=cast.cms_analyst, finding=finding, reason="Seen")
        for settle in (waive_finding, resolve_finding, end_waiver):
            with pytest.raises(ScreeningError, match="resolved already"):
                settle(acting_person=cast.cms_analyst, finding=finding, reason="Again")

    def test_the_database_holds_one_standing_finding_of_a_reason(self, finding: Finding) -> None:
        twin = Finding(reason=finding.reason, change=finding.change, facts={})
        with pytest.raises(IntegrityError, match="finding_stands_once"), transaction.atomic():
            twin.save()
        with pytest.raises(IntegrityError, match="waived_by_someone"), transaction.atomic():
            Finding.objects.filter(pk=finding.pk).update(waived_at=timezone.now())
        with pytest.raises(IntegrityError, match="resolved_by_facts"), transaction.atomic():
            Finding.objects.filter(pk=finding.pk).update(resolution="Because")
