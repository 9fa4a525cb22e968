"""Whether an invitation waits for a confirmation, and who could give it: asked under the lock."""

from collections.abc import Collection, Sequence

from accounts.models import Person
from acoms.access import Decision, Refused
from contacts.access import held_now
from contacts.confirmation import (
    Need,
    confirmation_needed,
    confirmers_among,
    signing_in,
)
from contacts.models import Aco, HeldType
from contacts.one_person import accounts_counted_as_one, accounts_of_one_person
from contacts.rules import CONFIRMED_PLACES, may_confirm
from contacts.types import SIGNERS, in_order
from invitations.giving import is_own_address
from invitations.models import Invitation


def needed_by(giver: Person, aco: Aco, codes: Collection[str]) -> Need:
    """What of `codes` the giver gives only with a confirmation. CMS staff, who invite the first
    administrator, are whom the rule asks in the end, and need none."""
    if CONFIRMED_PLACES.isdisjoint(codes):
        return Need()
    held = held_now(giver.pk, aco.pk)
    return Need() if giver.is_staff and not held else confirmation_needed(aco, held, codes)


def to_be_confirmed(invitation: Invitation) -> Need:
    """What is confirmed of an invitation that waits, and whom it replaces, whoever sent it."""
    return confirmation_needed(invitation.aco, (), invitation.types)


def shown_to_confirm(invitation: Invitation) -> dict[str, object]:
    """What the pages show of an invitation that waits (`acoms.once.shown`)."""
    need = to_be_confirmed(invitation)
    replaced = [(held.pk, held.contact.person.full_name) for held in need.replaced]
    return {**invitation.parts, "who is replaced": sorted(replaced)}


def unconfirmed(invitation: Invitation, successor: Person) -> Need:
    """What must be confirmed before `successor` answers the invitation, as things stand now.

    It is judged by who gave it: whoever has taken it over since has done nothing yet.
    """
    need = needed_by(invitation.invited_by, invitation.aco, invitation.types)
    return Need() if not need or _is_confirmed(invitation, need, successor) else need


def unconfirmed_to_send(invitation: Invitation, sender: Person) -> Need:
    """What must be confirmed before `sender`'s sending goes out: judged by who gave it and by who
    sends it. Of what somebody sends who is no signer, a signer decides, also where one gave it."""
    giver = needed_by(invitation.invited_by, invitation.aco, invitation.types)
    need = giver or needed_by(sender, invitation.aco, invitation.types)
    return Need() if not need or _is_confirmed(invitation, need) else need


def confirms_by_sending(sender: Person, invitation: Invitation) -> bool:
    """Whether the sender is a signer who could confirm it: then to send it is to confirm it."""
    return _may_confirm(sender, invitation, held_now(sender.pk, invitation.aco_id))


def _is_confirmed(invitation: Invitation, need: Need, successor: Person | None = None) -> bool:
    """Whether it was confirmed, by somebody who could do that still: who is by now one person with
    whoever gave it or is to get it could not.

    A confirmation holds for the holders that it was shown, also once one of them has left; for
    somebody else who has come to the place since, it does not.
    """
    by = invitation.confirmed_by
    if by is None or not set(invitation.confirmed_over or ()).issuperset(need.replaced_ids):
        return False
    if gave(by, invitation) or gets(by, invitation):
        return False
    return successor is None or by.pk not in accounts_of_one_person(invitation.aco_id, successor.pk)


def confirmers_of(invitation: Invitation) -> list[Person]:
    """The signers who may confirm it now, by name."""
    people = {held.contact.person for held in signing_in(invitation.aco)}
    able = [person for person in people if _may_confirm(person, invitation, SIGNERS)]
    return sorted(able, key=lambda person: (person.last_name, person.first_name, person.pk))


def waits_for(invitation: Invitation) -> str:
    """Who confirms it, in words: `Sam Ortiz or another signer`; one query."""
    return who_confirms(invitation.aco, [invitation])[invitation.pk]


def who_confirms(aco: Aco, invitations: Sequence[Invitation]) -> dict[int, str]:
    """Who confirms each invitation of an ACO, in words, by its id; one query.

    Accounts of one person are not looked for: that the action does.
    """
    held = signing_in(aco)
    return {one.pk: _in_words(one, held) for one in invitations}


def _in_words(invitation: Invitation, signing: Sequence[HeldType]) -> str:
    return confirmers_but(signing, invitation.types, invitation.invited_by_id, invitation.email)


def confirmers_but(
    signing: Sequence[HeldType], codes: Collection[str], giver_id: int, email: str
) -> str:
    """Who of those `signing` confirms that the giver invites this address as `codes`, in words."""
    invited = {h.contact.person_id for h in signing if h.contact.person.email == email}
    return confirmers_among(signing, CONFIRMED_PLACES & set(codes), {giver_id, *invited})


def require_confirmer(person: Person, invitation: Invitation) -> None:
    """Raise Refused unless the person may confirm the invitation (rule A5)."""
    if not _may_confirm(person, invitation, held_now(person.pk, invitation.aco_id)):
        raise Refused(
            Decision(
                False,
                "The holder who is replaced or another signer confirms this, and neither whoever "
                "sent the invitation nor whoever is invited.",
                tuple(row.label for row in in_order(SIGNERS)),
            )
        )


def _may_confirm(person: Person, invitation: Invitation, held: Collection[str]) -> bool:
    return may_confirm(
        held=held, gave_it=gave(person, invitation), gets_it=gets(person, invitation)
    )


def gave(person: Person, invitation: Invitation) -> bool:
    """Whether the person, under any of their accounts, gave the invitation. Whoever took it over
    did not. Of its own change of address, the present holder is who confirms it."""
    own = accounts_counted_as_one(invitation.aco_id, invitation.invited_by_id, but=invitation.pk)
    return person.pk in own


def gets(person: Person, invitation: Invitation) -> bool:
    """Whether the invitation is addressed to the person, under any of their accounts."""
    return is_own_address(person, invitation.aco, invitation.email, but=invitation.pk)
