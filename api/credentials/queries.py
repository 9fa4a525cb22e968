"""Reads of credentials, each in a constant number of queries."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from accounts.models import Person
from acoms.programme.dates import in_words
from api.credentials.models import ClientId, Credentials, CredentialsAco, keepers
from api.credentials.rules import RECENT, days_left
from contacts.models import Aco, HeldType
from contacts.permissions import Permission, types_with
from contacts.types import ADMIN_CODES


@dataclass(slots=True)
class Shown:
    """Credentials as an ACO's page shows them: `answers` is whoever answers for them in that ACO,
    and `is_answered` whether they still may."""

    credentials: Credentials
    answers: Person
    is_answered: bool
    client_ids: list[ClientId]
    acos: list[Aco] = field(default_factory=list)

    @property
    def newest(self) -> ClientId:
        return self.client_ids[0]

    @property
    def older(self) -> list[ClientId]:
        """Client IDs that rotating has replaced, and that still work."""
        now = timezone.now()
        return [one for one in self.client_ids[1:] if one.ends_at > now]

    @property
    def last_used(self) -> ClientId | None:
        used = [one for one in self.client_ids if one.last_used_at]
        return max(used, key=lambda one: one.last_used_at or one.made_at, default=None)

    @property
    def days_left(self) -> int:
        return days_left(self.newest.ends_at, timezone.now())


def shown_of(aco: Aco) -> list[Shown]:
    """The ACO's credentials by name, with those whose time has lately run out; four queries."""
    since = timezone.now() - RECENT
    rows = (
        CredentialsAco.objects.open()
        .filter(aco=aco, credentials__in=Credentials.objects.open().ending(after=since))
        .select_related("credentials", "delegate")
        .order_by("credentials__name", "pk")
    )
    found = {row.credentials_id: row for row in rows}
    answered = set(
        CredentialsAco.objects.answered_for()
        .filter(pk__in=[row.pk for row in found.values()])
        .values_list("pk", flat=True)
    )
    shown = {
        key: Shown(row.credentials, row.delegate, row.pk in answered, [])
        for key, row in found.items()
    }
    for client_id in ClientId.objects.filter(credentials__in=found):
        shown[client_id.credentials_id].client_ids.append(client_id)
    others = CredentialsAco.objects.answered_for().filter(credentials__in=found)
    for other in others.select_related("aco").order_by("aco__aco_id"):
        shown[other.credentials_id].acos.append(other.aco)
    return list(shown.values())


def delegates_of(acos: Iterable[Aco]) -> dict[Aco, list[Person]]:
    """The Credential Delegates of each of these ACOs; one query."""
    return _holders(acos, types_with(Permission.API_CREDENTIALS_MANAGE))


def administrators_of_all(acos: Iterable[Aco]) -> dict[Aco, list[Person]]:
    """The administrators of each of these ACOs; one query."""
    return _holders(acos, ADMIN_CODES)


def _holders(acos: Iterable[Aco], codes: Collection[str]) -> dict[Aco, list[Person]]:
    found: dict[Aco, list[Person]] = {aco: [] for aco in acos}
    held = HeldType.objects.active().filter(aco__in=[aco.pk for aco in found], type__in=codes)
    for one in held.select_related("contact__person", "aco").order_by("contact__person", "pk"):
        if one.contact.person not in found[one.aco]:
            found[one.aco].append(one.contact.person)
    return found


def acos_kept_by(person_id: int) -> list[Aco]:
    """The ACOs of which a person is Credential Delegate now, by ID; one query."""
    held = keepers().filter(contact__person=person_id)
    return list(Aco.objects.filter(pk__in=held.values("aco")).order_by("aco_id"))


def ends_by_aco(acos: Collection[Aco] | None, now: datetime) -> dict[int, list[datetime]]:
    """When the credentials that open each of these ACOs end, or of all ACOs, by the ACO's key:
    those whose time is not over; one query."""
    rows = CredentialsAco.objects.answered_for().filter(credentials__ended_at=None)
    if acos is not None:
        rows = rows.filter(aco__in=[aco.pk for aco in acos])
    newest = ClientId.objects.filter(credentials=OuterRef("credentials")).order_by("-pk")
    ends = rows.annotate(ends_at=Subquery(newest.values("ends_at")[:1]))
    found: dict[int, list[datetime]] = {}
    for aco, at in ends.filter(ends_at__gt=now).values_list("aco__id", "ends_at"):
        found.setdefault(aco, []).append(at)
    return found


def had_credentials(acos: Collection[Aco]) -> set[int]:
    """Which of these ACOs, by their keys, ever had any; one query."""
    rows = CredentialsAco.objects.filter(aco__in=[aco.pk for aco in acos])
    return set(rows.values_list("aco__id", flat=True))


def why_unanswered(credentials: Credentials) -> str:
    """Why credentials open no ACO now, as programs are told (rules H1, J4); one query."""
    rows = CredentialsAco.objects.open().filter(credentials=credentials).select_related("aco")
    acos = [row.aco for row in rows.order_by("aco__ends_on", "aco__aco_id")]
    if not all(aco.has_ended for aco in acos):
        return (
            "The Credential Delegate who answered for these credentials has left. Another one can "
            "take them over on the API Credentials page."
        )
    ends = (
        f"The agreement of {aco} ended on {in_words(aco.ends_on)}." for aco in acos if aco.ends_on
    )
    return " ".join([*ends, "These credentials open nothing any more."])


def acos_answered(credentials: Credentials) -> list[Aco]:
    """The ACOs that credentials open now; one query."""
    rows = CredentialsAco.objects.answered_for().filter(credentials=credentials)
    return [one.aco for one in rows.select_related("aco").order_by("aco__aco_id")]
