"""An invitation that waits for a confirmation."""

from typing import Any

from accounts.models import Person
from contacts.actions import end_types
from contacts.models import Contact
from invitations import actions
from invitations.actions import Invitee
from invitations.confirming.actions import confirm_invitation
from invitations.models import Invitation
from invitations.rules import State
from tests.cast import Cast

JO = Invitee(first_name="Jo", last_name="Chen", email="jo.chen@example.net")


def invite(cast: Cast, *codes: str, by: str = "liaison", to: Invitee = JO) -> Invitation:
    return actions.invite(
        acting_person=getattr(cast, by),
        aco=cast.lakeside,
        invitee=to,
        codes=codes or ["aco_executive"],
    )


def confirm(invitation: Invitation, by: Person, **more: Any) -> Invitation:
    return confirm_invitation(acting_person=by, invitation=invitation, **more)


def end(cast: Cast, by: Person, role: str, code: str) -> None:
    contact = Contact.objects.get(person=getattr(cast, role))
    end_types(acting_person=by, contact=contact, codes=[code], reason="Left")


def state(invitation: Invitation) -> State:
    return Invitation.objects.get(pk=invitation.pk).state
