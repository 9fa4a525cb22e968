"""Inviting one person to several ACOs, all at once or nowhere (rule J5)."""

from collections.abc import Collection

from django.db import transaction

from accounts.models import Person
from acoms.once.shown import fingerprint, refusal_of_change
from contacts.access import edited_by
from contacts.actions import lock_acos
from contacts.models import Aco
from invitations.across.lines import lines_for, shown_before, shown_of
from invitations.actions import Invitee, invite
from invitations.errors import InvitationError
from invitations.models import Invitation


@transaction.atomic
def invite_across(
    *,
    acting_person: Person,
    acos: Collection[Aco],
    invitee: Invitee,
    codes: Collection[str],
    shown: str,
) -> list[Invitation]:
    """Invite somebody to these ACOs, to each as `invite` does; the invitations, in their order.

    `shown` is the fingerprint of what the acting person was shown (`shown_of`). Where the page has
    said that nobody is invited, nobody is. The same once more is what was sent for it. Raises
    InvitationError where anything is other than it was shown.
    """
    keys = {aco.pk for aco in acos}
    lock_acos(keys)
    edited = [one for one in edited_by(acting_person.pk) if one.aco.pk in keys]
    lines = lines_for(acting_person, edited, invitee, codes)
    changed = refusal_of_change(shown, shown_of(invitee, lines))
    if changed and shown != fingerprint(shown_before(invitee, lines)):
        raise InvitationError(changed)
    invited = []
    for line in lines:
        if line.refusal:
            continue
        try:
            found = line.sent or invite(
                acting_person=acting_person, aco=line.aco, invitee=invitee, codes=line.codes
            )
        except InvitationError as error:
            raise InvitationError(f"{line.aco}: {error}") from error
        invited.append(found)
    if not invited:
        raise InvitationError("Nobody can be invited to these ACOs. The reasons are below.")
    return invited
