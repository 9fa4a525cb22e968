"""Every step of a sign-in that is under way: each asks, under the lock of the person's row, whether
it is still the sign-in that it was (rules A9, D10; decision 0047)."""

from dataclasses import replace

import pghistory
from django.db import transaction
from django.utils.translation import gettext, gettext_noop
from django_otp.models import Device

from accounts.actions.factors import (
    give_recovery_codes,
    mark_recovery_codes_saved,
    refuse_code,
    try_code,
)
from accounts.actions.people import tell_of_security_change
from accounts.authenticator import AuthenticatorApp, new_key
from accounts.errors import SignInEnded
from accounts.models import Person, RecoveryCodes
from accounts.signing_in import At, Event, SignIn, event_of_password, move


def lock_sign_in(person: Person, sign_in: SignIn, at: At) -> Person:
    """The person as they are now, locked. Raises SignInEnded for a sign-in that was ended, or does
    not stand where this is done."""
    found = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if sign_in.epoch != found.sign_in_epoch or not found.is_active or sign_in.at is not at:
        raise SignInEnded
    return found


@transaction.atomic
def begin_sign_in(*, acting_person: Person, by_mailed_link: bool) -> SignIn:
    """Where a sign-in stands whose password was right for `acting_person` as they were read.

    `by_mailed_link`: this browser has just set that password by the mailed link. With it, and only
    with it, a proof by the Helpdesk or HARP counts. Raises SignInEnded for a password that was
    changed after it was looked at.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=acting_person.pk)
    if person.password != acting_person.password or not person.is_active:
        raise SignInEnded
    event = event_of_password(
        proven=person.proofed_at is not None,
        has_factor=AuthenticatorApp.objects.filter(user=person).exists(),
        proof_claimed=by_mailed_link and person.proven_elsewhere,
    )
    return SignIn(at=move(At.NOWHERE, event), epoch=person.sign_in_epoch, key=new_key())


def after_proof(person: Person, sign_in: SignIn) -> SignIn:
    """Where the sign-in stands that has just proven who the person is (`answer_questions`)."""
    has_factor = AuthenticatorApp.objects.filter(user=person).exists()
    event = Event.PROVED_WITH_FACTOR if has_factor else Event.PROVED
    return replace(sign_in, at=move(sign_in.at, event), attempts=(), asked="")


def set_up_authenticator(*, acting_person: Person, sign_in: SignIn, code: str) -> SignIn:
    """The key that was shown to this sign-in becomes the person's authenticator app.

    Only from the set-up, where nobody gets without a proof of this very sign-in, and only for
    someone without an app. It ends all other sign-ins of the person, and makes recovery codes for
    this one. Raises SignInEnded or WrongCode.
    """
    with transaction.atomic(), pghistory.context(user=acting_person.pk):
        person = lock_sign_in(acting_person, sign_in, At.SET_UP)
        if AuthenticatorApp.objects.filter(user=person).exists():
            raise SignInEnded
        app = AuthenticatorApp(user=person, key=sign_in.key)
        if not app.accepts(code):
            refuse_code(None, gettext("This code is wrong. Wait for the next one in the app."))
        app.save()
        codes = give_recovery_codes(acting_person=person)
        person.proven_elsewhere = False
        person.save(update_fields=["proven_elsewhere"])
        tell_of_security_change(
            person=person, what=gettext_noop("An authenticator app was set up.")
        )
        person.refresh_from_db(fields=["sign_in_epoch"])
    return SignIn(
        at=move(sign_in.at, Event.KEY_CONFIRMED),
        epoch=person.sign_in_epoch,
        device=app.persistent_id,
        codes=codes.generation,
    )


def enter_with_code(*, acting_person: Person, sign_in: SignIn, typed: str) -> SignIn:
    """A code of the person's factor: on to the end, or to recovery codes made for this sign-in,
    if the person has not saved any. Raises SignInEnded, WrongCode or CodesLocked."""
    with transaction.atomic(), pghistory.context(user=acting_person.pk):
        person = lock_sign_in(acting_person, sign_in, At.CODE)
        factor, accepted = try_code(person, typed)
        codes = 0
        saved = RecoveryCodes.objects.filter(user=person, saved_at__isnull=False).exists()
        if accepted and not saved:
            codes = give_recovery_codes(acting_person=person).generation
    if factor is None or not accepted:
        refuse_code(factor)
    event = Event.CODE_ACCEPTED if saved else Event.CODE_ACCEPTED_UNSAVED
    return SignIn(
        at=move(sign_in.at, event),
        epoch=sign_in.epoch,
        device=factor.persistent_id,
        codes=codes,
    )


def codes_of_sign_in(person: Person, sign_in: SignIn) -> RecoveryCodes:
    """The recovery codes that were made for this sign-in and are not saved yet; no others are ever
    shown. Raises SignInEnded if others were made since."""
    codes: RecoveryCodes | None = RecoveryCodes.objects.filter(
        user=person, generation=sign_in.codes, saved_at=None
    ).first()
    if codes is None:
        raise SignInEnded
    return codes


@transaction.atomic
def save_codes_and_enter(*, acting_person: Person, sign_in: SignIn) -> SignIn:
    """The person has kept the codes that this sign-in was shown. Raises SignInEnded."""
    person = lock_sign_in(acting_person, sign_in, At.RECOVERY_CODES)
    if not mark_recovery_codes_saved(acting_person=person, generation=sign_in.codes):
        raise SignInEnded
    return SignIn(
        at=move(sign_in.at, Event.CODES_SAVED), epoch=sign_in.epoch, device=sign_in.device
    )


@transaction.atomic
def finish_sign_in(*, acting_person: Person, sign_in: SignIn) -> Person:
    """The person with their device, for the session that is about to begin. Raises SignInEnded.

    What changes after this moment ends that session: it carries the epoch (`Person`).
    """
    person = lock_sign_in(acting_person, sign_in, At.IN)
    device = Device.from_persistent_id(sign_in.device or "/")
    if device is None or device.user_id != person.pk or person.proofed_at is None:
        raise SignInEnded
    person.otp_device = device  # type: ignore[attr-defined]
    return person
