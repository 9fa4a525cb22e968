"""Every write about requests for an account."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.actions import is_resting
from accounts.models import Person
from accounts.registration import notices
from accounts.registration.models import Registration
from accounts.registration.rules import KEPT_FOR, TRIES, VALID_FOR, State, expires
from accounts.registration.secrets import code_matches
from acoms.once.again import was_just_sent
from acoms.site import opened_links
from notifications.models import Notification


@transaction.atomic
def ask_for_account(*, email: str) -> None:
    """Mail a link and a code to an address, or, if it has an account, that it has one (B5, E2).

    Whoever asks is told neither. A new link and a new code end what was sent before, unless that
    was a moment ago (`acoms.once.again`). `email` is in its one spelling
    (`acoms.text.email_addresses`).
    """
    person = Person.objects.filter(email=email).first()
    now = timezone.now()
    if person is not None:
        if not is_resting(notices.HAS_ACCOUNT, person, now):
            notices.tell_of_account(person)
        return
    times = {"sent_at": now, "expires_at": expires(now)}
    registration, is_new = Registration.objects.select_for_update().get_or_create(
        email=email, defaults=times
    )
    if not is_new and registration.state is State.OPEN and was_just_sent(registration.sent_at, now):
        return
    if not is_new:
        registration.generation += 1
        registration.wrong_codes = 0
        registration.sent_at, registration.expires_at = times["sent_at"], times["expires_at"]
        registration.save()
    notices.send_link(registration)


def try_code(*, registration_id: int, generation: int, typed: str) -> bool:
    """Whether `typed` is the security code; wrong ones are counted (rule E5).

    False too for a request whose time is over, or of another generation.
    """
    current = Registration.objects.open(timezone.now()).filter(
        pk=registration_id, generation=generation
    )
    return opened_links.try_code(
        current, TRIES, lambda: code_matches(typed, registration_id, generation)
    )


@transaction.atomic
def forget_registrations(now: datetime | None = None) -> int:
    """Delete requests that ended a week ago, and the mails about them; returns how many.

    They name addresses of people who may never have asked.
    """
    moment = now or timezone.now()
    deleted, _ = Registration.objects.to_forget(moment).delete()
    Notification.objects.filter(
        kind=notices.LINK.name, created_at__lte=moment - VALID_FOR - KEPT_FOR
    ).delete()
    return int(deleted)
