"""Nobody is invited under an address that only looks like another one (rules A3, E2)."""

import pytest

from invitations.actions import Invitee, invite
from invitations.errors import InvitationError
from invitations.models import Invitation
from tests.cast import Cast

LOOK_ALIKE = "j\u043e@example.net"  # a Cyrillic letter in place of the o


@pytest.mark.rule("A3", "E2")
def test_the_page_says_which_letter_is_not_plain_and_sends_nothing(cast: Cast) -> None:
    typed = {"first_name": "Jo", "last_name": "Chen", "email": LOOK_ALIKE, "types": ["other"]}
    page = cast.browser("exec").post("/acos/A9101/contacts/add/", typed)
    assert page.status_code == 200
    assert "Cyrillic small letter o" in page.content.decode()
    assert not Invitation.objects.exists()


@pytest.mark.rule("A3", "E2")
def test_the_action_refuses_it_whatever_page_asks(cast: Cast) -> None:
    invitee = Invitee(first_name="Jo", last_name="Chen", email=LOOK_ALIKE)
    with pytest.raises(InvitationError, match="Cyrillic") as refused:
        invite(acting_person=cast.exec, aco=cast.lakeside, invitee=invitee, codes=["other"])
    assert refused.value.field == "email"


@pytest.mark.rule("A3", "E2")
def test_another_spelling_of_an_invited_address_is_the_same_person(cast: Cast) -> None:
    def ask(email: str, title: str) -> None:
        invitee = Invitee(first_name="Jo", last_name="Chen", email=email, title=title)
        invite(acting_person=cast.exec, aco=cast.lakeside, invitee=invitee, codes=["other"])

    ask("jo@example.net", "")
    with pytest.raises(InvitationError, match="open invitation already"):
        ask("JO@Ｅxample.Net", "Chief")  # noqa: RUF001
    assert Invitation.objects.get().email == "jo@example.net"
