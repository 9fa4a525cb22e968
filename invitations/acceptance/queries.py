"""Who decides on an acceptance that waits, and reads of those that do (rule A9)."""

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from accounts.staff import Duty
from contacts.attention import Item, Task
from contacts.models import Aco
from contacts.one_person import accounts_counted_as_one
from invitations.models import Invitation
from invitations.responsible import able_to_give

COMPARE = Task("acceptances", "Confirm or refuse acceptances", "acceptance", in_words=True)


def accounts_of_accepter(invitation: Invitation) -> set[int]:
    """The accounts that are the person who accepted: none of them decides on it."""
    assert invitation.answered_by_id is not None
    return accounts_counted_as_one(invitation.aco_id, invitation.answered_by_id)


def administrators_to_decide(invitation: Invitation) -> list[Person]:
    """The ACO's administrators who may grant its types, without the person who accepted."""
    theirs = accounts_of_accepter(invitation)
    found = able_to_give([invitation])[invitation.pk]
    return [person for person in found if person.pk not in theirs]


def staff_decide(invitation: Invitation) -> bool:
    """Whether CMS staff decide: for a first administrator, and where the ACO has nobody else."""
    return invitation.invited_by.is_staff or not administrators_to_decide(invitation)


def staff_to_decide() -> list[Person]:
    staff = Person.objects.filter(is_staff=True)
    return [person for person in staff if person.may(Duty.INVITE_FIRST)]


def deciders(invitation: Invitation) -> list[Person]:
    """Who is told that there is something to decide."""
    if staff_decide(invitation):
        return staff_to_decide()
    return administrators_to_decide(invitation)


def waiting_of(person: Person) -> "QuerySet[Invitation]":
    """The acceptances of a person that wait, with what the Dashboard says of them."""
    found = Invitation.objects.accepted(timezone.now())
    return (
        found.filter(answered_by=person)
        .select_related("aco", "invited_by", "taken_over_by")
        .order_by("pk")
    )


def accepted_in(acos: Sequence[Aco]) -> Iterator[Item]:
    """Acceptances that wait for an administrator, as something to do; two queries at most."""
    found = Invitation.objects.accepted(timezone.now()).filter(
        aco__in=acos, invited_by__is_staff=False
    )
    waiting = list(found.select_related("aco", "replaces").order_by("expires_at", "pk"))
    able = able_to_give(waiting) if waiting else {}
    for invitation in waiting:
        aco, old = invitation.aco, invitation.replaces
        neither = {invitation.answered_by_id, old and old.person_id}
        yield Item(
            task=COMPARE,
            aco=aco,
            text=f"{invitation.full_name} accepted in {aco} under another name than was proven for "
            "them: confirm or refuse it.",
            url=reverse("confirm_acceptance", args=[aco.aco_id, invitation.pk]),
            due=timezone.localdate(invitation.expires_at),
            only=frozenset({one.pk for one in able[invitation.pk]} - neither),
        )
