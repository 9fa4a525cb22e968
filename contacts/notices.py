"""What people are told when their contact types change, on screen and by e-mail."""

from collections.abc import Collection, Iterable, Sequence

from django.urls import reverse

from accounts.models import Person
from contacts.models import Aco, Contact, HeldType
from contacts.rules import in_short, listed
from notifications.actions import Telling, notify, notify_all
from notifications.kinds import Kind, register
from notifications.quoting import BY, REASON, quoted

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
STATED = register(
    Kind(
        name="statements_made",
        on_screen="{by} made statements about you as {types} of {aco}. Please confirm them.",
        mail="contacts/email/statements_made",
    )
)
REFUSED = register(
    Kind(
        name="statements_refused",
        on_screen="{who} says that what was stated of them as {types} of {aco} is not so. The "
        "contact type has ended.",
        mail="contacts/email/statements_refused",
    )
)
PUBLIC_LINE = register(
    Kind(
        name="public_line_corrected",
        on_screen="{by} corrected how the public reaches you as {types} of {aco}: {line}.",
        mail="contacts/email/public_line_corrected",
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
        on_screen="{aco}: {told} {how}",
        mail="contacts/email/administrators_changed",
    )
)


WHAT_CHANGED = "What changed, with the names that people go by in ACO-MS"


def tell_given(contact: Contact, codes: Collection[str], by: Person) -> None:
    _tell(GIVEN, contact, codes, by, "")


def tell_ended(contact: Contact, codes: Collection[str], by: Person, reason: str) -> None:
    _tell(ENDED, contact, codes, by, reason)


def _tell(kind: Kind, contact: Contact, codes: Collection[str], by: Person, reason: str) -> None:
    now = "now" if kind is GIVEN else "no longer"
    several, short = len(set(codes)) > 1, in_short(codes)
    subject = f"you {now} hold {short}" if several else f"you are {now} {short}"
    data = {
        "by": by.full_name,
        "types": listed(codes),
        "aco": str(contact.aco),
        "reason": reason,
        "said": f"You are {now} {listed(codes)} of {contact.aco}.",
        "subject": f"{contact.aco.aco_id}: {subject}",
        "quoted": quoted((BY, by.full_name), (REASON, reason)),
        "url": reverse("my_acos"),
    }
    notify(kind, person=contact.person, data=data)


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
        "said": f"CMS staff ended contact types in {contact.aco}: {listed(codes)}.",
        "subject": f"{contact.aco.aco_id}: CMS staff ended {in_short(codes)}",
        "quoted": quoted(
            ("Contact", contact.person.full_name), (BY, by.full_name), (REASON, reason)
        ),
        "url": reverse("contacts", args=[contact.aco.aco_id]),
    }
    notify(OVERRIDDEN, person=administrator, data=data)


def tell_administrators(
    aco: Aco,
    people: Iterable[Person],
    lines: Sequence[str],
    how: str,
    reason: str = "",
    *,
    self_given: bool = False,
) -> None:
    """Tell `people`, the ACO's administrators, what changed among them and the signers (A5).

    `lines` are sentences, `how` one that says through whom; `self_given` that somebody gave
    themselves types that may be neither.
    """
    what = "Administrators or signers changed"
    said = f"Contact types with administrative or signing privileges changed in {aco}."
    if self_given:
        what = "Contact types that somebody gave themselves"
        said = f"An administrator of {aco} gave themselves contact types."
    data = {
        "what": what,
        "said": said,
        "aco_id": aco.aco_id,
        "aco": str(aco),
        "told": " ".join(lines),
        "how": how,
        "quoted": quoted((WHAT_CHANGED, "\n".join([*lines, how])), (REASON, reason)),
        "url": reverse("contacts", args=[aco.aco_id]),
    }
    notify_all(ADMINISTRATORS_CHANGED, [Telling(person=person, data=data) for person in people])


def tell_stated(
    contact: Contact, codes: Collection[str], statements: Collection[str], by: Person
) -> None:
    """The person learns what somebody stated of them, and where to confirm it (rule A18)."""
    data = {
        "by": by.full_name,
        "types": listed(codes),
        "aco": str(contact.aco),
        "statements": list(statements),
        "said": f"Statements were made about you as {listed(codes)} of {contact.aco}.",
        "subject": f"{contact.aco.aco_id}: confirm statements about you",
        "quoted": quoted((BY, by.full_name)),
        "url": reverse("statements"),
    }
    notify(STATED, person=contact.person, data=data)


def tell_refused(held: HeldType, people: Iterable[Person]) -> None:
    """Who stated it, or administers the ACO, learns that the person says it is not so."""
    data = {
        "who": held.contact.person.full_name,
        "types": held.contact_type.label,
        "aco": str(held.aco),
        "subject": f"{held.aco.aco_id}: {in_short([held.type])} has ended",
        "said": f"What was stated of the {held.contact_type.label} of {held.aco} is not so, says "
        "the person. The contact type has ended.",
        "quoted": quoted(("Contact", held.contact.person.full_name)),
        "url": reverse("contacts", args=[held.aco.aco_id]),
    }
    notify_all(REFUSED, [Telling(person=person, data=data) for person in people])


def tell_public_line(held: HeldType, by: Person) -> None:
    """A Public Contact learns what an administrator corrected for them."""
    contact = held.contact
    data = {
        "by": by.full_name,
        "types": held.contact_type.label,
        "aco": str(contact.aco),
        "subject": f"{contact.aco.aco_id}: how the public reaches you",
        "line": ", ".join(filter(None, (held.public_phone, held.public_email))),
        "said": f"How the public reaches you as {held.contact_type.label} of {contact.aco} was "
        "corrected.",
        "quoted": quoted(
            (BY, by.full_name),
            ("Phone for the public", held.public_phone),
            ("E-mail for the public", held.public_email),
        ),
        "url": reverse("contact", args=[contact.aco.aco_id, contact.pk]),
    }
    notify(PUBLIC_LINE, person=contact.person, data=data)
