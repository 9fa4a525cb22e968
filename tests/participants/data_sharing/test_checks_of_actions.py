"""Whose files of service dates are answered, compared, given and deleted, and when (C7, E1)."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from contacts.models import Aco
from participants.data_sharing.actions import (
    answer_file,
    answer_waiting,
    delete_file,
    delete_old_files,
    give_out_answers,
    upload_services,
)
from participants.data_sharing.errors import DataSharingError
from participants.data_sharing.models import DataSharingFile
from participants.data_sharing.storage import FILES
from tests.cast import Cast, make_aco, make_contact, make_participant

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
