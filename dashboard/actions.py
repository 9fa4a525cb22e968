"""Making, renewing and revoking the address of one's calendar."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import Person
from dashboard.models import CalendarFeed


@transaction.atomic
def renew_feed(*, acting_person: Person) -> CalendarFeed:
    """A new address for one's own calendar; the one before, if there was one, stops working."""
    feed, is_first = CalendarFeed.objects.get_or_create(person=acting_person)
    if not is_first:
        CalendarFeed.objects.filter(pk=feed.pk).update(
            generation=F("generation") + 1, made_at=timezone.now(), revoked_at=None
        )
        feed.refresh_from_db()
    return feed


@transaction.atomic
def revoke_feed(*, acting_person: Person) -> None:
    """One's address answers no more; one that is revoked already stays as it was."""
    in_use = CalendarFeed.objects.in_use().filter(person=acting_person)
    in_use.update(revoked_at=timezone.now())
