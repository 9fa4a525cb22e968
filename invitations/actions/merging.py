"""Open invitations when two accounts of one person are merged.

Those that are addressed to the account that goes become the other's to answer; those that it has
sent are told of to the other. What has been answered or has ended stays as it was.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from accounts.merging import Plan, Room
from accounts.models import Person
from contacts.models import Aco, Contact
from contacts.one_person import person_at
from contacts.rules import POWERS, refusal_of_one_person
from invitations.actions.ending import end_unanswered
from invitations.linking import refusal_to_link
from invitations.models import UNANSWERED, Invitation, InvitationQuerySet


def _open(**of: Any) -> InvitationQuerySet:
    """What `invitation_one_open` counts as open: also what has ended and is not recorded yet."""
    return Invitation.objects.filter(UNANSWERED, expiry_recorded_at=None, **of)


def acos_of_open(kept: Person, gone: Person) -> Iterable[int]:
    """The ACOs with open invitations to either account, or from the one that goes."""
    return (
        _open()
        .filter(
            Q(email__in=[kept.email, gone.email])
            | Q(invited_by=gone)
            | Q(taken_over_by=gone)
            | Q(answered_by=gone)
        )
        .values_list("aco_id", flat=True)
    )


def _plan(kept: Person, gone: Person) -> Plan:
    plan = Plan()
    theirs = set(_open(email=kept.email).values_list("aco_id", flat=True))
    for invitation in _open(email__in=[kept.email, gone.email]).select_related("aco"):
        if conflict := _conflict(invitation, kept, gone):
            plan.conflicts.append(conflict)
        elif invitation.email == kept.email:
            continue
        elif invitation.aco_id in theirs:
            plan.conflicts.append(
                f"Both accounts have an open invitation to {invitation.aco}. One of them is "
                "withdrawn or answered first."
            )
        else:
            plan.moves.append(
                f"The open invitation to {invitation.aco} as {invitation.types_listed}."
            )
    for aco in Aco.objects.filter(contacts__person__in=[kept, gone]).distinct().order_by("pk"):
        if refusal := refusal_to_link(aco.pk, kept, gone):
            plan.conflicts.append(f"In {aco}, {refusal}")
    if sent := _open(invited_by=gone).count():
        plan.moves.append(f"Open invitations that {gone.user_id} sent: {sent}.")
    return plan


def _conflict(invitation: Invitation, kept: Person, gone: Person) -> str:
    """Why an open invitation to one account does not go with what the other holds (rule A3)."""
    person = person_at(invitation.aco_id, kept.email, gone.email)
    refusal = refusal_of_one_person(invitation.types, person.under_others_than(invitation.email))
    if not refusal:
        return ""
    return (
        f"{invitation.email} has an open invitation to {invitation.aco} as "
        f"{invitation.types_listed}. {refusal}"
    )


def _move(acting_person: Person, kept: Person, gone: Person) -> None:
    _open(email=gone.email).update(email=kept.email)
    _withdraw_their_own(acting_person, kept, gone)
    _open(invited_by=gone).exclude(confirmed_by=kept).update(invited_by=kept)
    _open(taken_over_by=gone).update(taken_over_by=kept)
    _open(answered_by=gone).update(answered_by=kept)  # accepted, and to be confirmed (rule A9)
    # The contact whose address is being changed (rule A11) has become the other one's by now.
    for invitation in _open(replaces__person=gone):
        invitation.replaces = Contact.objects.get(aco=invitation.aco_id, person=kept)
        invitation.save(update_fields=["replaces"])


def _withdraw_their_own(acting_person: Person, kept: Person, gone: Person) -> None:
    """What one account gave the other with powers, or confirmed of the other's: now it would be
    one's own (rule A5)."""
    both = (kept.pk, gone.pk)
    given = Q(invited_by__in=both) | Q(taken_over_by__in=both)
    to_themselves = Q(email=kept.email, replaces=None, types__overlap=sorted(POWERS))
    confirmed = Q(invited_by__in=both, confirmed_by__in=both)
    for invitation in _open().filter((given & to_themselves) | confirmed):
        if invitation.is_open:
            end_unanswered(acting_person, invitation, "Both accounts are one person's.")


ROOM = Room(plan=_plan, move=_move)
