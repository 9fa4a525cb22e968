"""What CMS staff do in an ACO's place, with a recorded reason (rule A17)."""

from collections.abc import Collection

import pghistory
from django.db import transaction

from accounts.duties import require
from accounts.models import Person
from accounts.staff import Duty
from contacts import notices
from contacts.actions.acos import lock_aco
from contacts.actions.holding import end_types
from contacts.models import Contact, HeldType
from contacts.types import ADMIN_CODES


@transaction.atomic
def override_end_types(
    *,
    acting_person: Person,
    contact: Contact,
    codes: Collection[str],
    reason: str,
    heir: Person | None = None,
    shown: str | None = None,
) -> None:
    """CMS staff end types of a contact, also the ACO's last administrator's (rule A17).

    The contact and everyone who was an administrator of the ACO until now are told, with the
    reason; `shown` is what `end_types` takes. Raises Refused for what the acting person's role does
    not include, and ContactError.
    """
    require(acting_person, Duty.OVERRIDE)
    with pghistory.context(override=True):
        lock_aco(contact.aco)
        administrators = list(
            Person.objects.filter(
                pk__in=HeldType.objects.active()
                .filter(aco=contact.aco_id, type__in=ADMIN_CODES)
                .values("contact__person")
            ).exclude(pk=contact.person_id)
        )
        ended = end_types(
            acting_person=acting_person,
            contact=contact,
            codes=codes,
            reason=reason,
            overriding=True,
            heir=heir,
            shown=shown,
        )
        for person in administrators if ended else ():
            notices.tell_overridden(person, contact, codes, acting_person, reason)
