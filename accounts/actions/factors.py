"""Setting up, using, replacing and removing second factors (rule A9)."""

import time
from typing import NoReturn

import pghistory
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from accounts.actions.people import tell_of_security_change
from accounts.actions.sessions import end_sessions
from accounts.duties import require_over
from accounts.errors import AccountError, CodesLocked, FreshCodeNeeded, ReasonMissing, WrongCode
from accounts.models import AuthenticatorApp, Person, RecoveryCodes
from accounts.notices import RECOVERY_CODE_USED
from accounts.rules import is_fresh
from accounts.staff import Duty
from acoms.crypto.codes import read_app_code
from notifications.actions import notify

SecondFactor = AuthenticatorApp | RecoveryCodes


def replace_authenticator(
    *, acting_person: Person, key: str, confirmed_at: float, code: str, session_key: str
) -> AuthenticatorApp:
    """The app with `key`, which this session alone was shown, takes the place of the present one.

    `code` proves that the new app has the key; `confirmed_at` is when this session last gave a code
    of the present one. Other sessions and sign-ins end. `acting_person` then has the epoch that
    their own session must carry. Raises FreshCodeNeeded or WrongCode.
    """
    with transaction.atomic(), pghistory.context(user=acting_person.pk):
        person = Person.objects.select_for_update(no_key=True).get(pk=acting_person.pk)
        if (
            person.sign_in_epoch != acting_person.sign_in_epoch
            or not is_fresh(confirmed_at, time.time())
            or not AuthenticatorApp.objects.filter(user=person).exists()
        ):
            raise FreshCodeNeeded
        app = AuthenticatorApp(user=person, key=key)
        if not app.accepts(code):
            refuse_code(None, gettext("This code is wrong. Wait for the next one in the app."))
        AuthenticatorApp.objects.filter(user=person).delete()
        app.save()
        end_sessions(acting_person=acting_person, person=person, keep=session_key)
        tell_of_security_change(
            person=person,
            what=gettext_noop("Your authenticator app was replaced by a new one."),
        )
        acting_person.refresh_from_db(fields=["sign_in_epoch"])
    return app


def verify_second_factor(*, acting_person: Person, typed: str) -> SecondFactor:
    """The factor of someone who is signed in that accepts what was typed (see `try_code`).

    Raises WrongCode or CodesLocked.
    """
    with transaction.atomic(), pghistory.context(user=acting_person.pk):
        factor, accepted = try_code(acting_person, typed)
    if factor is None or not accepted:
        refuse_code(factor)
    return factor


def refusal_of_code(person: Person, typed: str) -> AccountError | None:
    """Why a code of the second factor does not count, if so. For an action that asks for one under
    its lock: it raises the refusal once its transaction is over, so that the try stays counted."""
    try:
        verify_second_factor(acting_person=person, typed=typed)
    except AccountError as refused:
        return refused
    return None


def try_code(person: Person, typed: str) -> tuple[SecondFactor | None, bool]:
    """The factor that is asked, and whether it accepts; six digits are the app's, all else codes.

    One factor only is asked, so that a mistake locks one only. Wrong codes are counted also when
    they come at once: the factor's row is locked. Call in a transaction that is kept either way.
    """
    model = _model_of(typed)
    factor: SecondFactor | None = (
        model.objects.select_for_update().filter(user=person, confirmed=True).first()
    )
    if factor is None or not factor.verify_token(typed):  # which is refused while it is locked
        return factor, False
    if isinstance(factor, RecoveryCodes):
        factor.refresh_from_db(fields=["used"])
        notify(RECOVERY_CODE_USED, person=person, data={"left": factor.left})
    return factor, True


def _model_of(typed: str) -> type[AuthenticatorApp | RecoveryCodes]:
    try:
        read_app_code(typed)
    except ValueError:
        return RecoveryCodes
    return AuthenticatorApp


def give_recovery_codes(*, acting_person: Person) -> RecoveryCodes:
    """Ten new recovery codes, yet to be shown; all earlier ones stop working."""
    with transaction.atomic(), pghistory.context(user=acting_person.pk):
        codes: RecoveryCodes
        codes, made = RecoveryCodes.objects.select_for_update().get_or_create(user=acting_person)
        if not made:
            codes.generation += 1
            codes.used = []
            codes.saved_at = None
            codes.throttle_reset(commit=False)
            codes.save()
            tell_of_security_change(
                person=acting_person,
                what=gettext_noop("New recovery codes were made; the old ones ended."),
            )
    return codes


def mark_recovery_codes_saved(*, acting_person: Person, generation: int) -> bool:
    """The person says that these codes are in a safe place; they are not shown again. Said twice,
    it is done once. False if others were made since."""
    with pghistory.context(user=acting_person.pk):
        these = RecoveryCodes.objects.filter(user=acting_person, generation=generation)
        saved = these.filter(saved_at=None).update(saved_at=timezone.now())
        return bool(saved) or these.exists()


def remove_second_factor(*, acting_person: Person, person: Person, reason: str) -> None:
    """CMS staff let someone in who has lost app and codes: they prove who they are again.

    Without that, whoever knows the password could set up a second factor of their own. All sessions
    of the person end, and all sign-ins that are under way. Raises ReasonMissing, and Refused for
    what the acting person's role does not include.
    """
    if not reason.strip():
        raise ReasonMissing
    with (
        transaction.atomic(),
        pghistory.context(
            action="remove second factor", acting_person=acting_person.pk, reason=reason.strip()
        ),
    ):
        person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        require_over(acting_person, Duty.REMOVE_FACTOR, person)
        take_factors_away(person)
        end_sessions(acting_person=acting_person, person=person)
        tell_of_security_change(
            person=person,
            what=gettext_noop(
                "CMS staff removed your second factor. At your next sign-in you prove your "
                "identity again and set up an authenticator app."
            ),
        )


def take_factors_away(person: Person) -> None:
    """No second factor, and no proof of identity either, or the password alone would set one up.

    What was begun before is over. Call with the person's row locked.
    """
    AuthenticatorApp.objects.filter(user=person).delete()
    RecoveryCodes.objects.filter(user=person).delete()
    person.proofed_at = None
    person.proofed_by = ""
    person.proven_elsewhere = False
    person.sign_in_epoch += 1  # also where there was neither factor nor proof to take away
    person.save(update_fields=["proofed_at", "proofed_by", "proven_elsewhere", "sign_in_epoch"])


def refuse_code(factor: SecondFactor | None, message: str = "") -> NoReturn:
    """Say that the code was wrong or, once there were too many, until when none is accepted."""
    if factor is not None and (until := factor.locked_until) is not None:
        raise CodesLocked(until)
    raise WrongCode(message) if message else WrongCode
