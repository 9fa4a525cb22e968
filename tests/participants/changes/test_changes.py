"""Change requests: drafted by administrators, signed by signers, withdrawn (rules C3, C4, A15)."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from acoms.access import Refused
from acoms.programme.dates import in_words
from notifications.models import Notification
from participants.changes.actions.applying import apply_change
from participants.changes.actions.requests import save_draft, submit_changes, withdraw_change
from participants.changes.errors import ChangeError
from participants.changes.models import ChangeRequest
from participants.changes.queries import draft_of, requests_of, to_submit
from participants.changes.readiness import fingerprint, look_at
from participants.changes.rules import ChangeKind, ChangeState
from participants.lists.models import Participant
from tests.cast import Cast, make_aco, make_contact, make_participant
from tests.participants.changes.asked import (
    NPI,
    NPI2,
    NPI3,
    TIN,
    complete,
    days_ago,
    document,
    draft,
    make_cycles,
    submit,
)

ADD, REMOVE, MERGE = (
    ChangeKind.ADD_PARTICIPANT,
    ChangeKind.REMOVE_PARTICIPANT,
    ChangeKind.MERGED_TIN,
)
ADD_NPIS, REMOVE_NPIS = ChangeKind.ADD_PROVIDERS, ChangeKind.REMOVE_PROVIDERS


@pytest.fixture
def elm(cast: Cast) -> Participant:
    return make_participant(cast.lakeside, providers=[NPI, NPI2])


@pytest.fixture(autouse=True)
def _documents(settings: Any, tmp_path: Any) -> None:
    settings.FILES_ROOT = tmp_path


def fresh(change: ChangeRequest) -> ChangeRequest:
    return ChangeRequest.objects.get(pk=change.pk)


@pytest.mark.rule("C3", "E3", "E5")
def test_an_administrator_drafts_an_addition(cast: Cast) -> None:
    change: Any = draft(cast.lakeside, cast.liaison, npis=(NPI,), doing_business_as="Pine")
    assert fresh(change).state is ChangeState.DRAFT
    assert (change.created_by, change.subject) == (cast.liaison, "Pine Street Clinic")
    assert change.masked_tin == "•••••0001"
    assert [str(p) for p in change.providers.all()] == [NPI]
    event = change.events.first()
    assert event.pgh_context.metadata["acting_person"] == cast.liaison.pk
    assert TIN not in str(ChangeRequest.objects.values_list("tin_hash").first())
    assert not Notification.objects.exists()


@pytest.mark.rule("E1", "A5", "A13")
@pytest.mark.parametrize("role", ["it", "qpp_staff", "delegate", "dua_requestor"])
def test_whoever_is_no_administrator_prepares_nothing(cast: Cast, role: str) -> None:
    with pytest.raises(Refused):
        draft(cast.lakeside, getattr(cast, role))
    change = draft(cast.lakeside, cast.exec)
    with pytest.raises(Refused):
        withdraw_change(acting_person=getattr(cast, role), change=change)
    with pytest.raises(Refused):
        submit(getattr(cast, role), complete(change, cast.exec))


@pytest.mark.rule("A15")
def test_an_administrator_without_a_signature_does_not_submit(cast: Cast) -> None:
    change = complete(draft(cast.lakeside, cast.liaison), cast.liaison)
    with pytest.raises(Refused) as refused:
        submit(cast.liaison, change)
    assert "Authorized to Sign (primary)" in refused.value.decision.who_could
    for signer in (cast.exec, cast.signer, cast.second_signer):
        submit(
            signer,
            complete(draft(cast.lakeside, cast.liaison, tin=f"00171{signer.pk:04}"), cast.liaison),
        )


@pytest.mark.rule("C3", "C4", "E3")
def test_an_addition_is_submitted_and_waits_for_cms(cast: Cast) -> None:
    with time_machine.travel("2026-03-10 15:00Z"):
        first, _ = make_cycles(2027)
        change = complete(draft(cast.lakeside, cast.liaison, npis=(NPI,)), cast.liaison)
        submit(cast.signer, change)
    change = fresh(change)
    assert change.state is ChangeState.SUBMITTED
    assert (change.submitted_by, change.cycle) == (cast.signer, first)
    assert change.first_submitted_at == change.submitted_at
    assert not change.notice.is_late
    assert change.effective_on is None
    assert not Participant.objects.filter(aco=cast.lakeside).exists(), "CMS has not decided"


@pytest.mark.rule("C3")
def test_an_approved_addition_joins_the_list_on_january_1(cast: Cast) -> None:
    with time_machine.travel("2026-12-31 23:30-05:00"):  # a new year already in London
        change = complete(draft(cast.lakeside, cast.exec, npis=(NPI, NPI2)), cast.exec)
        submit(cast.exec, change)
        assert apply_change(fresh(change)) == date(2027, 1, 1)
    joined = Participant.objects.get(aco=cast.lakeside)
    assert (joined.tin, joined.effective_from, joined.effective_until) == (
        TIN,
        date(2027, 1, 1),
        None,
    )
    assert [(p.npi, p.effective_from) for p in joined.providers.all()] == [
        (NPI, date(2027, 1, 1)),
        (NPI2, date(2027, 1, 1)),
    ]
    with pytest.raises(ChangeError, match="on the ACO's list already"):
        apply_change(fresh(change))


@pytest.mark.rule("C3", "C4")
def test_a_removal_takes_effect_on_the_day_the_agreement_ended(
    cast: Cast, elm: Participant
) -> None:
    change = draft(cast.lakeside, cast.exec, REMOVE, participant=elm, days=45)
    submit(cast.exec, change)
    change = fresh(change)
    assert change.state is ChangeState.APPROVED
    assert (change.decided_by, change.approved) == (None, True)
    assert change.notice.is_late, "late, and effective on its day all the same"
    assert change.effective_on == days_ago(45)
    elm.refresh_from_db()
    assert elm.effective_until == days_ago(45)
    assert {p.effective_until for p in elm.providers.all()} == {days_ago(45)}
    assert not Participant.objects.filter(aco=cast.lakeside).on(days_ago(45)).exists()
    assert Participant.objects.filter(aco=cast.lakeside).on(days_ago(46)).exists()


@pytest.mark.rule("C3")
def test_who_leaves_before_beginning_never_begins(cast: Cast) -> None:
    soon = timezone.localdate() + timedelta(days=90)
    elm = make_participant(cast.lakeside, since=soon, providers=[NPI])
    submit(cast.exec, draft(cast.lakeside, cast.exec, REMOVE, participant=elm))
    elm.refresh_from_db()
    assert elm.effective_until == soon
    assert not Participant.objects.filter(aco=cast.lakeside).on(soon).exists()


@pytest.mark.rule("C1", "C3")
@pytest.mark.parametrize("kind", [REMOVE, REMOVE_NPIS])
@pytest.mark.parametrize("days", [40, 41, 300])
def test_nobody_leaves_on_or_before_the_day_of_joining_at_no_door(
    cast: Cast, kind: ChangeKind, days: int
) -> None:
    joined = days_ago(40)
    elm = make_participant(cast.lakeside, since=joined, providers=[NPI])
    npis = (NPI,) if kind is REMOVE_NPIS else ()
    why = f"{NPI if npis else elm} joined your list on {in_words(joined)}"
    with pytest.raises(ChangeError, match=why) as refused:
        draft(cast.lakeside, cast.exec, kind, participant=elm, npis=npis, days=days)
    assert refused.value.field == "happened_on"
    change = draft(cast.lakeside, cast.exec, kind, participant=elm, npis=npis, days=39)
    ChangeRequest.objects.filter(pk=change.pk).update(happened_on=days_ago(days))
    with pytest.raises(ChangeError, match=why):
        submit(cast.exec, change)
    with pytest.raises(ChangeError, match=why):
        apply_change(fresh(change))
    for row in (elm, elm.providers.get()):
        row.refresh_from_db()
        assert (row.effective_from, row.effective_until) == (joined, None)


@pytest.mark.rule("C1", "C4")
def test_nothing_of_a_participant_counts_from_before_it_joined(cast: Cast) -> None:
    soon = timezone.localdate() + timedelta(days=60)
    elm = make_participant(cast.lakeside, since=soon)
    change = draft(cast.lakeside, cast.exec, ADD_NPIS, participant=elm, npis=(NPI,))
    assert apply_change(change) == soon == elm.providers.get().effective_from
    removal = draft(cast.lakeside, cast.exec, REMOVE, participant=elm)
    submit(cast.exec, removal)
    assert fresh(removal).effective_on == soon, "what the page says is what the list says"


@pytest.mark.rule("C4")
@pytest.mark.parametrize(("days", "counts"), [(30, 30), (31, 0)])
def test_providers_leave_on_their_day_or_by_a_late_notice_on_its_own(
    cast: Cast, elm: Participant, days: int, counts: int
) -> None:
    change = draft(cast.lakeside, cast.exec, REMOVE_NPIS, participant=elm, npis=(NPI,), days=days)
    submit(cast.signer, change)
    assert fresh(change).effective_on == days_ago(counts)
    left, stays = elm.providers.order_by("npi")
    assert (left.npi, left.effective_until) == (NPI, days_ago(counts))
    assert stays.effective_until is None


@pytest.mark.rule("C4", "C5")
@pytest.mark.parametrize(("days", "counts"), [(30, 30), (31, 0)])
def test_new_providers_wait_for_cms_and_count_from_the_notice_s_day(
    cast: Cast, elm: Participant, days: int, counts: int
) -> None:
    change = draft(cast.lakeside, cast.exec, ADD_NPIS, participant=elm, npis=(NPI3,), days=days)
    submit(cast.signer, change)
    change = fresh(change)
    assert change.state is ChangeState.SUBMITTED
    assert elm.providers.count() == 2
    assert apply_change(change) == days_ago(counts)
    assert elm.providers.get(npi=NPI3).effective_from == days_ago(counts)


@pytest.mark.rule("C1", "C3")
def test_providers_that_join_a_leaver_leave_with_it(cast: Cast, elm: Participant) -> None:
    elm.effective_until = timezone.localdate() + timedelta(days=60)
    elm.save()
    change = draft(cast.lakeside, cast.exec, ADD_NPIS, participant=elm, npis=(NPI3,))
    apply_change(change)
    assert elm.providers.get(npi=NPI3).effective_until == elm.effective_until


@pytest.mark.rule("C3", "A15")
def test_a_merger_is_attested_by_its_signer_who_names_both(cast: Cast, elm: Participant) -> None:
    change = draft(cast.lakeside, cast.liaison, MERGE, participant=elm)
    with pytest.raises(ChangeError, match="Missing: proof of the merger or acquisition"):
        submit(cast.exec, change)
    complete(change, cast.liaison)
    with pytest.raises(ChangeError, match="attest to the merger"):
        submit(cast.exec, change, attested=False)
    submit(cast.exec, change)
    change = fresh(change)
    assert change.attested_by == cast.exec
    assert f"Pine Street Clinic (TIN ending {TIN[-4:]})" in change.attestation
    assert f"{elm} (TIN ending {elm.tin[-4:]})" in change.attestation
    assert TIN not in change.attestation
    apply_change(change)
    assert Participant.objects.get(legal_business_name="Pine Street Clinic").merged_or_acquired


@pytest.mark.rule("C3")
def test_what_a_request_lacks_is_said_and_nothing_of_the_batch_is_submitted(
    cast: Cast, elm: Participant
) -> None:
    addition = draft(cast.lakeside, cast.exec)
    removal = draft(cast.lakeside, cast.exec, REMOVE, participant=elm)
    with pytest.raises(ChangeError, match="first page of the participant agreement"):
        submit(cast.exec, addition, removal)
    assert {fresh(addition).state, fresh(removal).state} == {ChangeState.DRAFT}
    elm.refresh_from_db()
    assert elm.effective_until is None


@pytest.mark.rule("E3", "E4")
def test_nobody_signs_what_a_colleague_changed_meanwhile(cast: Cast, elm: Participant) -> None:
    change = draft(cast.lakeside, cast.exec, REMOVE, participant=elm)
    shown = fingerprint(look_at(cast.lakeside, list(to_submit(cast.lakeside, [change.pk]))))
    asked = draft_of(change)
    save_draft(
        acting_person=cast.liaison,
        aco=cast.lakeside,
        draft=replace(asked, happened_on=days_ago(9)),
    )
    sign: Any = {"acting_person": cast.exec, "aco": cast.lakeside, "shown": shown}
    with pytest.raises(ChangeError, match="Something has changed"):
        submit_changes(**sign, change_ids=[change.pk])
    with pytest.raises(ChangeError, match="Choose at least one"):
        submit_changes(**sign, change_ids=[])
    with pytest.raises(ChangeError, match="Not all of these"):
        submit_changes(**sign, change_ids=[change.pk, 999_999])


@pytest.mark.rule("C3")
def test_duplicates_are_explained_with_the_request_that_is_open(
    cast: Cast, elm: Participant
) -> None:
    first = draft(cast.lakeside, cast.exec)
    with pytest.raises(ChangeError, match="open already: Pine Street Clinic, draft") as refused:
        draft(cast.lakeside, cast.liaison, legal_business_name="Other")
    assert (refused.value.field, refused.value.change) == ("tin", first)
    with pytest.raises(ChangeError, match="on your list already, as Elm Street"):
        draft(cast.lakeside, cast.exec, tin=elm.tin)
    draft(cast.lakeside, cast.exec, REMOVE, participant=elm)
    with pytest.raises(ChangeError, match="removal is asked for already"):
        draft(cast.lakeside, cast.exec, REMOVE, participant=elm)
    draft(cast.lakeside, cast.exec, ADD_NPIS, participant=elm, npis=(NPI3,))
    with pytest.raises(ChangeError, match=f"asked for {NPI3} already"):
        draft(cast.lakeside, cast.exec, ADD_NPIS, participant=elm, npis=(NPI3,))
    with pytest.raises(ChangeError, match=f"{NPI} is on your list under"):
        draft(cast.lakeside, cast.exec, ADD_NPIS, participant=elm, npis=(NPI,))
    with pytest.raises(ChangeError, match=f"{NPI3} is not on your list under"):
        draft(cast.lakeside, cast.exec, REMOVE_NPIS, participant=elm, npis=(NPI3,))
    with pytest.raises(ChangeError, match="at least one provider"):
        draft(cast.lakeside, cast.exec, REMOVE_NPIS, participant=elm)
    elsewhere = make_participant(make_aco("A9102", "Harbor"))
    with pytest.raises(ChangeError, match="participant of your list"):
        draft(cast.lakeside, cast.exec, REMOVE, participant=elsewhere)
    draft(cast.lakeside, cast.exec, tin=elsewhere.tin)  # screening, not this page, finds overlaps


@pytest.mark.rule("C3")
def test_the_database_holds_one_open_request_for_a_tin_whatever_the_page_says(cast: Cast) -> None:
    change = draft(cast.lakeside, cast.exec)
    change.pk = None
    with pytest.raises(IntegrityError, match="change_one_open_for_a_tin"), transaction.atomic():
        change.save()


@pytest.mark.rule("C3")
def test_a_tin_that_leaves_this_year_may_join_again_next_year(cast: Cast, elm: Participant) -> None:
    submit(cast.exec, draft(cast.lakeside, cast.exec, REMOVE, participant=elm))
    again = complete(draft(cast.lakeside, cast.exec, tin=elm.tin), cast.exec)
    submit(cast.exec, again)
    apply_change(fresh(again))
    assert Participant.objects.filter(tin_hash=elm.tin_hash).count() == 2


@pytest.mark.rule("C3", "E3")
def test_a_draft_is_deleted_and_a_request_withdrawn_and_who_comes_second_reads_it(
    cast: Cast,
) -> None:
    change = draft(cast.lakeside, cast.exec)
    withdraw_change(acting_person=cast.liaison, change=change)
    assert fresh(change).is_deleted
    assert not Notification.objects.exists(), "nobody had been told of it"
    with pytest.raises(ChangeError, match=r"The Liaison deleted this draft on .* Eastern Time"):
        withdraw_change(acting_person=cast.exec, change=change)
    assert withdraw_change(acting_person=cast.liaison, change=change).is_deleted, "said twice"
    with pytest.raises(ChangeError, match=r"deleted and cannot be changed .* The Liaison deleted"):
        document(change, cast.exec, "other")
    with pytest.raises(ChangeError, match="Pine Street Clinic: The Liaison deleted this draft on"):
        submit(cast.exec, change)
    second = complete(draft(cast.lakeside, cast.exec), cast.exec)
    submit(cast.exec, second)
    assert submit(cast.exec, second) == [second], "said twice, and done once"
    assert Notification.objects.filter(kind="changes_submitted").count() == 2
    with pytest.raises(ChangeError, match="The Exec submitted this request on"):
        submit(cast.signer, second)
    withdraw_change(acting_person=cast.liaison, change=second)
    assert Notification.objects.filter(kind="change_withdrawn").count() == 3
    with pytest.raises(ChangeError, match="The Liaison withdrew this request on"):
        withdraw_change(acting_person=cast.exec, change=second)
    assert not fresh(second).is_deleted, "CMS had it: the record stays"


def returned(change: ChangeRequest) -> ChangeRequest:
    """As CMS staff return it."""
    ChangeRequest.objects.filter(pk=change.pk).update(
        screened_at=timezone.now(), returned_at=timezone.now(), return_reason="Wrong page"
    )
    return fresh(change)


@pytest.mark.rule("C4", "C5")
def test_a_returned_request_is_corrected_and_keeps_the_day_of_its_first_notice(cast: Cast) -> None:
    change = complete(draft(cast.lakeside, cast.exec, days=10), cast.exec)
    submit(cast.exec, change)
    with pytest.raises(ChangeError, match="submitted and cannot be changed"):
        save_draft(acting_person=cast.exec, aco=cast.lakeside, draft=draft_of(change))
    change = returned(change)
    assert change.state is ChangeState.RETURNED
    noticed = change.first_submitted_at
    with time_machine.travel(timezone.now() + timedelta(days=40)):
        save_draft(acting_person=cast.exec, aco=cast.lakeside, draft=draft_of(change))
        submit(cast.signer, change)
        change = fresh(change)
        assert change.state is ChangeState.SUBMITTED
        assert change.screened_at is None, "screened anew"
        assert change.first_submitted_at == noticed
        assert not change.notice.is_late


@pytest.mark.rule("C4")
def test_every_state_of_a_row_is_the_same_in_sql(cast: Cast, elm: Participant) -> None:
    def one(n: int, **fields: Any) -> None:
        change = draft(cast.lakeside, cast.exec, tin=f"00175{n:04}")
        ChangeRequest.objects.filter(pk=change.pk).update(**fields)

    now = timezone.now()
    sent = {"submitted_at": now, "first_submitted_at": now, "submitted_by": cast.exec}
    back = {"returned_at": now, "return_reason": "x"}
    no = {"decided_at": now, "approved": False, "decision_reason": "x"}
    one(1)
    one(2, **sent)
    one(3, **sent, screened_at=now)
    one(4, **sent, **back)
    one(5, **{**sent, "submitted_at": now + timedelta(seconds=1)}, **back)
    one(6, **sent, **no)
    one(7, withdrawn_at=now)
    one(8, **sent, **back, withdrawn_at=now)
    submit(cast.exec, draft(cast.lakeside, cast.exec, REMOVE, participant=elm))
    for state in ChangeState:
        found = set(requests_of(cast.lakeside, state=state.value))
        assert found == {
            c for c in ChangeRequest.objects.all() if c.state is state and not c.is_deleted
        }
        assert found, state
    with_the_aco = {c for c in ChangeRequest.objects.all() if c.state.is_with_the_aco}
    assert set(to_submit(cast.lakeside)) == with_the_aco


@pytest.mark.rule("E3", "A15")
def test_administrators_and_signers_are_told_of_a_submission_once(
    cast: Cast, elm: Participant
) -> None:
    cast.it, cast.qpp_staff, cast.liaison  # noqa: B018 - who are and are not told
    make_contact(cast.lakeside, cast.exec, ["cms_liaison"])
    changes = [
        draft(cast.lakeside, cast.liaison, REMOVE, participant=elm),
        complete(draft(cast.lakeside, cast.liaison), cast.liaison),
    ]
    submit(cast.exec, *changes)
    told = Notification.objects.filter(kind="changes_submitted")
    assert {n.person for n in told} == {cast.exec, cast.liaison}
    assert len(told) == 2
    assert "2 change requests of Lakeside Care Partners ACO (A9101) went to CMS." in told[0].text
    assert "In effect from" in str(told[0].data["lines"])


@pytest.mark.rule("C3")
def test_looking_at_a_hundred_drafts_takes_the_queries_of_one(cast: Cast, elm: Participant) -> None:
    for n in range(20):
        draft(cast.lakeside, cast.exec, tin=f"00176{n:04}", npis=(NPI3,))
    make_cycles(timezone.localdate().year + 1)
    waiting = to_submit(cast.lakeside)
    with CaptureQueriesContext(connection) as few:
        look_at(cast.lakeside, list(waiting[:1]))
    with CaptureQueriesContext(connection) as many:
        assert len(look_at(cast.lakeside, list(waiting))) == 20
    assert len(few) == len(many) < 10


@pytest.mark.rule("C3")
def test_the_last_second_of_the_30th_day_is_in_time(cast: Cast, elm: Participant) -> None:
    eastern = timezone.get_default_timezone()
    for second, late in ((0, False), (1, True)):
        moment = datetime(2026, 6, 30, 23, 59, 59, tzinfo=eastern) + timedelta(seconds=second)
        with time_machine.travel(moment, tick=False):
            change = draft(
                cast.lakeside,
                cast.exec,
                REMOVE_NPIS,
                participant=elm,
                npis=((NPI, NPI2)[second],),
                happened_on=date(2026, 5, 31),
            )
            submit(cast.exec, change)
        assert fresh(change).notice.is_late is late
        assert fresh(change).effective_on == (date(2026, 7, 1) if late else date(2026, 5, 31))
