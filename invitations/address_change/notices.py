"""What people are told where a change of address is taken back."""

from django.urls import reverse

from accounts.models import Person
from contacts.models import Aco
from contacts.queries import administrators_of
from invitations.address_change.parting import Parting
from notifications.actions import notify
from notifications.kinds import Kind, register
from notifications.quoting import BY, REASON, quoted

# At once: whoever reads it is to say so if it is not true.
PARTED = register(
    Kind(name="records_parted", on_screen="{shown}", mail="invitations/email/records_parted")
)


def tell_parted(aco: Aco, parting: Parting, by: Person, reason: str) -> None:
    """Tell both sides, and whoever administers the ACO, that they are two people there."""
    old, new = (", ".join(side.emails) for side in (parting.old, parting.new))
    people = dict.fromkeys([*parting.old.people, *parting.new.people, *administrators_of(aco)])
    data = {
        "aco": str(aco),
        "said": f"Two addresses in {aco} counted as one person's, because of a change of address. "
        "CMS staff found that they are two people's, and they count as such from now on. No "
        "contact type began or ended by this.",
        "subject": f"{aco.aco_id}: two records are two people's",
        "shown": f"{aco}: {old} and {new} are two people's, and no change of address. "
        f"{by.full_name} of CMS parted them: {reason}",
        "quoted": quoted(
            ("Address", old),
            ("Address of somebody else", new),
            (BY, by.full_name),
            (REASON, reason),
        ),
        "url": reverse("my_acos"),
    }
    for person in people:
        notify(PARTED, person=person, data=data)
