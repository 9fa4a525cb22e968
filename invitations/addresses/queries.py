"""Reads of changes of address, each in one query."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse

from contacts.attention import Item, Task
from contacts.models import Aco, Contact, HeldType
from contacts.rules import listed
from contacts.types import ContactType, in_order
from invitations.addresses.rules import Stage, stage
from invitations.models import Invitation, left_at_old_address, unfinished_change

FINISH = Task("addresses", "Finish changes of e-mail address", "change", in_words=True)


@dataclass(frozen=True, slots=True)
class AddressChange:
    """One person's change from `old`, a contact, to the address of `invitation`.

    `new_contact_id` is the contact that the new address has become, once it has; `left` are the
    types that the old one still holds from before.
    """

    invitation: Invitation
    new_contact_id: int | None
    left: list[ContactType]

    @property
    def old(self) -> Contact:
        contact = self.invitation.replaces
        assert contact is not None
        return contact

    @property
    def stage(self) -> Stage:
        return stage(self.invitation.state, [row.code for row in self.left])

    @property
    def waits(self) -> bool:
        return self.stage is Stage.WAITING

    @property
    def is_unfinished(self) -> bool:
        return self.stage is Stage.UNFINISHED

    @property
    def left_listed(self) -> str:
        return listed([row.code for row in self.left])


def _changes(**of: Any) -> Any:
    now_person = Coalesce(OuterRef("answered_by__merged_into"), OuterRef("answered_by"))
    new = Contact.objects.filter(aco=OuterRef("aco"), person=now_person)
    return (
        Invitation.objects.filter(replaces__isnull=False, **of)
        .exclude(answered_by__merged_into=F("replaces__person"))  # one account again: the old one
        .select_related("aco", "invited_by", "taken_over_by", "answered_by", "replaces__person")
        .annotate(
            left=ArraySubquery(left_at_old_address().values("type")),
            new_contact=Subquery(new.values("pk")),
        )
        .order_by("pk")
    )


def _as_changes(invitations: Iterable[Any]) -> list[AddressChange]:
    return [AddressChange(i, i.new_contact, in_order(i.left)) for i in invitations]


def changes_of(contact: Contact) -> list[AddressChange]:
    """The changes from and to a contact's address, but for those that came to nothing."""
    to = Q(answered_by=contact.person_id) | Q(answered_by__merged_into=contact.person_id)
    either = Q(replaces=contact) | Q(to, activated_at__isnull=False)
    found = _as_changes(_changes(aco=contact.aco_id).filter(either))
    return [change for change in found if change.stage is not Stage.ENDED]


def change_from(contact: Contact) -> AddressChange | None:
    """The change from a contact's address that is under way, if one is."""
    for change in changes_of(contact):
        if change.old == contact and change.stage is not Stage.DONE:
            return change
    return None


def shows_a_holder(request: HttpRequest) -> bool:
    """Whether the page of a contact is of one whose address can change: who holds something."""
    held = HeldType.objects.active()
    assert request.resolver_match is not None
    return held.filter(contact=request.resolver_match.kwargs["contact_id"]).exists()


def unfinished_changes(acos: Sequence[Aco]) -> Iterator[Item]:
    """Changes left half done, as something to do (rule A11)."""
    for change in _as_changes(_changes(aco__in=acos).filter(unfinished_change())):
        aco = change.invitation.aco
        yield Item(
            task=FINISH,
            aco=aco,
            text=f"{change.old.person.full_name} has a new e-mail address in {aco}. "
            f"The old one still is {change.left_listed}: finish the change.",
            url=reverse("finish_address_change", args=[aco.aco_id, change.old.pk]),
        )
