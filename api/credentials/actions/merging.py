"""Whoever answers for credentials goes on to when two accounts are merged."""

from django.db.models import QuerySet

from accounts.merging import Plan, Room
from accounts.models import Person
from api.credentials.models import CredentialsAco


def _plan(kept: Person, gone: Person) -> Plan:
    number = _answered_by(gone).count()
    return Plan([f"API credentials that they answer for: {number}."] if number else [])


def _move(acting_person: Person, kept: Person, gone: Person) -> None:
    """They open their ACOs as before: the merge moves the contact types, too."""
    _answered_by(gone).update(delegate=kept)


def _answered_by(person: Person) -> QuerySet[CredentialsAco]:
    return CredentialsAco.objects.filter(delegate=person)


ROOM = Room(plan=_plan, move=_move)
