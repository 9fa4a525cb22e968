"""What people are told when their contact types change, on screen and by e-mail."""

from collections.abc import Collection, Iterable, Sequence

from django.urls import reverse

from accounts.models import Person
from contacts.models import Aco, Contact
from contacts.rules import listed
from notifications.actions import Telling, notify, notify_all
from notifications.kinds import Kind, register

GIVEN = register(
    Kind(
        name="types_given",
        on_screen="{by} made you {types} of {aco}.",
        mail="contacts/email/types_changed",
    )
)
ENDED = register(
    Kind(
        name="types_ended",
        on_screen="You are no longer {types} of {aco}. {by} ended it: {reason}",
        mail="contacts/email/types_changed",
    )
)
OVERRIDDEN = register(
    Kind(
        name="types_overridden",
        on_screen="{who} is no longer {types} of {aco}. {by} of CMS ended it: {reason}",
        mail="contacts/email/types_overridden",
    )
)
# At once, and never in a digest: whoever administers the ACO is to notice what they did not expect.
ADMINISTRATORS_CHANGED = register(
    Kind(
        name="administrators_changed",
        on_screen="{aco}: {said} {how}",
        mail="contacts/email/administrators_changed",
    )
)


def tell_given(contact: Contact, codes: Collection[str], by: Person) -> None:
    _tell(GIVEN, contact, codes, by, "")


def tell_ended(contact: Contact, codes: Collection[str], by: Person, reason: str) -> None:
    _tell(ENDED, contact, codes, by, reason)


def _tell(kind: Kind, contact: Contact, codes: Collection[str], by: Person, reason: str) -> None:
    data = {
        "by": by.full_name,
        "types": listed(codes),
        "aco": str(contact.aco),
        "reason": reason,
        "url": reverse("my_acos"),
    }
    said = kind.on_screen.format(**data)
    notify(kind, person=contact.person, data={**data, "said": said})


def tell_overridden(
    administrator: Person, contact: Contact, codes: Collection[str], by: Person, reason: str
) -> None:
    """An administrator of the ACO learns what CMS staff did in its place (rule A17)."""
    data = {
        "who": contact.person.full_name,
        "by": by.full_name,
        "types": listed(codes),
        "aco": str(contact.aco),
        "reason": reason.strip(),
        "url": reverse("contacts", args=[contact.aco.aco_id]),
    }
    said = OVERRIDDEN.on_screen.format(**data)
    notify(OVERRIDDEN, person=administrator, data={**data, "said": said})


def tell_administrators(
    aco: Aco, people: Iterable[Person], lines: Sequence[str], how: str, reason: str = ""
) -> None:
    """Tell `people`, the ACO's administrators, what changed among them and the signers (A5).

    `lines` are sentences, `how` one that says through whom.
    """
    data = {
        "aco": str(aco),
        "said": " ".join(lines),
        "lines": list(lines),
        "how": how,
        "reason": reason.strip(),
        "url": reverse("contacts", args=[aco.aco_id]),
    }
    notify_all(ADMINISTRATORS_CHANGED, [Telling(person=person, data=data) for person in people])
