"""Change requests at the same moment: signed twice, withdrawn while decided, drafted twice."""

from functools import partial
from typing import Any

import pghistory
import pytest
from django.db import transaction
from django.utils import timezone

from acoms.once.models import Claim
from contacts.actions import lock_aco
from notifications.models import Notification
from participants.changes.actions.applying import apply_change
from participants.changes.actions.files import confirm_change_file, plan_of, prepare_change_file
from participants.changes.actions.requests import submit_changes, withdraw_change
from participants.changes.errors import ChangeError
from participants.changes.models import ChangeRequest
from participants.changes.queries import to_submit
from participants.changes.readiness import fingerprint, look_at
from participants.changes.reminding import remind_of_unsubmitted
from participants.changes.rules import ChangeKind, ChangeState
from participants.lists.models import Participant
from tests.cast import Cast, make_participant
from tests.concurrency.at_once import at_once, errors, successes
from tests.participants.changes.asked import NPI, complete, days_ago, draft, submit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _documents(settings: Any, tmp_path: Any) -> None:
    settings.FILES_ROOT = tmp_path


@pytest.mark.rule("A15", "C3", "E4")
def test_two_signers_at_once_submit_once(cast: Cast) -> None:
    elm = make_participant(cast.lakeside, providers=[NPI])
    removal = draft(cast.lakeside, cast.exec, ChangeKind.REMOVE_PARTICIPANT, participant=elm)
    shown = fingerprint(look_at(cast.lakeside, list(to_submit(cast.lakeside, [removal.pk]))))
    sign = partial(
        submit_changes, aco=cast.lakeside, change_ids=[removal.pk], shown=shown, attested=()
    )
    people = (cast.exec, cast.signer, cast.second_signer)
    outcomes = at_once(*(partial(sign, acting_person=person) for person in people))
    assert len(successes(outcomes)) == 1
    assert all(isinstance(error, ChangeError) for error in errors(outcomes))
    told = Notification.objects.filter(kind="changes_submitted")
    assert len({n.person_id for n in told}) == len(told) == 3, "each is told once"


@pytest.mark.rule("A15", "C3", "E4")
def test_a_request_is_corrected_or_signed_as_it_was_shown_and_never_both(cast: Cast) -> None:
    for n in range(4):
        fields: dict[str, Any] = {
            "tin": f"00179{n:04}",
            "legal_business_name": "Pine Street Clinic",
        }
        change = complete(draft(cast.lakeside, cast.liaison, **fields), cast.liaison)
        shown = fingerprint(look_at(cast.lakeside, list(to_submit(cast.lakeside, [change.pk]))))
        before = change.events.count()  # type: ignore[attr-defined]
        fields["legal_business_name"] = "Pine Street Medical Group"
        saved, signed = at_once(
            partial(draft, cast.lakeside, cast.liaison, change=change.pk, npis=(NPI,), **fields),
            partial(
                submit_changes,
                acting_person=cast.signer,
                aco=cast.lakeside,
                change_ids=[change.pk],
                shown=shown,
            ),
        )
        change.refresh_from_db()
        told = Notification.objects.filter(kind="changes_submitted")
        assert change.events.count() == before + 1, "one of them wrote, and once"  # type: ignore[attr-defined]
        if isinstance(saved, Exception):
            assert isinstance(saved, ChangeError)
            assert "cannot be changed any more. The Signer submitted this request" in str(saved)
            assert (change.submitted_by, change.providers.count()) == (cast.signer, 0)
            assert change.legal_business_name == "Pine Street Clinic"
            assert told.count() == 2, "the signer and the administrator"
        else:
            assert isinstance(signed, ChangeError)
            assert "Something has changed since this page was made" in str(signed)
            assert change.state is ChangeState.DRAFT
            assert [each.npi for each in change.providers.all()] == [NPI]
            assert change.legal_business_name == "Pine Street Medical Group"
            assert not told.exists()
        told.delete()


def decide(change: ChangeRequest) -> bool:
    """As CMS approves: under the ACO's lock, what is undecided by then."""
    with transaction.atomic(), pghistory.context(action="approve"):
        lock_aco(change.aco)
        now = ChangeRequest.objects.in_hand().filter(pk=change.pk).first()
        if now is None:
            return False
        now.effective_on = apply_change(now)
        now.decided_at, now.approved = timezone.now(), True
        now.save()
    return True


@pytest.mark.rule("C3", "E3")
def test_a_request_is_withdrawn_or_decided_and_never_both(cast: Cast) -> None:
    for n in range(4):
        change = complete(draft(cast.lakeside, cast.exec, tin=f"00178{n:04}"), cast.exec)
        submit(cast.exec, change)
        outcomes = at_once(
            partial(decide, change),
            partial(withdraw_change, acting_person=cast.exec, change=change),
        )
        change.refresh_from_db()
        approved = change.state is ChangeState.APPROVED
        assert approved or change.state is ChangeState.WITHDRAWN
        assert outcomes[0] is approved
        assert isinstance(outcomes[1], ChangeError) is approved
        listed = Participant.objects.filter(tin_hash=change.tin_hash)
        assert listed.exists() is approved


@pytest.mark.rule("C3")
def test_two_administrators_draft_one_tin_at_once(cast: Cast) -> None:
    outcomes = at_once(
        *(partial(draft, cast.lakeside, person) for person in (cast.exec, cast.liaison) * 2)
    )
    assert len(successes(outcomes)) == 1
    assert all("open already" in str(error) for error in errors(outcomes))


@pytest.mark.rule("C3", "E4")
def test_a_file_confirmed_by_several_at_once_is_made_into_drafts_once(cast: Cast) -> None:
    rows = [f"Add participant,{days_ago(3)},0018{n:05},Clinic {n}" for n in range(50)]
    file = prepare_change_file(
        acting_person=cast.exec,
        aco=cast.lakeside,
        source="changes.csv",
        text="\n".join(("Change,Date,TIN,Legal business name", *rows)),
        remarks=[],
    )
    confirm = partial(
        confirm_change_file, file=file, shown=plan_of(file).fingerprint, good_ones_only=False
    )
    people = (cast.exec, cast.liaison, cast.signer)
    outcomes = at_once(*(partial(confirm, acting_person=person) for person in people))
    assert sorted(outcomes) == [False, False, True]
    assert ChangeRequest.objects.count() == 50


@pytest.mark.rule("C4", "E6")
def test_two_runs_at_once_remind_once(cast: Cast) -> None:
    draft(cast.lakeside, cast.exec, days=22)
    assert sorted(at_once(*[remind_of_unsubmitted] * 3)) == [0, 0, 1]
    assert Claim.objects.count() == 1
    assert Notification.objects.filter(kind="changes_not_submitted").count() == 1
