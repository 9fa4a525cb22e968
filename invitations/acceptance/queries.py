"""Who decides on an acceptance that waits, and reads of those that do (rule A9)."""

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from accounts.staff import Duty
from contacts.attention import Item
from contacts.models import Aco
from contacts.one_person import accounts_of_one_person
from contacts.queries import administrators_by_aco
from invitations.models import Invitation


def accounts_of_accepter(invitation: Invitation) -> set[int]:
    """The accounts that are the person who accepted: none of them decides on it."""
    assert invitation.answered_by_id is not None
    theirs = accounts_of_one_person(invitation.aco_id, invitation.answered_by_id)
    if invitation.replaces is not None:  # one person from the activation on (rule A11)
        theirs |= accounts_of_one_person(invitation.aco_id, invitation.replaces.person_id)
    return theirs


def administrators_to_decide(invitation: Invitation) -> list[Person]:
    """The ACO's administrators, without the person who accepted."""
    theirs = accounts_of_accepter(invitation)
    found = administrators_by_aco([invitation.aco])[invitation.aco_id]
    return [person for person in found if person.pk not in theirs]


def staff_decide(invitation: Invitation) -> bool:
    """Whether CMS staff decide: for a first administrator, and where the ACO has nobody else."""
    return invitation.invited_by.is_staff or not administrators_to_decide(invitation)


def staff_to_decide() -> list[Person]:
    staff = Person.objects.filter(is_staff=True, is_active=True)
    return [person for person in staff if person.may(Duty.INVITE_FIRST)]


def deciders(invitation: Invitation) -> list[Person]:
    """Who is told that there is something to decide."""
    if staff_decide(invitation):
        return staff_to_decide()
    return administrators_to_decide(invitation)


def waiting_of(person: Person) -> "QuerySet[Invitation]":
    """The acceptances of a person that wait, with what the Dashboard says of them."""
    found: QuerySet[Invitation] = Invitation.objects.accepted(timezone.now())
    return (
        found.filter(answered_by=person)
        .select_related("aco", "invited_by", "taken_over_by")
        .order_by("pk")
    )


def accepted_in(acos: Sequence[Aco]) -> Iterator[Item]:
    """Acceptances that wait for an administrator, as something to do; one query."""
    waiting = Invitation.objects.accepted(timezone.now()).filter(
        aco__in=acos, invited_by__is_staff=False
    )
    for invitation in waiting.select_related("aco").order_by("expires_at", "pk"):
        aco = invitation.aco
        yield Item(
            text=f"{invitation.full_name} accepted in {aco} under another name than was proven: "
            "confirm or refuse it.",
            url=reverse("confirm_acceptance", args=[aco.aco_id, invitation.pk]),
            due=timezone.localdate(invitation.expires_at),
        )
