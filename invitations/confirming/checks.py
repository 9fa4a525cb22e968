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
from contacts.one_person import accounts_of_one_person
from contacts.rules import CONFIRMED_PLACES, may_confirm
from contacts.types import SIGNERS, in_order
from invitations.giving import own_addresses
from invitations.models import Invitation


def needed_by(giver: Person, aco: Aco, codes: Collection[str]) -> Need:
    """What of `codes` the giver gives only with a confirmation. CMS staff, who invite the first
    administrator, are whom the rule asks in the end, and need none."""
    held = held_now(giver.pk, aco.pk)
    return Need() if giver.is_staff and not held else confirmation_needed(aco, held, codes)


def unconfirmed(invitation: Invitation) -> Need:
    """What must be confirmed before the invitation can be sent or answered, as things stand now.

    A confirmation holds for the holders that it was shown, also once one of them has left; for
    somebody else who has come to the place since, it does not.
    """
    need = needed_by(invitation.given_by, invitation.aco, invitation.types)
    confirmed = set(invitation.confirmed_over or ())
    if invitation.confirmed_at and confirmed.issuperset(need.replaced_ids):
        return Need()
    return need


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
    invited = {h.contact.person_id for h in signing if h.contact.person.email == invitation.email}
    neither = {invitation.invited_by_id, invitation.taken_over_by_id, *invited}
    return confirmers_among(signing, CONFIRMED_PLACES & set(invitation.types), neither)


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
    """Whether the person, under any of their accounts, sent the invitation or took it over."""
    own = accounts_of_one_person(invitation.aco_id, person.pk)
    return not own.isdisjoint({invitation.invited_by_id, invitation.taken_over_by_id})


def gets(person: Person, invitation: Invitation) -> bool:
    """Whether the invitation is addressed to the person, under any of their accounts."""
    return invitation.email in own_addresses(person, invitation.aco)
