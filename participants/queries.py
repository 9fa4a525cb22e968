"""Reads of participant lists that pages and rooms above share."""

import uuid
from datetime import date

from contacts.models import Aco
from participants.models import Participant


def tins_of(aco: Aco, on: date) -> set[uuid.UUID]:
    """The hashes (`acoms.tins`) of the TINs on an ACO's list on a day; one query.

    A list with exactly one participant is a single-TIN ACO.
    """
    listed = Participant.objects.filter(aco=aco, tin_hash__isnull=False).on(on)
    return set(listed.values_list("tin_hash", flat=True))
