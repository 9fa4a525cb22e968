"""Screening: which facts make a finding on which days, and what becomes of it (rule C5)."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contacts.agreement import EndKind
from contacts.ending.actions import record_end
from participants.changes.models import ChangeRequest
from participants.changes.rules import ChangeKind
from participants.screening.actions.findings import end_waiver, resolve_finding, waive_finding
from participants.screening.actions.runs import go_on, screen_changes
from participants.screening.errors import ScreeningError
from participants.screening.models.findings import EnrolmentAnswer, Finding
from participants.screening.models.lists import DeactivatedNpi, InitiativeParticipant, Sanction
from participants.screening.queries import blocked, findings_of, waiting_changes
from participants.screening.rules import FindingState, Reason
from participants.screening.sentences import explain, what_to_do
from tests.cast import Cast, make_aco, make_participant
from tests.participants.screening.screened import came_in, npi, screen, standing

pytestmark = pytest.mark.rule("C5")

DAY = date(2026, 6, 15)
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

    @pytest.mark.rule("J4")
    def test_nothing_overlaps_with_an_aco_whose_agreement_is_over_by_then(self, cast: Cast) -> None:
        harbor, last_day = make_aco("A9102", "Harbor"), date(timezone.localdate().year, 12, 31)
        make_participant(harbor, tin="007000001")
        came_in(cast.lakeside, cast.exec, "007000001")
        screen()
        assert {each[0] for each in standing() if each[1] == "overlap_aco"} == {"A9101"}
        record_end(
            acting_person=cast.cms_staff,
            aco=harbor,
            ends_on=last_day,
            kind=EndKind.ENDED,
            reason="Not renewed",
        )
        screen()
        assert not [each for each in standing() if each[1] == "overlap_aco"]

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
        for settle in (waive_finding, end_waiver, resolve_finding):
            with pytest.raises(ScreeningError, match="resolved already"):
                settle(acting_person=cast.cms_analyst, finding=finding, reason="Again")
        resolve_finding(acting_person=cast.cms_analyst, finding=finding, reason="Seen")
        finding.refresh_from_db()
        assert finding.resolution == "Seen"
        with pytest.raises(ScreeningError, match="resolved already"):
            resolve_finding(acting_person=cast.cms_staff, finding=finding, reason="Again")

    def test_the_database_holds_one_standing_finding_of_a_reason(self, finding: Finding) -> None:
        twin = Finding(reason=finding.reason, change=finding.change, facts={})
        with pytest.raises(IntegrityError, match="finding_stands_once"), transaction.atomic():
            twin.save()
        with pytest.raises(IntegrityError, match="waived_by_someone"), transaction.atomic():
            Finding.objects.filter(pk=finding.pk).update(waived_at=timezone.now())
        with pytest.raises(IntegrityError, match="resolved_by_facts"), transaction.atomic():
            Finding.objects.filter(pk=finding.pk).update(resolution="Because")
