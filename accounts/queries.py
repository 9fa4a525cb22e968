"""Reads about people that pages and actions share."""

from accounts.errors import TooManyProofingAttempts
from accounts.models import Person
from accounts.reach import holds_access
from accounts.rules import PROOFING_TRIES, PROOFING_WINDOW


def proofing_limit(person: Person) -> TooManyProofingAttempts | None:
    """Why the person cannot try to prove their identity now, or None if they can."""
    recent = list(person.proofing_attempts.counted().order_by("started_at"))
    if len(recent) < PROOFING_TRIES:
        return None
    return TooManyProofingAttempts(
        recent[-1].reference, recent[-PROOFING_TRIES].started_at + PROOFING_WINDOW
    )


def is_in_use(person: Person) -> bool:
    """Whether the account is somebody's already, so that nobody else may prove themselves on it:
    it ever signed in, was ever proven (here, by the Helpdesk or by HARP), took over another one,
    is one of CMS staff, or can reach anything."""
    return (
        person.last_login is not None
        or person.is_staff
        or person.events.filter(proofed_at__isnull=False).exists()  # type: ignore[attr-defined]
        or person.merged_accounts.exists()
        or holds_access(person.pk)
    )


def lock_unmerged(person: Person) -> bool:
    """Whether the account has not been merged away, and will not be while this transaction lasts.

    Asked, under the ACO's lock, by whatever gives a person something.
    """
    found = Person.objects.select_for_update(no_key=True).filter(pk=person.pk, merged_into=None)
    return bool(found.values_list("pk", flat=True))
