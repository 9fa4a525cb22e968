"""What the actions on change requests ask of what they find: each fails where it is left out."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from participants.changes.actions.documents import remove_document
from participants.changes.actions.files import (
    KEPT_UNCONFIRMED,
    confirm_change_file,
    forget_unconfirmed_files,
    plan_of,
    prepare_change_file,
)
from participants.changes.actions.requests import withdraw_change
from participants.changes.errors import ChangeError
from participants.changes.models import ChangeFile
from tests.cast import Cast
from tests.participants.changes.asked import days_ago, document, draft, pdf

pytestmark = [pytest.mark.django_db, pytest.mark.rule("C3")]


@pytest.fixture(autouse=True)
def _documents(settings: Any, tmp_path: Any) -> None:
    settings.FILES_ROOT = tmp_path


def test_a_document_that_was_taken_off_can_come_again_and_another_beside_it(cast: Cast) -> None:
    change = draft(cast.lakeside, cast.exec)
    first = document(change, cast.exec, "other", pdf(1))
    document(change, cast.exec, "other", pdf(2))
    document(change, cast.exec, "first_page", pdf(1))
    with pytest.raises(ChangeError, match="This very file is attached already"):
        document(change, cast.exec, "other", pdf(1))
    remove_document(acting_person=cast.exec, document=first)
    with pytest.raises(ChangeError, match="This document is removed already"):
        remove_document(acting_person=cast.exec, document=first)
    document(change, cast.exec, "other", pdf(1))
    assert change.attachments.filter(removed_at=None).count() == 3


def test_when_a_document_was_taken_off_stays_when_the_draft_is_deleted(cast: Cast) -> None:
    change = draft(cast.lakeside, cast.exec)
    first = document(change, cast.exec, "other", pdf(1))
    remove_document(acting_person=cast.exec, document=first)
    first.refresh_from_db()
    removed_at = first.removed_at
    second = document(change, cast.exec, "other", pdf(2))
    withdraw_change(acting_person=cast.exec, change=change)
    for each in (first, second):
        each.refresh_from_db()
    assert first.removed_at == removed_at
    assert second.removed_at is not None
    assert second.removed_at > removed_at


def test_of_old_files_of_changes_the_confirmed_ones_stay(cast: Cast) -> None:
    def prepared(tin: str) -> ChangeFile:
        return prepare_change_file(
            acting_person=cast.exec,
            aco=cast.lakeside,
            source="changes.csv",
            text=f"Change,Date,TIN,Legal business name\nAdd participant,{days_ago(3)},{tin},Clinic",
            remarks=[],
        )

    kept, old, new = prepared("001800001"), prepared("001800002"), prepared("001800003")
    confirm_change_file(
        acting_person=cast.exec,
        file=kept,
        shown=plan_of(kept).fingerprint,
        good_ones_only=False,
    )
    past = timezone.now() - KEPT_UNCONFIRMED - timedelta(seconds=1)
    ChangeFile.objects.filter(pk__in=[kept.pk, old.pk]).update(created_at=past)
    assert forget_unconfirmed_files() == 1
    assert set(ChangeFile.objects.values_list("pk", flat=True)) == {kept.pk, new.pk}
