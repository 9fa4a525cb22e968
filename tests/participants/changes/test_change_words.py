"""What pages and letters say of a change request fits the request that it is (rules C3-C6)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from notifications.models import Notification
from participants.changes.actions.files import plan_of
from participants.changes.models import ChangeRequest
from participants.changes.queries import draft_of
from participants.changes.rules import ChangeKind
from participants.data_sharing.models import DataSharingFile
from participants.deciding.actions import approve_change, return_change
from participants.lists.models import Participant
from participants.screening.rules import Reason
from participants.screening.sentences import what_to_do
from tests.cast import Cast, make_participant
from tests.participants.changes.asked import NPI, NPI2, NPI3, complete, draft, submit
from tests.participants.changes.test_change_files import read_in

ADMIN = "admin:participants_changes_changerequest_change"


@pytest.fixture
def elm(cast: Cast) -> Participant:
    return make_participant(cast.lakeside, tin="001799999", providers=[NPI, NPI2])


@pytest.fixture(autouse=True)
def _documents(settings: Any, tmp_path: Any) -> None:
    settings.FILES_ROOT = tmp_path


def page_of(cast: Cast, name: str, *args: object, **more: Any) -> str:
    browser = cast.browser("exec")
    answer = (
        browser.post(reverse(name, args=args), **more)
        if more
        else browser.get(reverse(name, args=args), follow=True)
    )
    return str(answer.content.decode())


@pytest.mark.rule("C5")
@pytest.mark.parametrize("reason", [Reason.OVERLAP_ACO, Reason.OVERLAP_INITIATIVE])
def test_advice_fits_what_the_request_says_of_primary_care(reason: Reason) -> None:
    facts: dict[str, Any] = {"with": []}
    assert "say so in the request" in what_to_do(reason, facts)
    said = what_to_do(reason, facts, primary_care=False)
    assert "say so in the request" not in said
    assert "send CMS proof" in said


@pytest.mark.rule("C3", "C5")
def test_saving_a_returned_request_says_that_cms_knows_of_it(cast: Cast) -> None:
    change = complete(draft(cast.lakeside, cast.exec), cast.exec)
    submit(cast.exec, change)
    return_change(acting_person=cast.cms_staff, change=change, reason="Wrong page.")
    change = ChangeRequest.objects.get(pk=change.pk)
    asked = draft_of(change)
    data = {"tin": "", "legal_business_name": "Pine", "happened_on": asked.happened_on}
    said = page_of(cast, "edit_change", "A9101", change.pk, data=data, follow=True)
    assert "The correction is saved" in said
    assert "CMS has not been told" not in said


@pytest.mark.rule("C3")
def test_a_merged_tin_is_no_joiner_in_words(cast: Cast, elm: Participant) -> None:
    change = complete(
        draft(cast.lakeside, cast.exec, ChangeKind.MERGED_TIN, participant=elm), cast.exec
    )
    page = page_of(cast, "change_request", "A9101", change.pk)
    assert "merged or acquired TIN" in page
    assert "may not tell beneficiaries before the approval" not in page
    submit(cast.exec, change)
    ChangeRequest.objects.filter(pk=change.pk).update(screened_at=timezone.now())
    approve_change(acting_person=cast.cms_staff, change=change)
    told = Notification.objects.get(kind="change_decided", person=cast.exec)
    assert "may now tell beneficiaries" not in told.data["why"]
    assert "past billing counts" in told.data["why"]


@pytest.mark.rule("C3")
def test_a_departure_is_accepted_on_receipt_for_everybody(cast: Cast, elm: Participant) -> None:
    change = draft(cast.lakeside, cast.exec, ChangeKind.REMOVE_PARTICIPANT, participant=elm)
    submit(cast.exec, change)
    assert "accepted on receipt and stays" in page_of(cast, "edit_change", "A9101", change.pk)
    said = page_of(cast, "withdraw_change", "A9101", change.pk)
    assert "accepted on receipt and cannot be withdrawn" in said
    staff = cast.browser("cms_staff").get(reverse(ADMIN, args=[change.pk])).content.decode()
    assert "Accepted on receipt" in staff


@pytest.mark.rule("C3")
def test_a_file_says_which_dates_of_it_are_not_used(cast: Cast) -> None:
    file = read_in(
        cast,
        "Add participant,DAY,001700001,Pine,,",
        f"Add provider,2026-01-02,001700001,,,{NPI}",
        f"Add provider,DAY,001700001,,,{NPI2}",
    )
    (planned,) = plan_of(file).planned
    assert planned.remark.startswith("Not used: the date of line 3.")
    page = page_of(cast, "change_file_checked", "A9101", file.pk)
    assert "Not used: the date of line 3." in page


@pytest.mark.rule("C3")
def test_a_pdf_is_no_table(cast: Cast) -> None:
    file = SimpleUploadedFile("changes.csv", b"%PDF-1.7 whatever\n")
    page = page_of(cast, "change_file", "A9101", data={"file": file})
    assert "This is a PDF" in page


@pytest.mark.rule("C3")
def test_who_stopped_is_ticked_and_nothing_typed_is_lost(cast: Cast, elm: Participant) -> None:
    kind = "remove-providers"
    empty = page_of(cast, "start_change_of_kind", "A9101", kind)
    assert "Providers/suppliers</label>" in empty, "it is required, and does not say optional"
    data = {"participant": elm.pk, "happened_on": "2026-10-01", "note": "Moved away", "show": "1"}
    shown = page_of(cast, "start_change_of_kind", "A9101", kind, data=data)
    assert f'value="{NPI}"' in shown
    assert "Moved away" in shown
    assert 'value="2026-10-01"' in shown
    del data["show"]
    data["leaving"] = [NPI2]
    page_of(cast, "start_change_of_kind", "A9101", kind, data=data)
    change = ChangeRequest.objects.get()
    assert [p.npi for p in change.providers.all()] == [NPI2]
    assert "checked" in page_of(cast, "edit_change", "A9101", change.pk)
    other = make_participant(cast.lakeside, "Oak", providers=[NPI3])
    data |= {"participant": other.pk}
    wrong = page_of(cast, "start_change_of_kind", "A9101", kind, data=data)
    assert "Not of the participant that is chosen" in wrong


@pytest.mark.rule("C7")
def test_a_late_evening_is_still_that_day(cast: Cast) -> None:
    file = DataSharingFile(source="sv.csv", today=date(2026, 11, 21), size=1)
    file.uploaded_at = datetime(2026, 11, 22, 3, 30, tzinfo=UTC)
    assert str(file) == "sv.csv, 2026-11-21"
