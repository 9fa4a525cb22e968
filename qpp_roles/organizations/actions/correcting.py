"""CMS staff correct QPP's organizations one by one (rule D1)."""

from collections.abc import Sequence

import pghistory
from django.db import models, transaction
from django.utils import timezone

from accounts.duties import require
from accounts.models import Person
from accounts.staff import Duty
from acoms.database.history import last_done
from acoms.once.done import AlreadyDone, bears_repeating
from acoms.programme.tins import with_tin
from qpp_roles.organizations.actions.locking import lock_organization
from qpp_roles.organizations.errors import QppError
from qpp_roles.organizations.importing.entries import Entry
from qpp_roles.organizations.models import (
    ADDED,
    Clinician,
    MemberPractice,
    Organization,
    SiteClinician,
)


@transaction.atomic
def save_organization(
    *,
    acting_person: Person,
    organization: Organization,
    tin: str = "",
    add: Sequence[Entry] = (),
    take_out: Sequence[Entry] = (),
) -> Organization:
    """Create an organization or correct it, its clinicians and its member practices with it.

    `tin` is nine digits, or "" to leave it as it is. Raises Refused for what the acting person's
    role does not include, and QppError for a TIN or an ID that another has, or for taking out what
    is not in it.
    """
    require(acting_person, Duty.MANAGE_ORGANIZATIONS)
    with pghistory.context(action="save organization", acting_person=acting_person.pk):
        if organization.pk is not None:
            lock_organization(organization)
        if refusal := refusal_to_save(organization, tin):
            raise QppError(refusal)
        if tin:
            organization.set_tin(tin)
        _save(organization)
        for entry in take_out:
            _take_out(organization, entry)
        for entry in add:
            _add(organization, entry)
    return organization


def refusal_to_save(organization: Organization, tin: str) -> str:
    """Why an organization cannot have this TIN ("" for none new) or its ID; "" if it can.

    Looks under whichever key the TINs are stored.
    """
    others = Organization.objects.exclude(pk=organization.pk).filter(kind=organization.kind)
    if organization.kind == "practice":
        if tin and (other := others.filter(with_tin(tin)).first()):
            return f"{other.name} has this TIN already: a practice is known by it."
    elif other := others.filter(identifier=organization.identifier).first():
        return f"{other.name} has this {organization.kind_row.id_label} already."
    return ""


@bears_repeating
@transaction.atomic
def close_organization(
    *, acting_person: Person, organization: Organization, reason: str
) -> Organization:
    """Nobody finds the organization or connects to it from now on; the roles there stay.

    Raises Refused, and QppError where it is closed already.
    """
    return _open_or_close(acting_person, organization, reason, close=True)


@bears_repeating
@transaction.atomic
def reopen_organization(
    *, acting_person: Person, organization: Organization, reason: str
) -> Organization:
    """It is found again. Raises Refused, and QppError where it is open."""
    return _open_or_close(acting_person, organization, reason, close=False)


def _open_or_close(
    acting_person: Person, organization: Organization, reason: str, *, close: bool
) -> Organization:
    require(acting_person, Duty.MANAGE_ORGANIZATIONS)
    if not reason.strip():
        raise QppError("Enter a reason. We keep it with the record.")
    action = "close organization" if close else "reopen organization"
    with pghistory.context(action=action, acting_person=acting_person.pk, reason=reason.strip()):
        found = lock_organization(organization)
        if (found.closed_at is not None) is close:
            if last_done(found) == (action, acting_person.pk):
                raise AlreadyDone(found)
            raise QppError(f"{found.name} is {'closed' if close else 'open'} already.")
        found.closed_at = timezone.now() if close else None
        found.save(update_fields=["closed_at"])
    return found


def _save(row: models.Model) -> None:
    """Save, and keep an arrival by hand in the history, which has none of the lists'."""
    new = row.pk is None
    row.save()
    if new:
        pghistory.create_event(row, label=ADDED)


def _add(organization: Organization, entry: Entry) -> None:
    """What is in it already stays as it is."""
    if not entry.tin:
        known = organization.clinicians.filter(npi=entry.npi, ptan=entry.ptan)
        if not known.exists():
            _save(Clinician(practice=organization, npi=entry.npi, ptan=entry.ptan))
        return
    member = organization.members.filter(with_tin(entry.tin)).first()
    if member is None:
        member = MemberPractice(organization=organization)
        member.set_tin(entry.tin)
        _save(member)
    if entry.npi and not member.clinicians.filter(npi=entry.npi).exists():
        _save(SiteClinician(member=member, npi=entry.npi))


def _take_out(organization: Organization, entry: Entry) -> None:
    if not entry.tin:
        found, _ = organization.clinicians.filter(npi=entry.npi, ptan=entry.ptan).delete()
    else:
        members = organization.members.filter(with_tin(entry.tin))
        if entry.npi:
            found, _ = SiteClinician.objects.filter(member__in=members, npi=entry.npi).delete()
        else:
            found, _ = members.delete()
    if not found:
        raise QppError(f"{_named(entry)} is not in {organization.name}: nothing was changed.")


def _named(entry: Entry) -> str:
    """An entry in words, without its TIN."""
    if not entry.tin:
        return f"NPI {entry.npi} with PTAN {entry.ptan}"
    return (
        f"NPI {entry.npi}" if entry.npi else f"The practice with the TIN ending in {entry.tin[-4:]}"
    )
