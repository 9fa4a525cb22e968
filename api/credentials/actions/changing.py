"""Rotating, changing, taking over and ending credentials."""

from collections.abc import Collection

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts.actions import refusal_of_code
from accounts.duties import require as require_duty
from accounts.models import Person
from accounts.staff import Duty
from acoms.database.history import last_done
from acoms.once.done import AlreadyDone, bears_repeating
from acoms.once.shown import refusal_of_change
from acoms.programme.clock import day_in_words
from api.credentials import notices
from api.credentials.actions.making import Made, addresses_of, new_client_id
from api.credentials.errors import CredentialsError
from api.credentials.limits import limits
from api.credentials.models import (
    ClientId,
    Credentials,
    CredentialsAco,
    CredentialsAcoQuerySet,
)
from api.credentials.queries import acos_kept_by
from api.credentials.rules import Change
from contacts.access import held_now, require
from contacts.actions import lock_aco
from contacts.models import Aco
from contacts.permissions import Permission

GONE = "These credentials were deleted. Create others if a program still needs them."
_DELETED = "Deleted by a Credential Delegate"


def shown_to_change(credentials: Credentials) -> dict[str, object]:
    """What a page shows before credentials are changed (`acoms.once.shown`)."""
    newest = credentials.client_ids.values_list("client_id", flat=True).first()
    return {"the client ID": str(newest), "the addresses": credentials.addresses}


def rotate_credentials(
    *, acting_person: Person, aco: Aco, credentials: Credentials, code: str, shown: str | None
) -> Made:
    """A new client ID and secret; those before end a day later (rule H1). Credentials whose time
    is over stay so.

    Whoever rotates knows the secret, and answers for the credentials from now on. Raises Refused,
    CredentialsError, and AccountError for the code.
    """
    with transaction.atomic(), _said("rotate API credentials", acting_person):
        locked = _locked(acting_person, aco, credentials, shown)
        _refuse_over(locked)
        acos = _kept_whole(acting_person, aco, locked)
        refused = refusal_of_code(acting_person, code)
        if refused is None:
            over = timezone.now() + limits().overlap
            ClientId.objects.filter(credentials=locked, ends_at__gt=over).update(ends_at=over)
            client_id, secret = new_client_id(acting_person, locked)
            _lose_unanswered(locked, aco)
            _changed(locked, Change.ROTATED, acting_person, acos, delegate=acting_person)
            return Made(locked, client_id, secret)
    raise refused


def change_addresses(
    *,
    acting_person: Person,
    aco: Aco,
    credentials: Credentials,
    addresses: Collection[str],
    code: str,
    shown: str | None,
) -> None:
    """From where they may be used, from the next request on. Raises as `rotate_credentials`."""
    with transaction.atomic(), _said("change addresses of API credentials", acting_person):
        locked = _locked(acting_person, aco, credentials, shown)
        acos = _kept_whole(acting_person, aco, locked)
        wanted = addresses_of(addresses)
        refused = refusal_of_code(acting_person, code)
        if refused is None:
            if wanted != locked.addresses:
                locked.addresses = wanted
                locked.save(update_fields=["addresses"])
                _changed(locked, Change.ADDRESSES, acting_person, acos)
            return
    raise refused


def take_over(*, acting_person: Person, aco: Aco, credentials: Credentials, code: str) -> None:
    """The acting person answers for them in this ACO from now on. Raises as `rotate_credentials`.

    Whoever made them still knows the secret; the page says to rotate as well.
    """
    with transaction.atomic(), _said("take over API credentials", acting_person):
        locked = _locked(acting_person, aco, credentials, None)
        refused = refusal_of_code(acting_person, code)
        if refused is None:
            _of(locked).filter(aco=aco).update(
                delegate=acting_person, last_change=Change.TAKEN_OVER, changed_at=timezone.now()
            )
            notices.tell_change(locked, Change.TAKEN_OVER, acting_person, [aco])
            return
    raise refused


@bears_repeating
def delete_credentials(
    *, acting_person: Person, aco: Aco, credentials: Credentials, code: str
) -> None:
    """They open none of the acting person's ACOs any more, from this moment on; where no other is
    left, they end. Raises Refused, CredentialsError, and AccountError for the code.
    """
    action = "delete API credentials"
    with transaction.atomic(), _said(action, acting_person):
        lock_aco(aco)
        row = CredentialsAco.objects.filter(credentials=credentials, aco=aco).first()
        if row and row.ended_at and last_done(row) == (action, acting_person.pk):
            raise AlreadyDone
        locked = _locked(acting_person, aco, credentials, None)
        refused = refusal_of_code(acting_person, code)
        if refused is None:
            mine = _of(locked).filter(aco__in=acos_kept_by(acting_person.pk))
            acos = [one.aco for one in mine.select_related("aco")]
            _end_for(mine, Change.DELETED)
            if not _of(locked).exists():
                _end(locked, _DELETED)
            notices.tell_change(locked, Change.DELETED, acting_person, acos)
            return
    raise refused


