"""Setting up, using, replacing and removing second factors (rule A9)."""

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts.actions.people import end_sessions, tell_of_security_change
from accounts.duties import require_over
from accounts.errors import CodesLocked, ReasonMissing, WrongCode
from accounts.models import AuthenticatorApp, Person, RecoveryCodes
from accounts.staff import Duty

SecondFactor = AuthenticatorApp | RecoveryCodes


def start_authenticator_setup(*, acting_person: Person) -> AuthenticatorApp:
    """The app that the person is setting up, with its key: the same one until it is confirmed."""
    with pghistory.context(user=acting_person.pk):
        app: AuthenticatorApp
        app, _ = AuthenticatorApp.objects.get_or_create(user=acting_person, confirmed=False)
    return app


def confirm_authenticator(
    *, acting_person: Person, code: str, session_key: str = ""
) -> AuthenticatorApp:
    """The app in set-up becomes the person's authenticator app, and any app before it ends.

    `code` proves that the app has the key. Where an app is replaced, the other sessions end.
    """
    with transaction.atomic(), pghistory.context(user=acting_person.pk):
        app: AuthenticatorApp | None = (
            AuthenticatorApp.objects.select_for_update()
            .filter(user=acting_person, confirmed=False)
            .first()
        )
        accepted = app is not None and app.verify_token(_digits(code))
        if app is not None and accepted:
            replaced, _ = AuthenticatorApp.objects.filter(
                user=acting_person, confirmed=True
            ).delete()
            app.confirmed = True
            app.save(update_fields=["confirmed"])
            if replaced:
                end_sessions(acting_person=acting_person, person=acting_person, keep=session_key)
            tell_of_security_change(
                person=acting_person,
                what="Your authenticator app was replaced by a new one."
                if replaced
                else "An authenticator app was set up.",
            )
    if app is None or not accepted:
        _refuse(app, "This code is not right. Wait for the next one in the app and type that.")
    assert app is not None
    return app


def verify_second_factor(*, acting_person: Person, typed: str) -> SecondFactor:
    """The factor that accepts what was typed; six digits are the app's, all else recovery codes.

    One factor only is asked, so that a mistake locks one only. Wrong codes are counted also when
    they come at once: the factor's row is locked. Raises WrongCode or CodesLocked.
    """
    digits = _digits(typed)
    model = AuthenticatorApp if len(digits) == 6 and digits.isdigit() else RecoveryCodes
    with transaction.atomic(), pghistory.context(user=acting_person.pk):
        factor: SecondFactor | None = (
            model.objects.select_for_update().filter(user=acting_person, confirmed=True).first()
        )
        until = factor.locked_until if factor is not None else None
        accepted = factor is not None and until is None and factor.verify_token(digits)
        if accepted and isinstance(factor, RecoveryCodes):
            factor.refresh_from_db(fields=["used"])
            tell_of_security_change(
                person=acting_person,
                what=f"A recovery code was used. You have {factor.left} left.",
            )
    if not accepted or factor is None:
        _refuse(factor)
    assert factor is not None
    return factor


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
                person=acting_person, what="New recovery codes were made; the old ones ended."
            )
    return codes


def confirm_recovery_codes_saved(*, acting_person: Person) -> None:
    """The person says that the codes are in a safe place; they are not shown again."""
    with pghistory.context(user=acting_person.pk):
        RecoveryCodes.objects.filter(user=acting_person, saved_at=None).update(
            saved_at=timezone.now()
        )


def remove_second_factor(*, acting_person: Person, person: Person, reason: str) -> None:
    """CMS staff let someone in who has lost app and codes: they prove who they are again.

    Without that, whoever knows the password could set up a second factor of their own. All
    sessions of the person end. Raises ReasonMissing, and Refused for what the acting person's role
    does not include.
    """
    if not reason.strip():
        raise ReasonMissing
    with (
        transaction.atomic(),
        pghistory.context(
            action="remove second factor", acting_person=acting_person.pk, reason=reason.strip()
        ),
    ):
        person = Person.objects.select_for_update().get(pk=person.pk)
        require_over(acting_person, Duty.REMOVE_FACTOR, person)
        take_factors_away(person)
        end_sessions(acting_person=acting_person, person=person)
        tell_of_security_change(
            person=person,
            what="CMS staff removed your second factor. At your next sign-in you prove your "
            "identity again and set up an authenticator app.",
        )


def take_factors_away(person: Person) -> None:
    """No second factor, and no proof of identity either, or the password alone would set one up."""
    AuthenticatorApp.objects.filter(user=person).delete()
    RecoveryCodes.objects.filter(user=person).delete()
    person.proofed_at = None
    person.proofed_by = ""
    person.save(update_fields=["proofed_at", "proofed_by"])


def _digits(typed: str) -> str:
    return typed.replace(" ", "").strip()


def _refuse(factor: SecondFactor | None, message: str = "") -> None:
    """Say that the code was wrong or, once there were too many, until when none is accepted."""
    if factor is not None and (until := factor.locked_until) is not None:
        raise CodesLocked(until)
    raise WrongCode(message) if message else WrongCode
