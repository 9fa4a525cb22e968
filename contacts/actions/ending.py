"""Ending types that are held, whoever ends them and why."""

from collections.abc import Iterable

from django.utils import timezone

from accounts.ending import access_ended
from accounts.models import Person
from contacts import notices
from contacts.happening import tell_programs
from contacts.models import HeldType


def end_held(acting_person: Person, ending: Iterable[HeldType], reason: str) -> None:
    """End held types, tell their holders and whoever listens for ends (A19).

    What was stated for a type, and how the public reached its holder, ends with it (A18).
    """
    held = list(ending)
    if not held:
        return
    HeldType.objects.filter(pk__in=[h.pk for h in held]).update(
        ended_at=timezone.now(), ended_by=acting_person, end_reason=reason.strip()[:500]
    )
    tell_programs(h.aco_id for h in held)
    contacts = {h.contact_id: h.contact for h in held}
    for contact in contacts.values():
        codes = [h.type for h in held if h.contact_id == contact.pk]
        if contact.person_id != acting_person.pk:
            notices.tell_ended(contact, codes, acting_person, reason)
        access_ended(
            acting_person=acting_person, person=contact.person, place=contact.aco, codes=codes
        )
