"""Invitations and Signing Events, as programs read them."""

from typing import Any

import pytest

from invitations.actions import Invitee, invite
from tests.api.callers import Program
from tests.cast import Cast
from tests.signing.events import open_for, signed_for

INVITATIONS = "/api/v1/acos/A9101/invitations"
SIGNING = "/api/v1/acos/A9101/signing"


def invited(cast: Cast, email: str = "jo.chen@example.net") -> Any:
    jo = Invitee(first_name="Jo", last_name="Chen", email=email)
    return invite(acting_person=cast.exec, aco=cast.lakeside, invitee=jo, codes=["other"])


@pytest.mark.rule("H3")
def test_invitations_say_how_they_stand(cast: Cast, program: Program) -> None:
    invitation = invited(cast)
    (one,) = program.items(f"{INVITATIONS}?state=pending")
    assert (one["id"], one["email"], one["state"]) == (
        invitation.pk,
        "jo.chen@example.net",
        "Pending",
    )
    assert one["types"] == [{"code": "other", "name": "Other Contact"}]
    assert program.items(f"{INVITATIONS}?state=activated") == []
    assert program.items(f"{INVITATIONS}?updated_after=2099-01-01") == []


@pytest.mark.rule("H3")
def test_as_many_queries_for_many_invitations_as_for_one(
    cast: Cast, program: Program, django_assert_num_queries: Any
) -> None:
    invited(cast)
    program.get(INVITATIONS)
    with django_assert_num_queries(2):
        program.get(INVITATIONS)
    for number in range(9):
        invited(cast, f"jo{number}@example.net")
    with django_assert_num_queries(2):
        assert len(program.get(INVITATIONS).json()["items"]) == 10


@pytest.mark.rule("F7", "H3")
def test_a_signing_event_says_what_is_signed_and_by_whom(cast: Cast, program: Program) -> None:
    open_for(cast.lakeside, cast.cms_staff)
    signature = signed_for(cast.lakeside)
    (one,) = program.items(f"{SIGNING}?limit=1")
    signed = [each for document in one["documents"] for each in document["signatures"]]
    assert [each["sha256"] for each in signed] == [signature.sha256]
    assert signed[0]["name"] == signature.person.full_name
    assert program.items(f"{SIGNING}?updated_after=2099-01-01") == []
