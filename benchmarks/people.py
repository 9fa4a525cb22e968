"""The people whom the benchmarks are about: an ACO of fifty contacts, and its visitor's session."""

import time

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DjangosStore
from django.contrib.sessions.serializers import JSONSerializer
from django.middleware.csrf import CSRF_SECRET_LENGTH
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_otp import DEVICE_ID_SESSION_KEY

from accounts.actions import begin_session
from accounts.middleware import SEEN_KEY, STARTED_KEY
from accounts.models import AuthenticatorApp, Person
from accounts.session_engine import SessionStore
from contacts.actions import give_types
from contacts.facts import Facts, attestations_for
from contacts.models import Aco
from contacts.types import ALL_CODES, REQUIRED_CODES
from invitations.actions import Invitee, invite

CONTACTS = 50
PENDING = 3
# What the others hold, some of them two: about one and a half types for each contact.
MANY = ("other", "cms_liaison", "compliance", "public", "qpp_staff_user", "dua_custodian")
# What some types ask for when they are given (rule A18).
EVERY_FACT = Facts(
    attested=frozenset(one.code for one in attestations_for(ALL_CODES)), public_phone="410-555-0100"
)


def person(number: int) -> Person:
    return Person.objects.create_user(
        f"person.{number:04}",
        f"person.{number:04}@example.org",
        first_name=f"First{number * 7 % 50:02}",
        last_name=f"Last{number * 13 % 50:02}",
        proofed_at=timezone.now(),
        proofed_by="benchmarks",
    )


def aco_of_contacts() -> tuple[Aco, Person]:
    """An ACO with fifty contacts and a few open invitations, and the ACO Executive among them."""
    aco = Aco.objects.create(aco_id="A9901", name="Fifty Contacts ACO")
    people = [person(number) for number in range(CONTACTS)]
    for number, each in enumerate(people):
        codes = {REQUIRED_CODES[number] if number < len(REQUIRED_CODES) else "other"}
        if number % 2:
            codes.add(MANY[number // 2 % len(MANY)])
        give_types(
            acting_person=each, aco=aco, person=each, codes=codes, given_by=None, facts=EVERY_FACT
        )
    for number in range(PENDING):
        invite_someone(people[0], aco, number)
    return aco, people[0]


def invite_someone(sender: Person, aco: Aco, number: int) -> None:
    invitee = Invitee(first_name="Pat", last_name="Invitee", email=f"invitee.{number}@example.org")
    invite(acting_person=sender, aco=aco, invitee=invitee, codes=["other"])


def our_cookies(visitor: Person) -> dict[str, str]:
    """A session as the sign-in with password and second factor makes it."""
    app = AuthenticatorApp.objects.create(user=visitor, confirmed=True)
    visitor.refresh_from_db(fields=["sign_in_epoch"])  # the app is newer than what we have read
    now = int(time.time())
    session = SessionStore()
    session.update(
        {
            SESSION_KEY: str(visitor.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: visitor.get_session_auth_hash(),
            DEVICE_ID_SESSION_KEY: app.persistent_id,
            STARTED_KEY: now,
            SEEN_KEY: now,
        }
    )
    session.save()
    begin_session(person=visitor, session_key=session.session_key, address="127.0.0.1", browser="")
    return {
        settings.SESSION_COOKIE_NAME: str(session.session_key),
        settings.CSRF_COOKIE_NAME: get_random_string(CSRF_SECRET_LENGTH),
    }


def floor_cookies(visitor: Person) -> dict[str, str]:
    """A session as Django's own sign-in makes it."""
    session = DjangosStore()
    session.serializer = JSONSerializer
    session.update(
        {
            SESSION_KEY: str(visitor.pk),
            BACKEND_SESSION_KEY: "django.contrib.auth.backends.ModelBackend",
            HASH_SESSION_KEY: visitor.get_session_auth_hash(),
        }
    )
    session.save()
    return {settings.SESSION_COOKIE_NAME: str(session.session_key)}
