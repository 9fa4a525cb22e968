"""Making credentials, and the client ID and secret that they begin with."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts.actions import refusal_of_code
from accounts.models import Person
from acoms.api.resources import resource
from acoms.crypto.keys import macs
from api.credentials import notices
from api.credentials.errors import CredentialsError
from api.credentials.limits import limits
from api.credentials.models import ClientId, Credentials, CredentialsAco
from api.credentials.queries import acos_kept_by
from api.credentials.rules import Change, read_networks
from contacts.access import held_now, require
from contacts.actions import lock_acos
from contacts.models import Aco
from contacts.permissions import Permission

PURPOSE = "api secrets"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants credentials for; `everywhere` is for all ACOs that they keep."""

    name: str
    resources: Collection[str]
    addresses: Collection[str]
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A new client ID with its secret, which is shown now and never again (rule E5)."""

    credentials: Credentials
    client_id: ClientId
    secret: str


def create_credentials(*, acting_person: Person, aco: Aco, wanted: Wanted, code: str) -> Made:
    """New credentials for this ACO, or for all of which the acting person is Credential Delegate.

    Raises Refused, CredentialsError, and AccountError for the code.
    """
    with (
        transaction.atomic(),
        pghistory.context(action="create API credentials", acting_person=acting_person.pk),
    ):
        acos = _for_acos(acting_person, aco, everywhere=wanted.everywhere)
        made = _judged(acting_person, acos, wanted)
        refused = refusal_of_code(acting_person, code)
        if refused is None:
            made.save()
            CredentialsAco.objects.bulk_create(
                CredentialsAco(
                    credentials=made, aco=one, delegate=acting_person, last_change=Change.CREATED
                )
                for one in acos
            )
            client_id, secret = new_client_id(acting_person, made)
            notices.tell_change(made, Change.CREATED, acting_person, acos)
            return Made(made, client_id, secret)
    raise refused


def new_client_id(acting_person: Person, credentials: Credentials) -> tuple[ClientId, str]:
    """A client ID and its secret of 256 random bits, of which a keyed hash is kept. In hexadecimal
    it never begins like an option of a command line."""
    secret, now = secrets.token_hex(32), timezone.now()
    made = ClientId.objects.create(
        credentials=credentials,
        secret_mac=macs(PURPOSE, secret)[0],
        made_by=acting_person,
        made_at=now,
        ends_at=now + limits().lasts,
    )
    return made, secret


def resources_of(codes: Collection[str]) -> list[str]:
    """Resources as they are kept. Raises CredentialsError."""
    found = [resource(code) for code in codes]
    if not found or None in found:
        raise CredentialsError("Choose what the program may read.", "resources")
    if len({one.group for one in found if one}) > 1:
        raise CredentialsError(
            "Credentials are for resources of one group. Create others for the second.",
            "resources",
        )
    return sorted(codes)


def addresses_of(typed: Collection[str]) -> list[str]:
    """Addresses as they are kept. Raises CredentialsError."""
    try:
        return read_networks(typed, limits())
    except ValueError as wrong:
        raise CredentialsError(str(wrong), "addresses") from None


def _for_acos(person: Person, aco: Aco, *, everywhere: bool) -> list[Aco]:
    """The ACOs, locked, of which the person is Credential Delegate. Raises Refused."""
    wanted = {aco.pk, *(one.pk for one in acos_kept_by(person.pk))} if everywhere else {aco.pk}
    locked = lock_acos(wanted)
    require(held_now(person.pk, aco.pk), Permission.API_CREDENTIALS_MANAGE)
    kept = {one.pk for one in acos_kept_by(person.pk)}  # under the locks
    return [one for one in locked if one.pk in kept]


def _judged(person: Person, acos: Collection[Aco], wanted: Wanted) -> Credentials:
    """What would be made. Raises CredentialsError."""
    name = wanted.name.strip()
    if not name:
        raise CredentialsError("Enter a name, such as the program's.", "name")
    living = Credentials.objects.open().ending(after=timezone.now()).filter(name__iexact=name)
    taken = CredentialsAco.objects.open().filter(aco__in=acos, credentials__in=living)
    if there := taken.select_related("aco").order_by("aco__aco_id").first():
        raise CredentialsError(
            f"{there.aco} has credentials named {name} already. Choose another name, or rotate "
            "those.",
            "name",
        )
    return Credentials(
        name=name,
        resources=resources_of(wanted.resources),
        addresses=addresses_of(wanted.addresses),
        made_by=person,
    )
