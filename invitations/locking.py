"""The lock that every write to an invitation takes: the ACO's row, then its own."""

from contacts.actions import lock_aco
from invitations.models import Invitation


def lock_invitation(invitation: Invitation) -> Invitation:
    """The invitation as it is now, with its ACO's and its own row locked."""
    lock_aco(invitation.aco)
    return (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("aco")
        .get(pk=invitation.pk)
    )
