"""Where people are signed in: their sessions begin, go on under another key, and end."""

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from accounts.models import OpenSession, Person
from accounts.session_engine import names_of

_LONGEST_BROWSER = 200


def begin_session(
    *, person: Person, session_key: str | None, address: str | None, browser: str
) -> None:
    """A person is signed in, in the session with this key."""
    for stored_as in names_of(session_key)[:1]:
        OpenSession.objects.update_or_create(
            stored_as=stored_as,
            defaults={
                "person": person,
                "address": address,
                "browser": browser[:_LONGEST_BROWSER],
            },
        )


def follow_session(*, before: str | None, now: str | None) -> None:
    """A session of someone who is signed in has got a new key, and goes on."""
    for stored_as in names_of(now)[:1]:
        OpenSession.objects.of_key(before).update(stored_as=stored_as)


@transaction.atomic
def end_sessions(*, acting_person: Person, person: Person, keep: str = "") -> int:
    """End all of a person's sessions but the one with the session key `keep`; says how many."""
    sessions = OpenSession.objects.filter(person=person).exclude(stored_as__in=names_of(keep))
    names = list(sessions.values_list("stored_as", flat=True))
    Session.objects.filter(session_key__in=names).delete()
    sessions.delete()
    return len(names)


@transaction.atomic
def forget_ended_sessions() -> None:
    """Those whose time is over, and what was listed of them."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    OpenSession.objects.exclude(pk__in=OpenSession.objects.alive().values("pk")).delete()
