"""Creating people, their agreement, their passwords and their sessions."""

import pghistory
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.errors import EmailTaken, UserIdTaken
from accounts.models import PasswordUse, Person
from accounts.notices import PASSWORD_RESET, SECURITY_CHANGE
from accounts.rules import PASSWORDS_REMEMBERED
from accounts.signup import Voucher
from acoms.email_addresses import normalize_email
from notifications.actions import notify


def create_person(
    *, voucher: Voucher, user_id: str, first_name: str, last_name: str, password: str
) -> Person:
    """An account for the address that the voucher vouches for, which counts as verified.

    The person has just agreed to the Statement of Truth. Of two at once for one user ID or one
    address, one gets the account and the other gets UserIdTaken or EmailTaken.
    """
    email = normalize_email(voucher.email)
    try:
        with transaction.atomic():
            person = Person.objects.create_user(
                user_id,
                email,
                password,
                first_name=first_name,
                last_name=last_name,
                statement_agreed_at=timezone.now(),
            )
            EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    except IntegrityError as error:
        if Person.objects.filter(email=email).exists():
            raise EmailTaken from error
        raise UserIdTaken from error
    return person


@transaction.atomic
def save_person(*, acting_person: Person, person: Person) -> None:
    """CMS staff have changed someone's name, or whether they may sign in or are CMS staff.

    Whoever may no longer sign in is signed out everywhere.
    """
    fields = ["first_name", "last_name", "is_active", "is_staff", "is_superuser"]
    with pghistory.context(user=acting_person.pk):
        person.save(update_fields=fields)
        if not person.is_active:
            end_sessions(acting_person=acting_person, person=person)


@transaction.atomic
def agree_to_statement(*, acting_person: Person) -> None:
    """The person agreed to the Statement of Truth just now (rule D10); history keeps each time."""
    acting_person.statement_agreed_at = timezone.now()
    with pghistory.context(user=acting_person.pk):
        acting_person.save(update_fields=["statement_agreed_at"])


@transaction.atomic
def change_password(*, person: Person, password: str) -> None:
    """A new password, remembered with the last six; all sessions made with the old one end."""
    person.set_password(password)
    person.save(update_fields=["password", "password_changed_at"])


@transaction.atomic
def remember_password(*, person: Person) -> None:
    """Keep the hash of the password just set, and forget those older than the last six."""
    PasswordUse.objects.create(person=person, password=person.password)
    kept = person.password_uses.values_list("pk", flat=True)[:PASSWORDS_REMEMBERED]
    person.password_uses.exclude(pk__in=list(kept)).delete()


@transaction.atomic
def send_password_reset(*, person: Person) -> None:
    """Mail a link for setting a new password; the link itself is made when the mail is."""
    notify(PASSWORD_RESET, person=person, data={"user_id": person.user_id})


@transaction.atomic
def tell_of_security_change(*, person: Person, what: str) -> None:
    """Tell someone what has changed about how they sign in, in case it was not them."""
    notify(SECURITY_CHANGE, person=person, data={"what": what, "first_name": person.first_name})


@transaction.atomic
def end_sessions(*, acting_person: Person, person: Person, keep: str = "") -> int:
    """End all of a person's sessions but the one with the session key `keep`; says how many."""
    sessions = UserSession.objects.filter(user=person).exclude(session_key=keep)
    keys = list(sessions.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    sessions.delete()
    return len(keys)
