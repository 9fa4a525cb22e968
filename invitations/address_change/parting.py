"""What parts records that a change of address has linked, and why it may not be (rules A3, A11).

The links of a person's records are the activated changes of address between them, and the merges of
their accounts. A change that was none is taken out; what hangs on its new address without it is
another person from then on.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import Person
from contacts.models import Contact, HeldType
from contacts.rules import POWERS, listed
from invitations.linking import said_to_be_one
from invitations.models import Invitation

NO_LINK = "No records are linked by this: it is no change of address that was activated."
MERGED = (
    "The two accounts were merged since. Merged accounts stay one person in every ACO, and a merge "
    "is not taken back."
)
OWN = "Nobody parts records of their own. Ask another CMS administrator."
STILL_ONE = (
    "They are one person by other changes of address too, over a third one. Part the records of "
    "one of those first."
)
OPEN = "A change of address between the two is open. It is withdrawn or answered first."
END_FIRST = "Nobody chose somebody else for that. End it first, in the ACO's place."


@dataclass(frozen=True, slots=True)
class Side:
    """Records that stay one person's."""

    contacts: tuple[Contact, ...]

    @property
    def people(self) -> list[Person]:
        """Whom to tell; of merged accounts the one that goes on."""
        return [one.person for one in self.contacts if one.person.merged_into_id is None]

    @property
    def accounts(self) -> set[int]:
        return {one.person_id for one in self.contacts}

    @property
    def emails(self) -> list[str]:
        return sorted(one.person.email for one in self.contacts)

    @property
    def held(self) -> str:
        """What they hold now, in words; "" for nothing."""
        held = HeldType.objects.active().filter(contact__in=self.contacts)
        codes = set(held.values_list("type", flat=True))
        return listed(codes) if codes else ""


@dataclass(frozen=True, slots=True)
class Parting:
    """The records on the two sides of a change, and the changes between these, which are none any
    more; or why they are not parted."""

    old: Side
    new: Side
    undone: tuple[Invitation, ...] = ()
    refusal: str = ""

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.old, self.new

    @property
    def parts(self) -> dict[str, object]:
        """What the page shows of it (`acoms.once.shown`)."""
        return {
            "who is parted": [[one.pk for one in side.contacts] for side in self.sides],
            "what they hold": [side.held for side in self.sides],
        }


def plan_parting(invitation: Invitation, acting_person: Person) -> Parting:
    """What parting the records of a change of address would do now."""
    if invitation.replaces is None or invitation.activated_at is None:
        return Parting(Side(()), Side(()), refusal=NO_LINK)
    records = Contact.objects.filter(one_person=invitation.replaces.one_person)
    contacts = list(records.select_related("person").order_by("pk"))
    linking = Invitation.objects.filter(replaces__in=contacts, activated_at__isnull=False)
    changes = list(linking.select_related("replaces__person", "answered_by").order_by("pk"))
    ends = _ends(invitation)
    undone = [one for one in changes if _ends(one) == ends]
    kept = [_ends(one) for one in changes if one not in undone]
    new_accounts = _reached(_account_of_answer(invitation), kept)
    new = Side(tuple(one for one in contacts if _account(one.person) in new_accounts))
    old = Side(tuple(one for one in contacts if one not in new.contacts))
    if len(ends) == 1:
        refusal = MERGED
    elif invitation.replaces in new.contacts:
        refusal = STILL_ONE
    elif acting_person.pk in old.accounts | new.accounts:
        refusal = OWN
    elif any(
        said & old.accounts and said & new.accounts
        for said in said_to_be_one(invitation.aco_id, None)
    ):
        refusal = OPEN
    elif powers := _carried_powers(new, undone):
        refusal = f"By this change {invitation.email} is {listed(powers)}. {END_FIRST}"
    else:
        refusal = ""
    return Parting(old, new, tuple(undone), refusal)


def _carried_powers(side: Side, changes: Iterable[Invitation]) -> set[str]:
    """The administrator's and signer's types that a side holds by one of these changes."""
    held = HeldType.objects.active().filter(contact__in=side.contacts, type__in=POWERS)
    return {
        one.type
        for one in held
        for change in changes
        if change.activated_at and one.type in change.types and one.since >= change.activated_at
    }


def _account(person: Person) -> int:
    return person.merged_into_id or person.pk


def _account_of_answer(invitation: Invitation) -> int:
    assert invitation.answered_by is not None
    return _account(invitation.answered_by)


def _ends(change: Invitation) -> frozenset[int]:
    """The accounts that a change links; one, where they were merged."""
    assert change.replaces is not None
    return frozenset({_account(change.replaces.person), _account_of_answer(change)})


def _reached(account: int, links: Iterable[frozenset[int]]) -> set[int]:
    """All accounts that hang together with one."""
    found, left = {account}, list(links)
    while joined := [link for link in left if link & found]:
        found.update(*joined)
        left = [link for link in left if link not in joined]
    return found
