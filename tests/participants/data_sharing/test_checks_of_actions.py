"""Whose files of service dates are answered, compared, given and deleted, and when (C7, E1)."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import pytest
from django.utils import timezone

from acoms.once.lease import LeaseLost
from contacts.models import Aco
from participants.changes.models import ChangeRequest
from participants.changes.rules import ChangeKind
from participants.data_sharing import actions
from participants.data_sharing.actions import (
    answer_file,
    answer_waiting,
    delete_file,
    delete_old_files,
    give_out_answers,
    upload_services,
)
from participants.data_sharing.due import request_files_to_revise
from participants.data_sharing.errors import DataSharingError
from participants.data_sharing.models import DataSharingFile, DataSharingProgress
from participants.data_sharing.storage import FILES
from tests.cast import Cast, make_aco, make_contact, make_participant
from tests.participants.changes.asked import days_ago, draft, submit

pytestmark = [pytest.mark.django_db, pytest.mark.rule("C7", "E1")]

TIN, MBI = "001234567", "1EG4TE5MK70"


@pytest.fixture(autouse=True)
def _own_place(settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path


@pytest.fixture
def elsewhere(cast: Cast) -> Aco:
    """Another ACO, of which the outsider is the IT contact; each has a participant."""
    aco = make_aco("A9102", "Elsewhere")
    make_contact(aco, cast.outsider, ["it_primary"])
    make_participant(aco, "Oak", tin=TIN)
    make_participant(cast.lakeside, "Elm", tin=TIN)
    return aco


def upload(cast: Cast, aco: Aco, days_ago: int = 10) -> DataSharingFile:
    on = timezone.localdate() - timedelta(days=days_ago)
    content = f"mbi,tin,service_date,data_sharing_request_code\n{MBI},{TIN},{on},Y\n"
    person = cast.it if aco == cast.lakeside else cast.outsider
    return upload_services(
        acting_person=person, aco=aco, source="services.csv", pieces=[content.encode()]
    )


def answered(file: DataSharingFile) -> DataSharingFile:
    answer_file(file)
    file.refresh_from_db()
    return file


def test_a_file_is_compared_with_the_acos_own_last_good_one(cast: Cast, elsewhere: Aco) -> None:
    answered(upload(cast, elsewhere))
    first = answered(upload(cast, cast.lakeside))
    assert "compared_with" not in first.summary, "not with another ACO's"
    DataSharingFile.objects.filter(pk=first.pk).update(deleted_at=timezone.now())
    second = answered(upload(cast, cast.lakeside))
    assert "compared_with" not in second.summary, "nor with one that was deleted"
    waiting, third = upload(cast, cast.lakeside), upload(cast, cast.lakeside)
    day = timezone.localdate() - timedelta(days=40)
    DataSharingFile.objects.filter(pk=second.pk).update(today=day)
    assert answered(third).summary["compared_with"] == str(day), "the last one that is done"
    assert answered(waiting).summary["compared_with"] == str(day), "not with what came later"
    DataSharingFile.objects.filter(pk__gt=second.pk).update(failure="It was damaged.")
    fourth = answered(upload(cast, cast.lakeside))
    assert fourth.summary["compared_with"] == str(day), "nor with one that failed"


def test_only_what_is_done_is_given_out(cast: Cast, elsewhere: Aco) -> None:
    file = upload(cast, cast.lakeside)
    FILES.save(file.made_as, [b"half of it"])
    with pytest.raises(DataSharingError, match="not there, or not any more"):
        give_out_answers(acting_person=cast.it, file=file)
    done = answered(file)
    assert give_out_answers(acting_person=cast.it, file=done).read()
    done.failure = "It was damaged."
    with pytest.raises(DataSharingError, match="not there, or not any more"):
        give_out_answers(acting_person=cast.it, file=done)


def test_only_files_that_wait_are_answered(cast: Cast, elsewhere: Aco) -> None:
    done, failed, deleted, waiting = (upload(cast, cast.lakeside) for _ in range(4))
    now = timezone.now()
    for file, state in (
        (done, {"finished_at": now}),
        (failed, {"failure": "It was damaged."}),
        (deleted, {"deleted_at": now}),
    ):
        DataSharingFile.objects.filter(pk=file.pk).update(**state)
    assert answer_waiting() == 1
    waiting.refresh_from_db()
    assert waiting.finished_at is not None


def test_what_was_deleted_keeps_its_day(cast: Cast, elsewhere: Aco) -> None:
    file = answered(upload(cast, cast.lakeside))
    delete_file(acting_person=cast.it, file=file)
    file.refresh_from_db()
    deleted_at = file.deleted_at
    delete_file(acting_person=cast.it, file=file)
    assert delete_old_files(file.delete_on) == 0
    file.refresh_from_db()
    assert file.deleted_at == deleted_at


def test_a_deleted_file_goes_and_no_other(cast: Cast, elsewhere: Aco) -> None:
    file, other = upload(cast, cast.lakeside), upload(cast, elsewhere)
    delete_file(acting_person=cast.it, file=file)
    assert not FILES.exists(file.uploaded_as), "although nobody has answered it"
    assert DataSharingFile.objects.get(deleted_at=None) == other
    assert FILES.exists(other.uploaded_as)


def test_who_has_lost_a_file_to_another_worker_writes_nothing(
    cast: Cast, elsewhere: Aco, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, more = upload(cast, cast.lakeside), upload(cast, cast.lakeside)
    DataSharingProgress.objects.update(attempt=2)
    with pytest.raises(LeaseLost):
        answer_file(file)
    monkeypatch.setattr(actions, "BLOCK", 1)
    monkeypatch.setattr(actions, "_end", MagicMock())
    with pytest.raises(LeaseLost):
        answer_file(more)  # learns so at its next step
    assert not DataSharingFile.objects.exclude(finished_at=None)
    assert FILES.exists(file.uploaded_as), "the other one is at it"


def test_a_file_may_be_as_large_as_it_may_be(cast: Cast, elsewhere: Aco, settings: Any) -> None:
    size = upload(cast, cast.lakeside).size
    settings.BENEFICIARY_DATA_MOST_BYTES = size
    assert upload(cast, cast.lakeside).size == size
    settings.BENEFICIARY_DATA_MOST_BYTES = size - 1
    with pytest.raises(DataSharingError, match="larger than"):
        upload(cast, cast.lakeside)


def test_as_many_bad_lines_are_told_as_may_be_and_all_are_counted(
    cast: Cast, elsewhere: Aco, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST_BAD", 2)
    lines = "mbi,tin,service_date\n" + "bad,,\n" * 3 + f"{MBI},,\n"
    file = upload_services(
        acting_person=cast.it, aco=cast.lakeside, source="bad.csv", pieces=[lines.encode()]
    )
    file = answered(file)
    assert [one["line"] for one in file.bad_lines] == [2, 3]
    assert (file.summary["bad"], file.lines_total) == (3, 4)


class TestToRevise:
    """Which departures make a new request file necessary."""

    @pytest.fixture
    def left(self, cast: Cast, elsewhere: Aco) -> ChangeRequest:
        """A removal from Lakeside's list that CMS has on record."""
        oak = make_participant(cast.lakeside, "Leaves", tin="001234569", since=days_ago(900))
        change = draft(
            cast.lakeside, cast.exec, ChangeKind.REMOVE_PARTICIPANT, participant=oak, days=5
        )
        (submitted,) = submit(cast.exec, change)
        return submitted

    def to_revise(self, *acos: Aco) -> list[str]:
        return [item.text.partition(" left ")[0] for item in request_files_to_revise(acos)]

    def test_is_what_left_this_aco(self, cast: Cast, elsewhere: Aco, left: ChangeRequest) -> None:
        assert self.to_revise(cast.lakeside) == ["Leaves"]
        assert self.to_revise(elsewhere) == []
        assert self.to_revise(elsewhere, cast.lakeside) == ["Leaves"]

    def test_is_not_what_was_refused_or_is_no_departure_or_never_was_on_the_list(
        self, cast: Cast, elsewhere: Aco, left: ChangeRequest
    ) -> None:
        rows = ChangeRequest.objects.filter(pk=left.pk)
        rows.update(approved=False, effective_on=None, decision_reason="No.")
        assert self.to_revise(cast.lakeside) == []
        rows.update(approved=True, effective_on=left.effective_on, decision_reason="")
        assert self.to_revise(cast.lakeside) == ["Leaves"]
        rows.update(kind=ChangeKind.REMOVE_PROVIDERS)
        assert self.to_revise(cast.lakeside) == []
        rows.update(kind=ChangeKind.REMOVE_PARTICIPANT)
        assert left.participant is not None
        left.participant.effective_from = left.effective_on or days_ago(0)
        left.participant.save()
        assert self.to_revise(cast.lakeside) == []

    @pytest.mark.parametrize(("days", "told"), [(0, True), (366, True), (367, False), (-1, False)])
    def test_is_what_left_by_now_and_within_a_year(
        self, cast: Cast, elsewhere: Aco, left: ChangeRequest, days: int, told: bool
    ) -> None:
        ChangeRequest.objects.filter(pk=left.pk).update(effective_on=days_ago(days))
        assert bool(self.to_revise(cast.lakeside)) is told

    def test_is_done_by_a_file_of_ones_own_that_was_made_after_it_and_did_not_fail(
        self, cast: Cast, elsewhere: Aco, left: ChangeRequest
    ) -> None:
        upload(cast, elsewhere)
        assert self.to_revise(cast.lakeside), "another ACO's"
        file = upload(cast, cast.lakeside)
        assert not self.to_revise(cast.lakeside)
        assert left.decided_at is not None
        rows = DataSharingFile.objects.filter(pk=file.pk)
        for before in (
            {"failure": "It was damaged."},
            {"uploaded_at": left.decided_at - timedelta(seconds=1)},
            {"today": days_ago(6)},
        ):
            kept = {name: getattr(file, name) for name in before}
            rows.update(**before)
            assert self.to_revise(cast.lakeside), before
            rows.update(**kept)
