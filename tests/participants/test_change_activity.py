"""The ACO's activity tells of its change requests in sentences (rules C3, E3, E5)."""

from typing import Any

import pytest

from participants.actions import withdraw_change
from participants.rules import ChangeKind
from tests.cast import Cast, make_participant
from tests.participants.changes import NPI, TIN, complete, draft, submit


@pytest.mark.rule("C3", "E3", "E5")
def test_who_did_what_to_a_change_request_is_told_without_its_tin(
    cast: Cast, settings: Any, tmp_path: Any
) -> None:
    settings.ATTACHMENTS_ROOT = tmp_path
    elm = make_participant(cast.lakeside, providers=[NPI])
    addition = complete(draft(cast.lakeside, cast.liaison), cast.liaison)
    removal = draft(cast.lakeside, cast.exec, ChangeKind.REMOVE_PARTICIPANT, participant=elm)
    submit(cast.exec, addition, removal)
    withdraw_change(acting_person=cast.liaison, change=addition)
    page = cast.browser("exec").get("/acos/A9101/activity/").content.decode()
    for sentence in (
        "The Liaison drafted the addition of Pine Street Clinic",
        "The Exec submitted the addition of Pine Street Clinic to CMS",
        "The Exec submitted the removal of Elm Street Family Practice to CMS, from ",
        "The Liaison withdrew the addition of Pine Street Clinic",
        "The Exec took Elm Street Family Practice off the participant list",
    ):
        assert sentence in page
    assert TIN not in page
    assert elm.tin not in page
    assert "gAAAA" not in page, "nor its cipher"
