"""What somebody is told who takes invitations over (rule A5)."""

from collections.abc import Sequence

from django.urls import reverse

from accounts.models import Person
from contacts.models import Contact
from invitations.models import Invitation
from notifications.actions import notify
from notifications.kinds import Kind, register
from notifications.quoting import quoted

TAKEN_OVER = register(
    Kind(
        name="invitations_taken_over",
        on_screen="{aco}: {news}",
        mail="invitations/email/taken_over",
    )
)


def tell_heir(
    heir: Person, contact: Contact, taken: Sequence[Invitation], withdrawn: Sequence[Invitation]
) -> None:
    """Tell who takes over what `contact` left what is theirs now, and what was withdrawn."""
    lines = []
    if taken:
        lines.append(f"Yours now: {_listed(taken)}.")
    if withdrawn:
        lines.append(f"Withdrawn, because you may not give it: {_listed(withdrawn)}.")
    data = {
        "aco": str(contact.aco),
        "aco_id": contact.aco.aco_id,
        "news": f"Invitations that {contact.person.full_name} leaves. {' '.join(lines)}",
        "quoted": quoted(
            ("Left by", contact.person.full_name), ("What became of them", "\n".join(lines))
        ),
        "url": reverse("contacts", args=[contact.aco.aco_id]),
    }
    notify(TAKEN_OVER, person=heir, data=data)


def _listed(invitations: Sequence[Invitation]) -> str:
    return "; ".join(f"{one.email} as {one.types_listed}" for one in invitations)
