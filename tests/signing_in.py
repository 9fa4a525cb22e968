"""Signing people in, for every test that needs somebody signed in.

`sign_in` goes past the pages of the sign-in, with the session that they would have made; the pages
themselves are tested in `tests/accounts/`.
"""

import base64
import time

from django.test import Client
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.oath import TOTP

import accounts.middleware  # noqa: F401 - starts a session's clock at sign-in
from accounts.actions import begin_session
from accounts.models import AuthenticatorApp, Person, RecoveryCodes


def give_second_factor(person: Person) -> AuthenticatorApp:
    """The person's authenticator app and saved recovery codes, made now if they have none."""
    app: AuthenticatorApp
    app, _ = AuthenticatorApp.objects.get_or_create(user=person, confirmed=True)
    RecoveryCodes.objects.get_or_create(user=person, defaults={"saved_at": timezone.now()})
    person.refresh_from_db(fields=["sign_in_epoch"])
    return app


def authenticator_code(person: Person, steps_ahead: int = 0) -> str:
    """What the person's authenticator app shows now, or so many 30-second steps from now."""
    app = AuthenticatorApp.objects.get(user=person, confirmed=True)
    return code_for_key(app.key, steps_ahead)


def code_for_key(key: str, steps_ahead: int = 0) -> str:
    """What an app that holds `key` shows."""
    totp = TOTP(base64.b32decode(key.replace(" ", "")))
    totp.time = time.time() + 30 * steps_ahead
    return f"{totp.token():06d}"


def sign_in(client: Client, person: Person) -> Client:
    """`client` with the session of `person` signed in with password and second factor."""
    app = give_second_factor(person)
    client.force_login(person)
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = app.persistent_id
    session.save()
    begin_session(person=person, session_key=session.session_key, address="127.0.0.1", browser="")
    return client
