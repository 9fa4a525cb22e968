"""What an action asks past every page: who may, and whether what is named is the ACO's own."""

from collections.abc import Callable
from typing import Any
from unittest.mock import MagicMock

import pytest

from accounts.models import Person
from acoms.access import Refused
from participants.certification.actions import give_out_certified
from participants.changes.actions.documents import remove_document
from participants.changes.actions.files import prepare_change_file
from participants.changes.actions.requests import submit_changes
from participants.changes.errors import ChangeError
from participants.changes.models import ChangeRequest
from participants.changes.rules import ChangeKind
from participants.data_sharing.actions import give_out_answers
from participants.lists.actions.tins import show_tin
from tests.cast import Cast, make_aco, make_contact, make_participant
from tests.participants.changes.asked import complete, days_ago, document, draft

FILE = "Change,Date,TIN\nRemove participant,2026-10-01,001799999"


def of_lakeside(cast: Cast) -> Any:
    """A stand-in for something of Lakeside's, which is refused before it is looked at."""
    return MagicMock(aco_id=cast.lakeside.pk)


def removes(cast: Cast, who: Person) -> None:
    change = draft(cast.lakeside, cast.exec)
    remove_document(acting_person=who, document=document(change, cast.exec, "other"))


WHO_MAY: dict[str, tuple[str, Callable[[Cast, Person], Any]]] = {
    "take a certified list": (
        "other",
        lambda cast, who: give_out_certified(acting_person=who, certified=of_lakeside(cast)),
    ),
    "take one as CMS staff": (
        "cms_viewer",
        lambda cast, who: give_out_certified(
            acting_person=who, certified=of_lakeside(cast), as_staff=True
        ),
    ),
    "take answers about beneficiaries": (
        "other",
        lambda cast, who: give_out_answers(acting_person=who, file=of_lakeside(cast)),
    ),
    "keep a file of changes": (
        "it",
        lambda cast, who: prepare_change_file(
            acting_person=who, aco=cast.lakeside, source="x.csv", text=FILE, remarks=[]
        ),
    ),
    "take a document off": ("it", removes),
    "see a TIN in full": (
        "security_official",
        lambda cast, who: show_tin(
            acting_person=who, row=make_participant(cast.lakeside), aco=cast.lakeside
        ),
    ),
}


@pytest.mark.rule("E1")
@pytest.mark.parametrize(("role", "call"), WHO_MAY.values(), ids=WHO_MAY)
def test_who_may_not_is_refused_by_the_action(
    cast: Cast, role: str, call: Callable[[Cast, Person], Any]
) -> None:
    with pytest.raises(Refused):
        call(cast, getattr(cast, role))


@pytest.mark.rule("E1", "C3")
def test_nobody_writes_to_another_acos_requests_or_list_by_their_ids(cast: Cast) -> None:
    there = make_aco("A9102", "Elsewhere")
    make_contact(there, cast.outsider, ["aco_executive"])
    theirs = complete(draft(there, cast.outsider), cast.outsider)
    with pytest.raises(ChangeRequest.DoesNotExist):
        draft(cast.lakeside, cast.exec, change=theirs.pk)
    with pytest.raises(ChangeError):
        draft(
            cast.lakeside,
            cast.exec,
            ChangeKind.REMOVE_PARTICIPANT,
            participant=make_participant(there, since=days_ago(400)),
        )
    with pytest.raises(ChangeError) as refused:
        submit_changes(acting_person=cast.exec, aco=cast.lakeside, change_ids=[theirs.pk], shown="")
    assert "The Outsider" not in str(refused.value), "nor what became of theirs"
    theirs.refresh_from_db()
    assert (theirs.aco, theirs.submitted_at) == (there, None)


def test_a_signer_submits_no_more_than_a_hundred_at_a_time(cast: Cast) -> None:
    with pytest.raises(ChangeError, match="At most 100 requests"):
        submit_changes(
            acting_person=cast.exec, aco=cast.lakeside, change_ids=range(1, 102), shown=""
        )
