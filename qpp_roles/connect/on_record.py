"""What is on record of an organization or an ACO, for validating its first Security Official."""

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from contacts.models import Aco
from participants.lists.models import Participant
from participants.lists.queries import tins_of
from qpp_roles.connect.validation import OnRecord
from qpp_roles.organizations.models import Clinician, MemberPractice, Organization, SiteClinician


def on_record(place: Organization | Aco, on: date) -> OnRecord:
    """All of it, whatever was typed, so that comparing takes as long for any answer (rule D6).

    An ACO's participants are those of the day `on`.
    """
    if isinstance(place, Aco):
        count = Participant.objects.filter(aco=place).on(on).count()
        return OnRecord(place.aco_id, frozenset(tins_of(place, on)), single_tin=count == 1)
    if place.tin_hash is not None:
        known = Clinician.objects.filter(practice=place).values_list("npi", "ptan")
        return OnRecord(
            place.identifier,
            frozenset({place.tin_hash}),
            frozenset((place.tin_hash, npi, ptan) for npi, ptan in known),
        )
    members = MemberPractice.objects.filter(organization=place)
    tins = frozenset(_tins(members.values_list("tin_hash", flat=True)))
    site = SiteClinician.objects.filter(member__organization=place)
    known_there = site.values_list("member__tin_hash", "npi")
    return OnRecord(
        place.identifier,
        tins,
        frozenset((tin, npi, "") for tin, npi in known_there if tin),
        single_tin=len(tins) == 1,
    )


def _tins(stored: Iterable[UUID | None]) -> Iterator[UUID]:
    return (tin for tin in stored if tin is not None)