@bears_repeating
@transaction.atomic
def end_credentials(*, acting_person: Person, credentials: Credentials, reason: str) -> None:
    """CMS staff end any, at once and for all ACOs. Raises Refused, and CredentialsError."""
    if not (reason := reason.strip()):
        raise CredentialsError("Enter a reason. The ACOs will read it.", "reason")
    with pghistory.context(
        action="end API credentials", acting_person=acting_person.pk, reason=reason
    ):
        require_duty(acting_person, Duty.END_CREDENTIALS)
        locked = Credentials.objects.select_for_update(no_key=True).get(pk=credentials.pk)
        if locked.ended_at is not None:
            if last_done(locked) == ("end API credentials", acting_person.pk):
                raise AlreadyDone
            raise CredentialsError("These credentials have ended already.")
        open_ones = _of(locked)
        acos = [one.aco for one in open_ones.select_related("aco")]
        _end_for(open_ones, Change.ENDED_BY_CMS)
        _end(locked, reason)
        notices.tell_change(locked, Change.ENDED_BY_CMS, acting_person, acos, reason)


def _said(action: str, person: Person) -> pghistory.context:
    return pghistory.context(action=action, acting_person=person.pk)


def _of(credentials: Credentials) -> CredentialsAcoQuerySet:
    return CredentialsAco.objects.open().filter(credentials=credentials)


def _locked(person: Person, aco: Aco, credentials: Credentials, shown: str | None) -> Credentials:
    """The row as it is now, which the person may change in this ACO. Raises Refused, and
    CredentialsError."""
    lock_aco(aco)
    require(held_now(person.pk, aco.pk), Permission.API_CREDENTIALS_MANAGE)
    locked = Credentials.objects.select_for_update(no_key=True).get(pk=credentials.pk)
    if locked.ended_at is not None or not _of(locked).filter(aco=aco).exists():
        raise CredentialsError(GONE)
    if changed := refusal_of_change(shown, lambda: shown_to_change(locked)):
        raise CredentialsError(changed)
    return locked


def _refuse_over(credentials: Credentials) -> None:
    """Raises CredentialsError where their time is over: nobody relies on them, and whoever wants
    new ones says anew what they are for."""
    ends_at = credentials.client_ids.values_list("ends_at", flat=True)[0]
    if ends_at <= timezone.now():
        raise CredentialsError(
            f"They ended on {day_in_words(ends_at)}: create new ones. The name may be the same."
        )


def _kept_whole(person: Person, aco: Aco, credentials: Credentials) -> list[Aco]:
    """The ACOs that they open, if the person is Credential Delegate of every one: who is not must
    not come to know the secret of another ACO. Raises CredentialsError."""
    acos = {aco.pk: aco}
    answered = CredentialsAco.objects.answered_for().filter(credentials=credentials)
    acos |= {one.aco_id: one.aco for one in answered.select_related("aco")}
    if set(acos) - {one.pk for one in acos_kept_by(person.pk)}:
        raise CredentialsError(
            "These credentials are also for an ACO of which you are not Credential Delegate. "
            "Create others for your ACO, then delete these here: the other ACO keeps them."
        )
    return list(acos.values())


def _lose_unanswered(credentials: Credentials, aco: Aco) -> None:
    """ACOs that have dropped out are gone for good: nobody there agreed to the new secret."""
    kept = CredentialsAco.objects.answered_for().values("pk")
    _end_for(_of(credentials).exclude(aco=aco).exclude(pk__in=kept), Change.DELETED)


def _end_for(rows: CredentialsAcoQuerySet, change: Change) -> None:
    now = timezone.now()
    rows.update(ended_at=now, last_change=change, changed_at=now)


def _end(credentials: Credentials, reason: str) -> None:
    credentials.ended_at, credentials.end_reason = timezone.now(), reason
    credentials.save(update_fields=["ended_at", "end_reason"])


def _changed(
    credentials: Credentials,
    change: Change,
    person: Person,
    acos: Collection[Aco],
    **also: Person,
) -> None:
    """Each ACO's Activity has it, as one row with what changed `also`, and its people are told."""
    _of(credentials).update(last_change=change, changed_at=timezone.now(), **also)
    notices.tell_change(credentials, change, person, acos)
